/** Everything the stand-in remembers, found by id, owner and reference, and kept between starts. No rules of payments live here. */
import type { SimulatorState } from '../../../simulation/simulator.port.ts';
import type { Account, LinkEntity, OrderEntity, PaymentEntity, RefundEntity } from './entities.ts';

export interface Owned<T> {
  /** Key id of the account. */
  readonly owner: string;
  readonly entity: T;
}

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
  readonly events: Map<string, SentEvent>;
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

/** An unknown or older document counts as none: a stand-in may forget. */
export async function openLedger(state: SimulatorState | undefined): Promise<Ledger> {
  const saved = asSaved(await state?.load());
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
    events: new Map(),
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

/** The record when it is this account's own. */
export function owned<T>(map: ReadonlyMap<string, Owned<T>>, id: string | undefined, owner: string): T | undefined {
  const found = id === undefined ? undefined : map.get(id);
  return found?.owner === owner ? found.entity : undefined;
}

/** The last events only: nobody can ask for older ones. */
export function rememberEvent(ledger: Ledger, event: SentEvent): void {
  ledger.events.set(event.id, event);
  if (ledger.events.size <= 5_000) return;
  const oldest = ledger.events.keys().next().value;
  if (oldest !== undefined) ledger.events.delete(oldest);
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

function asSaved(document: unknown): SavedLedger | undefined {
  return typeof document === 'object' && document !== null && 'version' in document && document.version === 1
    ? (document as SavedLedger)
    : undefined;
}

function byId<T extends { readonly id: string }>(rows: readonly Owned<T>[] = []): Map<string, Owned<T>> {
  return new Map(rows.map((row) => [row.entity.id, row]));
}
