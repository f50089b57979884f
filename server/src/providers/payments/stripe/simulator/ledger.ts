/** Everything the stand-in remembers, found by id and owner, and kept between starts. No rules of payments live here. */
import { createEventLog, type EventLog } from '../../../simulation/event-log.ts';
import { byId, loadKept, type Owned } from '../../../simulation/records.ts';
import type { SimulatorState } from '../../../simulation/simulator.port.ts';
import type {
  Account,
  BalanceTransactionEntity,
  ChargeEntity,
  PaymentIntentEntity,
  RefundEntity,
  SessionEntity,
  SessionRecipe,
} from './entities.ts';

export interface OwnedSession extends Owned<SessionEntity> {
  readonly recipe: SessionRecipe;
}

export interface SentEvent {
  readonly id: string;
  readonly owner: string;
  readonly type: string;
  readonly body: string;
}

/** The first answer under an idempotency key. */
export interface RememberedAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
  /** Unix seconds. */
  readonly at: number;
}

export interface Ledger {
  /** By account id. Not saved: whoever starts the stand-in registers again. */
  readonly accounts: Map<string, Account>;
  readonly sessions: Map<string, OwnedSession>;
  /** Ids of sessions that can still expire. */
  readonly openSessions: Set<string>;
  readonly intents: Map<string, Owned<PaymentIntentEntity>>;
  /** Payment intent id → the session it pays. */
  readonly sessionOfIntent: Map<string, string>;
  readonly charges: Map<string, Owned<ChargeEntity>>;
  readonly balance: Map<string, Owned<BalanceTransactionEntity>>;
  readonly refunds: Map<string, Owned<RefundEntity>>;
  /** `owner|key`. */
  readonly answers: Map<string, RememberedAnswer>;
  readonly events: EventLog<SentEvent>;
  /** Marks the memory as changed. Cheap: the document is built when it is written. */
  changed(): void;
}

interface SavedLedger {
  readonly version: 1;
  readonly sessions: readonly OwnedSession[];
  readonly intents: readonly Owned<PaymentIntentEntity>[];
  readonly charges: readonly Owned<ChargeEntity>[];
  readonly balance: readonly Owned<BalanceTransactionEntity>[];
  readonly refunds: readonly Owned<RefundEntity>[];
  readonly answers: readonly (readonly [string, RememberedAnswer])[];
}

export async function openLedger(state: SimulatorState | undefined): Promise<Ledger> {
  const saved = await loadKept<SavedLedger>(state);
  const ledger: Ledger = {
    accounts: new Map(),
    sessions: byId(saved?.sessions),
    openSessions: new Set(),
    intents: byId(saved?.intents),
    sessionOfIntent: new Map(),
    charges: byId(saved?.charges),
    balance: byId(saved?.balance),
    refunds: byId(saved?.refunds),
    answers: new Map(saved?.answers),
    events: createEventLog(),
    changed: () => state?.save(document),
  };
  const document = { toJSON: () => snapshot(ledger) };
  for (const session of ledger.sessions.values()) indexSession(ledger, session.entity);
  return ledger;
}

export function indexSession(ledger: Ledger, session: SessionEntity): void {
  if (session.status === 'open') ledger.openSessions.add(session.id);
  else ledger.openSessions.delete(session.id);
  if (session.payment_intent !== null) ledger.sessionOfIntent.set(session.payment_intent, session.id);
}

/** Only the newest are kept on disk, so that saving stays quick however long a stand-in runs. */
const kept = 2_000;

function snapshot(ledger: Ledger): SavedLedger {
  return {
    version: 1,
    sessions: [...ledger.sessions.values()].slice(-kept),
    intents: [...ledger.intents.values()].slice(-kept),
    charges: [...ledger.charges.values()].slice(-2 * kept),
    balance: [...ledger.balance.values()].slice(-kept),
    refunds: [...ledger.refunds.values()].slice(-kept),
    answers: [...ledger.answers].slice(-kept),
  };
}
