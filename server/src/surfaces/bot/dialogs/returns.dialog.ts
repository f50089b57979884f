/** Returning something: which items of a delivered order, how many, why, and yes. Whose order it is and what is left of it is asked each time. */
import type { OrderId, ReturnId, VariantId } from '@parley/contract/values/id.ts';
import { z } from 'zod';
import type { ReturnNotice } from '../../../domains/conversations/index.ts';
import { expectedCredit, type Returnable, type ReturnableLine } from '../../../domains/returns/index.ts';
import { defineDialog, type Heard, type IdEntry, type Reply, type Scene } from '../dialog.ts';
import { text } from '../screens/compose.ts';
import { waysOn } from '../screens/menu-screens.ts';
import {
  canAsk,
  confirmReturnScreen,
  itemsToReturnScreen,
  noReturnScreen,
  pickedScreen,
  returnAskedScreen,
  returnNotice,
  returnReasons,
  unitsToReturnScreen,
  whyScreen,
} from '../screens/return-screens.ts';
import { idArg, numberArg, pageArg } from '../stable-id.ts';
import { asciiDigits } from '../words.ts';

export type ReturnsIntent =
  | { readonly do: 'latest' }
  | { readonly do: 'number_please' }
  | { readonly do: 'begin' | 'why' | 'yes'; readonly orderId: OrderId }
  | { readonly do: 'items'; readonly orderId: OrderId; readonly page: number }
  | { readonly do: 'item'; readonly orderId: OrderId; readonly variantId: VariantId }
  | { readonly do: 'units'; readonly orderId: OrderId; readonly variantId: VariantId; readonly quantity: number }
  | { readonly do: 'because'; readonly orderId: OrderId; readonly reason: string }
  | { readonly do: 'told'; readonly returnId: ReturnId; readonly change: ReturnNotice };

const picks = { orderId: z.uuid(), lines: z.array(z.object({ variantId: z.uuid(), quantity: z.number().int().min(1) })).max(50) };
const stepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('pick'), data: z.object(picks) }),
  z.object({ step: z.literal('units'), data: z.object({ ...picks, variantId: z.uuid() }) }),
  z.object({ step: z.literal('why'), data: z.object(picks) }),
  z.object({ step: z.literal('confirm'), data: z.object({ ...picks, reason: z.string() }) }),
]);
type ReturnsStep = z.infer<typeof stepSchema>;
type Lines = ReturnsStep['data']['lines'];

const REASON_LENGTH = 200;
/** Orders looked through for one that can still be returned. */
const LATEST = 10;

export const returnsDialog = defineDialog<ReturnsIntent, ReturnsStep>({
  name: 'returns',
  version: 1,
  steps: stepSchema,
  ids: {
    'order.return': {
      form: 'order.return[:<id>]',
      means: 'returns something of an order; without an id of the latest that can be returned',
      read: (args) => (args.length === 0 ? { do: 'latest' } : ofOrder(args, 1, (orderId) => ({ do: 'begin', orderId }))),
    },
    'return.items': id('return.items:<order_id>[:page]', 'the items that can be returned', 2, (orderId, [page]) => {
      const at = pageArg(page);
      return at === undefined ? undefined : { do: 'items', orderId, page: at };
    }),
    'return.item': id('return.item:<order_id>:<variant_id>', 'returns this item', 2, (orderId, [variant]) => {
      const variantId = idArg<VariantId>(variant);
      return variantId && { do: 'item', orderId, variantId };
    }),
    'return.quantity': id('return.quantity:<order_id>:<variant_id>:<n>', 'so many of it', 3, (orderId, [variant, n]) => {
      const [variantId, quantity] = [idArg<VariantId>(variant), numberArg(n, 1, 999)];
      return variantId && quantity ? { do: 'units', orderId, variantId, quantity } : undefined;
    }),
    'return.reason': id('return.reason:<order_id>[:<reason>]', 'why; without a reason asks for it', 2, (orderId, [reason]) => {
      if (reason === undefined) return { do: 'why', orderId };
      return returnReasons.some((each) => each === reason) ? { do: 'because', orderId, reason } : undefined;
    }),
    'return.yes': id('return.yes:<order_id>', 'asks for the return', 1, (orderId) => ({ do: 'yes', orderId })),
  },
  answer,
  hear,
  act,
});

type ReadRest = (orderId: OrderId, rest: readonly (string | undefined)[]) => ReturnsIntent | undefined;

function id(form: string, means: string, most: number, read: ReadRest): IdEntry<ReturnsIntent> {
  return { form, means, read: (args) => ofOrder(args, most, read) };
}

