/**
 * A stand-in of Paystack: its API, its payment page and its signed webhooks, true to what is known of the real one. It knows nothing of
 * Parley; whoever starts it registers the accounts it should know.
 */
import type { Result } from '@parley/contract/values/result.ts';
import type { FaultSwitch } from '../../simulation/fault-switch.ts';
import { createFrame, type FramedOptions } from '../../simulation/frame.ts';
import { copied } from '../../simulation/records.ts';
import { createRouter } from '../../simulation/router.ts';
import type { Simulator } from '../../simulation/simulator.port.ts';
import type { WebhookSender } from '../../simulation/webhook-sender.ts';
import { apiRoutes } from './simulator/api.ts';
import type { RefundEntity, TransactionEntity } from './simulator/entities.ts';
import { createEventDesk } from './simulator/events.ts';
import { hostedRoutes } from './simulator/hosted-routes.ts';
import { type Owned, openLedger, type SentEvent } from './simulator/ledger.ts';
import { failRefund } from './simulator/refunds.ts';
import { type ApiRefusal, answerRefusal, ownFault, unknownAddress, unknownReference } from './simulator/refusals.ts';
import { type Desk, decline, type PayOptions, pay } from './simulator/transactions.ts';

export interface PaystackAccount {
  readonly secretKey: string;
  /** Where its webhooks go; empty: nowhere. */
  readonly webhookUrl: string;
  /** On the payment page; `Merchant` when absent. */
  readonly merchantName?: string;
}

export interface PaystackSimulatorOptions extends FramedOptions {
  /** Absolute address under which browsers reach the stand-in, e.g. `http://127.0.0.1:3000/sandbox/paystack`. */
  readonly publicUrl: () => string;
  readonly accounts?: readonly PaystackAccount[];
}

type Outcome<T> = Result<T, ApiRefusal>;

/** The other side of the counter: what customers, banks and the operator do. Transactions are named by code, reference or address. */
export interface PaystackSide {
  pay(transaction: string, options?: PayOptions): Outcome<TransactionEntity>;
  /** Nobody is told. */
  fail(transaction: string): Outcome<TransactionEntity>;
  /** `units` hundredths of `currency` (its own when absent). */
  payWrongAmount(transaction: string, units: number, currency?: string): Outcome<TransactionEntity>;
  failRefund(refundId: number): Outcome<RefundEntity>;
  /** Copies, oldest first; of one account when its key is given. */
  transactions(secretKey?: string): readonly TransactionEntity[];
  refunds(secretKey?: string): readonly RefundEntity[];
  /** The last events with their exact bodies, oldest first. */
  events(): readonly SentEvent[];
  resend(eventId: string): boolean;
  deliveries: WebhookSender['deliveries'];
}

export interface PaystackSimulator extends Simulator {
  /** Adds an account, or changes the one with this key. */
  register(account: PaystackAccount): void;
  readonly side: PaystackSide;
  readonly faults: FaultSwitch;
}

export async function createPaystackSimulator(options: PaystackSimulatorOptions): Promise<PaystackSimulator> {
  const { clock, random } = options;
  const frame = createFrame(options);
  const { faults, sender } = frame;
  const ledger = await openLedger(options.state);
  const events = createEventDesk({ ledger, random, send: sender.send });
  const desk: Desk = { ledger, events, clock, random, publicUrl: options.publicUrl };
  const hosted = createRouter(hostedRoutes(desk));
  const api = frame.entrance(
    createRouter(apiRoutes(desk), () => answerRefusal(unknownAddress)),
    () => answerRefusal(ownFault),
  );
  const register = (account: PaystackAccount): void =>
    void ledger.accounts.set(account.secretKey, { merchantName: 'Merchant', integration: integrationOf(account.secretKey), ...account });
  for (const account of options.accounts ?? []) register(account);

  return {
    fetch: (request) => (new URL(request.url).pathname.startsWith('/c/') ? hosted(request) : api(request)),
    settled: sender.settled,
    close: frame.close,
    register,
    side: sideOf(desk, sender),
    faults,
  };
}

function sideOf(desk: Desk, sender: WebhookSender): PaystackSide {
  const { ledger } = desk;
  const named = (name: string): Owned<TransactionEntity> | undefined => {
    const code = name.split('/c/').at(-1) ?? name;
    return ledger.byCode.get(code) ?? [...ledger.transactions.values()].findLast((each) => each.entity.reference === name);
  };
  const at = <T>(name: string, deed: (record: Owned<TransactionEntity>) => Outcome<T>): Outcome<T> => {
    const record = named(name);
    return record ? copied(deed(record)) : unknownReference();
  };
  const copies = <T>(rows: Iterable<Owned<T>>, secretKey?: string): T[] =>
    [...rows]
      .filter((row) => secretKey === undefined || row.integration === ledger.accounts.get(secretKey)?.integration)
      .map((row) => structuredClone(row.entity));
  return {
    pay: (name, how) => at(name, (record) => pay(desk, record, how)),
    fail: (name) => at(name, (record) => decline(desk, record)),
    payWrongAmount: (name, units, currency) =>
      at(name, (record) => pay(desk, record, { amount: units, ...(currency === undefined ? {} : { currency }) })),
    failRefund: (refundId) => copied(failRefund(desk, refundId)),
    transactions: (secretKey) => copies(ledger.transactions.values(), secretKey),
    refunds: (secretKey) => copies(ledger.refunds.values(), secretKey),
    events: ledger.events.all,
    resend: desk.events.resend,
    deliveries: sender.deliveries,
  };
}

/** A number of six digits, the same for the same key. */
function integrationOf(secretKey: string): number {
  let sum = 7;
  for (const letter of secretKey) sum = (sum * 31 + letter.charCodeAt(0)) % 900_000;
  return 100_000 + sum;
}
