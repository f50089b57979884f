/** A file that arrived in a chat: remembered at once, looked at by a job. Its bytes may still be on their way. */
import { type CustomerId, type InboundMessageId, newId, type ThreadId } from '@parley/contract/values/id.ts';
import { after, hourMs } from '@parley/contract/values/time.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { PrintFile, PrintFileId } from '../printing.ts';
import type { PrintingDeps } from '../printing-deps.ts';
import { settingsOf } from '../settings.store.ts';
import { enqueueCheck } from './file-job-kinds.ts';
import { mediaLost } from './follow-media.ts';
import { insertFile } from './print-file.store.ts';

export interface TakeIn {
  readonly customerId: CustomerId;
  readonly name: string;
  readonly messageId: InboundMessageId;
  readonly threadId?: ThreadId;
}

export async function takeIn(
  deps: Pick<PrintingDeps, 'clock' | 'mediaBlobOf' | 'mediaLossOf' | 'emit'>,
  tx: Tx,
  input: TakeIn,
): Promise<PrintFile> {
  const id = newId<PrintFileId>();
  const now = deps.clock.now();
  const { customerId, threadId } = input;
  const name = shownName(input.name);
  const { keep_hours: keepHours } = await settingsOf(tx);
  const sourceBlob = deps.mediaBlobOf(tx.merchantId, input.messageId);
  await insertFile(tx, { id, customerId, threadId, name, sourceBlob, wipeAfter: after(now, keepHours * hourMs) }, now);
  // The service may have refused its bytes before anybody looked at the message.
  const loss = await deps.mediaLossOf(tx, input.messageId);
  if (loss === undefined) await enqueueCheck(tx, now, id);
  else await mediaLost(deps, tx, sourceBlob, loss);
  return { id, customerId, name, state: 'arriving', ...(threadId === undefined ? {} : { threadId }) };
}

const LONGEST_NAME = 120;

/** The last part of what the customer's device called it, without signs that could not be seen. Shown to people; never a path. */
export function shownName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const short = Array.from(plain).slice(0, LONGEST_NAME).join('');
  return /[\p{L}\p{N}]/u.test(short) ? short : 'file';
}