function ofOrder(args: readonly string[], most: number, read: ReadRest): ReturnsIntent | undefined {
  const [first, ...rest] = args;
  const orderId = idArg<OrderId>(first);
  return orderId === undefined || args.length > most ? undefined : read(orderId, rest);
}

function answer(state: ReturnsStep, content: Heard): ReturnsIntent | undefined {
  if (content.kind !== 'text') return undefined;
  const orderId = state.data.orderId as OrderId;
  if (state.step === 'why') {
    const reason = content.text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
    return reason === '' ? undefined : { do: 'because', orderId, reason: Array.from(reason).slice(0, REASON_LENGTH).join('') };
  }
  if (state.step !== 'units') return undefined;
  const typed = /^[x×*]?\s*(\d{1,4})$/i.exec(asciiDigits(content.text).trim())?.[1];
  if (typed === undefined) return undefined;
  const quantity = numberArg(typed, 1, 999);
  return quantity === undefined
    ? { do: 'number_please' }
    : { do: 'units', orderId, variantId: state.data.variantId as VariantId, quantity };
}

function hear(content: Heard): ReturnsIntent | undefined {
  if (content.kind !== 'event' || content.event.kind !== 'return_changed') return undefined;
  return { do: 'told', returnId: content.event.returnId as ReturnId, change: content.event.change };
}

async function act(scene: Scene, intent: ReturnsIntent, state: ReturnsStep | undefined): Promise<Reply<ReturnsStep>> {
  if (intent.do === 'told') return tell(scene, intent);
  if (intent.do === 'number_please') return { screen: [text(scene.voice.say('cart.number_please'))], next: 'same', unclear: true };
  if (intent.do === 'latest') {
    const latest = await latestOf(scene);
    return latest ? begin(scene, latest) : { screen: [waysOn(scene.voice, scene.voice.say('orders.none'))] };
  }
  const of = await ownReturnable(scene, intent.orderId);
  if (!of) return { screen: [waysOn(scene.voice, scene.voice.say('orders.gone'))] };
  if (!canAsk(of)) return { screen: [noReturnScreen(scene.voice, of, scene.shop.name)] };
  return step(scene, of, intent, state?.data.orderId === intent.orderId ? state : undefined);
}

type OrderIntent = Extract<ReturnsIntent, { readonly orderId: OrderId }>;

function step(
  scene: Scene,
  of: Returnable,
  intent: OrderIntent,
  state: ReturnsStep | undefined,
): Promise<Reply<ReturnsStep>> | Reply<ReturnsStep> {
  const lines = stillThere(of, state?.data.lines ?? []);
  switch (intent.do) {
    case 'begin':
      return begin(scene, of);
    case 'items':
      return chooseItem(scene, of, lines, intent.page);
    case 'item':
      return chooseUnits(scene, of, lines, intent.variantId);
    case 'units':
      return pick(scene, of, lines, intent);
    case 'why':
      return lines.length === 0 ? begin(scene, of) : askWhy(scene, of, lines);
    case 'because':
      return lines.length === 0 ? begin(scene, of) : confirm(scene, of, lines, intent.reason);
    default:
      return lines.length === 0 || state?.step !== 'confirm' ? begin(scene, of) : ask(scene, of, lines, state.data.reason);
  }
}

/** Where there is but one thing to say, it is not asked. */
function begin(scene: Scene, of: Returnable): Reply<ReturnsStep> {
  if (!canAsk(of)) return { screen: [noReturnScreen(scene.voice, of, scene.shop.name)] };
  const [only, ...more] = of.lines.filter((line) => line.units > 0);
  return only && more.length === 0 ? chooseUnits(scene, of, [], only.variantId) : chooseItem(scene, of, [], 1);
}

function chooseItem({ voice }: Scene, of: Returnable, lines: Lines, page: number): Reply<ReturnsStep> {
  return { screen: [itemsToReturnScreen(voice, of, page)], next: { step: 'pick', data: { orderId: of.order.id, lines } } };
}

function chooseUnits(scene: Scene, of: Returnable, lines: Lines, variantId: VariantId): Reply<ReturnsStep> {
  const line = lineOf(of, variantId);
  if (!line) return chooseItem(scene, of, lines, 1);
  if (line.units === 1) return pick(scene, of, lines, { variantId, quantity: 1 });
  const data = { orderId: of.order.id, lines, variantId };
  return { screen: [unitsToReturnScreen(scene.voice, of, line)], next: { step: 'units', data } };
}

