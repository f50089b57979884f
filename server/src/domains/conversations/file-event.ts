/** Files one event that a webhook brought. Repeats and any order change nothing; what nobody needs yet is passed over (its raw form is kept). */
import type { Tx } from '../../foundation/db/database.ts';
import type { MessagingEvent } from '../../providers/messaging/messaging.port.ts';
import type { Customers } from '../customers/index.ts';
import { applyStatus, type StatusDeps } from './apply-status.ts';
import { insertNote } from './note.store.ts';
import { type ReceiveDeps, receive } from './receive.ts';
import { latestThreadOf } from './thread.store.ts';

export interface FileEventDeps extends ReceiveDeps, StatusDeps {
  readonly customers: Pick<Customers, 'identify' | 'changeKeys' | 'setMarketing'>;
}

export async function fileEvent(deps: FileEventDeps, tx: Tx, provider: string, event: MessagingEvent): Promise<void> {
  switch (event.kind) {
    case 'message':
      await receive(deps, tx, provider, event.message);
      return;
    case 'status':
      return applyStatus(deps, tx, provider, event);
    case 'marketing_preference':
      return fileMarketing(deps, tx, event);
    case 'address_changed':
      return fileAddressChange(deps, tx, event);
    case 'template_status':
    case 'account_notice':
      return;
  }
}

async function fileMarketing(deps: FileEventDeps, tx: Tx, event: Extract<MessagingEvent, { kind: 'marketing_preference' }>): Promise<void> {
  if (event.from.phone === undefined && event.from.scopedId === undefined) return;
  const customer = await deps.customers.identify(tx, event.from);
  if (customer.wantsMarketing !== event.wanted) await deps.customers.setMarketing(tx, customer.id, event.wanted);
}

async function fileAddressChange(deps: FileEventDeps, tx: Tx, event: Extract<MessagingEvent, { kind: 'address_changed' }>): Promise<void> {
  const before = await deps.customers.identify(tx, event.from);
  const isRepeat = Object.entries(event.to).every(([key, value]) => before[key as 'phone' | 'scopedId'] === value);
  if (isRepeat) return;
  const customer = await deps.customers.changeKeys(tx, event.from, event.to);
  const threadId = await latestThreadOf(tx, customer.id);
  if (threadId === undefined) return;
  const at = deps.clock.now();
  await insertNote(tx, { threadId, kind: 'address_changed', text: 'The customer writes from another number now.', author: 'system', at });
}
