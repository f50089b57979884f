/** Everything the stand-in remembers, found by reference, code and id, and kept between starts. No rules of payments live here. */
import { createEventLog, type EventLog } from '../../../simulation/event-log.ts';
import { loadKept } from '../../../simulation/records.ts';
import type { SimulatorState } from '../../../simulation/simulator.port.ts';
import type { Account, RefundEntity, TransactionEntity } from './entities.ts';

export interface Owned<T> {
  readonly integration: number;
  readonly entity: T;
}

export interface SentEvent {
  /** Ours alone: the gateway's events carry none. */
  readonly id: string;
  readonly integration: number;
  readonly type: string;
  readonly body: string;
}

export interface Ledger {
  /** By secret key. Not saved: whoever starts the stand-in registers again. */
  readonly accounts: Map<string, Account>;
  /** By `integration|reference`. */
  readonly transactions: Map<string, Owned<TransactionEntity>>;
  readonly byCode: Map<string, Owned<TransactionEntity>>;
  readonly refunds: Map<number, Owned<RefundEntity>>;
  readonly events: EventLog<SentEvent>;
  nextId(): number;
  accountOf(integration: number): Account | undefined;
  /** Marks the memory as changed. Cheap: the document is built when it is written. */
  changed(): void;
}

interface SavedLedger {
  readonly version: 1;
  readonly lastId: number;
  readonly transactions: readonly Owned<TransactionEntity>[];
  readonly refunds: readonly Owned<RefundEntity>[];
}

/** Beyond 2^31, as theirs are. */
const FIRST_ID = 4_100_000_000;
/** Only the newest are kept on disk, so that saving stays quick however long a stand-in runs. */
const KEPT = 2_000;

export async function openLedger(state: SimulatorState | undefined): Promise<Ledger> {
  const saved = await loadKept<SavedLedger>(state);
  let lastId = saved?.lastId ?? FIRST_ID;
  const ledger: Ledger = {
    accounts: new Map(),
    transactions: new Map((saved?.transactions ?? []).map((row) => [keyOf(row.integration, row.entity.reference), row])),
    byCode: new Map((saved?.transactions ?? []).map((row) => [row.entity.access_code, row])),
    refunds: new Map((saved?.refunds ?? []).map((row) => [row.entity.id, row])),
    events: createEventLog(),
    nextId: () => (lastId += 1),
    accountOf: (integration) => [...ledger.accounts.values()].find((each) => each.integration === integration),
    changed: () => state?.save(document),
  };
  const document = {
    toJSON: (): SavedLedger => ({
      version: 1,
      lastId,
      transactions: [...ledger.transactions.values()].slice(-KEPT),
      refunds: [...ledger.refunds.values()].slice(-KEPT),
    }),
  };
  return ledger;
}

export function keyOf(integration: number, reference: string): string {
  return `${integration}|${reference}`;
}