function pick(
  scene: Scene,
  of: Returnable,
  before: Lines,
  wanted: { readonly variantId: VariantId; readonly quantity: number },
): Reply<ReturnsStep> {
  const { voice } = scene;
  const line = lineOf(of, wanted.variantId);
  if (!line) return chooseItem(scene, of, before, 1);
  if (wanted.quantity > line.units)
    return { notes: [voice.say('return.too_many', { count: line.units })], ...chooseUnits(scene, of, before, wanted.variantId) };
  const lines = [...before.filter((each) => each.variantId !== wanted.variantId), { ...wanted }];
  if (of.lines.every((each) => each.units === 0 || lines.some(({ variantId }) => variantId === each.variantId)))
    return askWhy(scene, of, lines);
  return { screen: [pickedScreen(voice, of, named(of, lines))], next: { step: 'pick', data: { orderId: of.order.id, lines } } };
}

function askWhy({ voice }: Scene, of: Returnable, lines: Lines): Reply<ReturnsStep> {
  return { screen: [whyScreen(voice, of)], next: { step: 'why', data: { orderId: of.order.id, lines } } };
}

function confirm({ voice }: Scene, of: Returnable, lines: Lines, reason: string): Reply<ReturnsStep> {
  const asked = { picked: named(of, lines), reason, worth: expectedCredit(of, wantedOf(lines)) };
  return { screen: [confirmReturnScreen(voice, of, asked)], next: { step: 'confirm', data: { orderId: of.order.id, lines, reason } } };
}

async function ask(scene: Scene, of: Returnable, lines: Lines, reason: string): Promise<Reply<ReturnsStep>> {
  const { customer, deps, shop, thread, tx, voice } = scene;
  const actor = `customer:${customer.id}`;
  const asked = await tx.attempt(() => deps.returns.ask(tx, { orderId: of.order.id, lines: wantedOf(lines), reason, actor }));
  if (!asked.ok) {
    const now = await ownReturnable(scene, of.order.id);
    return { notes: [voice.say('return.changed')], ...begin(scene, now ?? of) };
  }
  await deps.conversations.note(tx, thread.id, {
    kind: 'return_requested',
    text: `The customer asks to return ${named(of, lines)
      .map((line) => `${line.quantity} × ${line.name}`)
      .join(', ')} of order ${of.order.orderNumber} (${asked.value.number}): ${reason.replaceAll('_', ' ')}.`,
    author: 'bot',
  });
  return { screen: [returnAskedScreen(voice, asked.value, shop.name)], next: null };
}

async function tell(scene: Scene, told: Extract<ReturnsIntent, { readonly do: 'told' }>): Promise<Reply<ReturnsStep>> {
  const { customer, deps, shop, tx, voice } = scene;
  const found = await deps.returns.get(tx, told.returnId);
  if (!found.ok || found.value.customerId !== customer.id) return { next: 'same' };
  const view = found.value;
  const message = returnNotice(voice, { view, change: told.change, worth: deps.returns.worth(view), shop: shop.name });
  return { messages: message ? [message] : [], next: 'same' };
}

async function ownReturnable({ customer, deps, tx }: Scene, orderId: OrderId): Promise<Returnable | undefined> {
  const found = await deps.returns.returnable(tx, orderId);
  return found.ok && found.value.order.customerId === customer.id ? found.value : undefined;
}

/** The latest that can be returned, else the latest there is. */
async function latestOf(scene: Scene): Promise<Returnable | undefined> {
  const { items } = await scene.deps.orders.list(scene.tx, { customerId: scene.customer.id, page: 1, limit: LATEST });
  for (const order of items) {
    const of = order.status === 'delivered' ? await ownReturnable(scene, order.id) : undefined;
    if (of && canAsk(of)) return of;
  }
  const [latest] = items;
  return latest && ownReturnable(scene, latest.id);
}

/** What was picked, as far as it can still come back. */
function stillThere(of: Returnable, lines: Lines): Lines {
  return lines.filter((line) => line.quantity <= (lineOf(of, line.variantId)?.units ?? 0));
}

function lineOf(of: Returnable, variantId: string): ReturnableLine | undefined {
  return of.lines.find((line) => line.variantId === variantId && line.units > 0);
}

function named(of: Returnable, lines: Lines) {
  return lines.flatMap(({ variantId, quantity }) => {
    const line = lineOf(of, variantId);
    return line ? [{ name: line.name, options: line.options, quantity }] : [];
  });
}

function wantedOf(lines: Lines) {
  return lines.map((line) => ({ variantId: line.variantId as VariantId, quantity: line.quantity }));
}
