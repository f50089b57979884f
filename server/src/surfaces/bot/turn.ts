/** One turn of a conversation: every unread entry understood and acted on in order, the answers merged. Sends and stores nothing itself. */
import type { StoredDialog, Thread, Turn, TurnEntry } from '../../domains/conversations/index.ts';
import type { Customer } from '../../domains/customers/index.ts';
import { codeOf, type Tx } from '../../foundation/db/database.ts';
import type { OutboundContent } from '../../providers/messaging/messaging.port.ts';
import type { BotDeps, Reply, Scene, ShopFacts } from './dialog.ts';
import { menuDialog } from './dialogs/menu.dialog.ts';
import { mergeReplies } from './merge-replies.ts';
import { firstLanguage, readLanguage } from './phrases/languages.ts';
import { voiceOf } from './phrases/voice.ts';
import { leave, recognise } from './registry.ts';
import { humanOfferScreen } from './screens/menu-screens.ts';
import { type Reading, understand } from './understand.ts';

export interface TurnAnswer {
  readonly replies: readonly OutboundContent[];
  readonly next: { readonly dialog: StoredDialog | null; readonly failures: number; readonly mode?: 'bot' | 'waiting' };
}

interface Course {
  customer: Customer;
  state: StoredDialog | undefined;
  mode: Thread['mode'];
  failures: number;
}

/** Not understood this often in a row: a person is offered. */
const FAILURES_TO_OFFER = 2;

/** @param isCareful after repeated failures of the job: an entry that cannot be handled is apologised for instead of blocking the rest. */
export async function takeTurn(deps: BotDeps, tx: Tx, turn: Turn, isCareful: boolean): Promise<TurnAnswer> {
  const { thread } = turn;
  const [shop, customer] = await Promise.all([deps.merchants.get(tx), deps.customers.get(tx, thread.customerId)]);
  if (!customer) throw new Error(`thread ${thread.id} has no customer`);
  const course: Course = { customer, state: recognise(thread.dialog), mode: thread.mode, failures: thread.failures };
  const replies: Reply[] = [];
  for (const entry of turn.entries) {
    const reading = understand({ content: entry.content, aboutProduct: entry.aboutProduct, state: course.state });
    if (!reading || !mayAnswer(course.mode, reading, entry)) continue;
    const scene = sceneOf(deps, tx, shop, thread, course, entry);
    const reply = isCareful ? await actCarefully(scene, reading, course) : await reading.understood.act(scene, course.state);
    replies.push(follow(course, scene, reading, reply));
  }
  const hasMoved = course.mode !== thread.mode && course.mode !== 'human';
  return {
    replies: mergeReplies(replies),
    next: { dialog: course.state ?? null, failures: course.failures, ...(hasMoved ? { mode: course.mode as 'bot' | 'waiting' } : {}) },
  };
}

/**
 * While a person is asked for or answers, the bot is silent. Messages about orders and STOP/START go through always; what is pressed on
 * purpose brings the bot back: any id while waiting, only the menu button once a person answers.
 */
function mayAnswer(mode: Thread['mode'], { by, understood }: Reading, entry: TurnEntry): boolean {
  const wish = understood.intent.do;
  if (mode === 'bot' || by === 'event' || wish === 'stop' || wish === 'start') return true;
  if (mode === 'waiting') return by === 'id' || (by === 'word' && wish === 'menu');
  return wish === 'menu' && by === 'id' && entry.content.kind === 'choice';
}

/** Takes over what the reply says about the course of the conversation. */
function follow(course: Course, scene: Scene, { by, understood }: Reading, reply: Reply): Reply {
  if (reply.next !== 'same') course.state = (reply.next === undefined ? leave(course.state) : reply.next) ?? undefined;
  if (reply.language !== undefined) course.customer = { ...course.customer, language: reply.language };
  if (understood.intent.do === 'stop') course.customer = { ...course.customer, wantsMarketing: false };
  if (by === 'event') return reply;
  const isAside = understood.intent.do === 'stop' || understood.intent.do === 'start';
  if (reply.mode !== undefined) course.mode = reply.mode;
  else if (!isAside) course.mode = 'bot';
  course.failures = reply.unclear ? course.failures + 1 : 0;
  return reply.unclear && course.failures >= FAILURES_TO_OFFER
    ? { ...reply, screen: [humanOfferScreen(scene.voice, scene.shop.name)] }
    : reply;
}

async function actCarefully(scene: Scene, reading: Reading, course: Course): Promise<Reply> {
  try {
    return await scene.tx.attempt(() => reading.understood.act(scene, course.state));
  } catch (error) {
    // Only a failure of ours is answered; a database that wants the transaction again gets it.
    if (['40001', '40P01', '25P02'].includes(codeOf(error))) throw error;
    await scene.deps.conversations.note(scene.tx, scene.thread.id, {
      kind: 'bot_failed',
      text: 'The bot could not handle a message of the customer. Please have a look.',
      author: 'bot',
    });
    return menuDialog.mean({ do: 'failed' }).act(scene, course.state);
  }
}

function sceneOf(deps: BotDeps, tx: Tx, shop: ShopFacts, thread: Thread, course: Course, entry: TurnEntry): Scene {
  const { customer, mode } = course;
  const language =
    readLanguage(customer.language) ?? firstLanguage({ customer: undefined, merchant: shop.language, phone: customer.phone });
  const voice = voiceOf({ language, country: shop.country, timeZone: shop.timeZone });
  return { deps, tx, shop, customer, thread, mode, voice, now: deps.clock.now(), entryId: entry.id };
}
