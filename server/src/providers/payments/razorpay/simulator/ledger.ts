/** Everything the stand-in remembers, found by id, owner and reference, and kept between starts. No rules of payments live here. */
import { createEventLog, type EventLog } from '../../../simulation/event-log.ts';
import { byId, loadKept, type Owned } from '../../../simulation/records.ts';
import type { SimulatorState } from '../../../simulation/simulator.port.ts';
import type { Account, LinkEntity, OrderEntity, PaymentEntity, RefundEntity } from './entities.ts';

export interface SentEvent {
  readonly id: string;
  readonly owner: string;
  readonly type: string;
  readonly body: string;
}

export interface RefundReplay {
  readonly body: string;
  readonly refundId: string;
}

export interface Ledger {
  /** Not saved: whoever starts the stand-in registers again. */
  readonly accounts: Map<string, Account>;
  readonly links: Map<string, Owned<LinkEntity>>;
  /** Ids of links that can still expire. */
  readonly openLinks: Set<string>;
  /** `owner|reference` → link id. */
  readonly references: Map<string, string>;
  readonly orders: Map<string, Owned<OrderEntity>>;
  readonly payments: Map<string, Owned<PaymentEntity>>;
  /** Order id → payment ids, oldest first. */
  readonly paymentsOfOrder: Map<string, string[]>;
  readonly refunds: Map<string, Owned<RefundEntity>>;
  /** `owner|key` → what that key made. */
  readonly refundKeys: Map<string, RefundReplay>;
  readonly events: EventLog<SentEvent>;
  /** Marks the memory as changed. Cheap: the document is built when it is written. */
  changed(): void;
}

interface SavedLedger {
  readonly version: 1;
  readonly links: readonly Owned<LinkEntity>[];
  readonly orders: readonly Owned<OrderEntity>[];
  readonly payments: readonly Owned<PaymentEntity>[];
  readonly refunds: readonly Owned<RefundEntity>[];
  readonly refundKeys: readonly (readonly [string, RefundReplay])[];
}

export async function openLedger(state: SimulatorState | undefined): Promise<Ledger> {
  const saved = await loadKept<SavedLedger>(state);
  const ledger: Ledger = {
    accounts: new Map(),
    links: byId(saved?.links),
    openLinks: new Set(),
    references: new Map(),
    orders: byId(saved?.orders),
    payments: byId(saved?.payments),
    paymentsOfOrder: new Map(),
    refunds: byId(saved?.refunds),
    refundKeys: new Map(saved?.refundKeys),
    events: createEventLog(),
    changed: () => state?.save(document),
  };
  const document = { toJSON: () => snapshot(ledger) };
  for (const link of ledger.links.values()) indexLink(ledger, link);
  for (const payment of ledger.payments.values()) indexPayment(ledger, payment);
  return ledger;
}

export function indexLink(ledger: Ledger, { owner, entity }: Owned<LinkEntity>): void {
  if (entity.reference_id !== '') ledger.references.set(`${owner}|${entity.reference_id}`, entity.id);
  if (entity.status === 'created' || entity.status === 'partially_paid') ledger.openLinks.add(entity.id);
  else ledger.openLinks.delete(entity.id);
}

export function indexPayment(ledger: Ledger, { entity }: Owned<PaymentEntity>): void {
  const known = ledger.paymentsOfOrder.get(entity.order_id);
  if (known) known.push(entity.id);
  else ledger.paymentsOfOrder.set(entity.order_id, [entity.id]);
}

/** Only the newest are kept on disk, so that saving stays quick however long a stand-in runs. */
const kept = 2_000;

function snapshot(ledger: Ledger): SavedLedger {
  return {
    version: 1,
    links: [...ledger.links.values()].slice(-kept),
    orders: [...ledger.orders.values()].slice(-kept),
    payments: [...ledger.payments.values()].slice(-2 * kept),
    refunds: [...ledger.refunds.values()].slice(-kept),
    refundKeys: [...ledger.refundKeys].slice(-kept),
  };
}
