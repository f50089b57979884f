/**
 * A word to a member of staff in the chat with the shop's own number. It is never filed among the shop's conversations: what it says is
 * for this person alone, and colleagues read those.
 */

import type { MerchantId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import { defineJob, type HandledJob, handle } from '../../../foundation/jobs/job.ts';
import type { Secrets } from '../../../foundation/secrets/secrets.ts';

export interface ChatLine {
  /** Whether this number was in touch lately enough for a free text. */
  mayWriteTo(tx: Tx, phone: string): Promise<boolean>;
  /** False: worth another try. Called in no transaction. */
  send(merchantId: MerchantId, line: { readonly id: string; readonly phone: string; readonly text: string }): Promise<boolean>;
}

const chatTell = defineJob('staff.tell-by-chat', z.object({ id: z.uuid(), sealed: z.string() }), { maxAttempts: 5 });
const PURPOSE = 'chat-line';
const line = z.object({ phone: z.string(), text: z.string() });

interface Deps {
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly chat: ChatLine;
}

/** False where the rules do not let us write freely, or there is no chat at all. */
export async function tellByChat({ clock, secrets, chat }: Deps, tx: Tx, phone: string, text: string): Promise<boolean> {
  if (!(await chat.mayWriteTo(tx, phone))) return false;
  const id = newId();
  const sealed = secrets.seal(PURPOSE, JSON.stringify({ phone, text }), `${tx.merchantId}:${id}`).toString('base64');
  await enqueue(tx, clock.now(), chatTell, { id, sealed });
  return true;
}

export function chatLineJobs({ secrets, chat }: Pick<Deps, 'secrets' | 'chat'>): HandledJob[] {
  return [
    handle(chatTell, async ({ id, sealed }, job) => {
      if (job.merchantId === undefined) throw new Error('staff.tell-by-chat needs a merchant');
      const plain = secrets.open(PURPOSE, Buffer.from(sealed, 'base64'), `${job.merchantId}:${id}`);
      const sent = await chat.send(job.merchantId, { id, ...line.parse(JSON.parse(plain)) });
      if (!sent) throw new Error('the chat did not take it');
    }),
  ];
}

/** A house without a chat. */
export const noChat: ChatLine = { mayWriteTo: () => Promise.resolve(false), send: () => Promise.resolve(true) };
