/**
 * A stand-in of Stripe: its API, its hosted checkout and its signed webhooks, true to what is known of the real one. It knows nothing
 * of Parley; whoever starts it registers the accounts it should know.
 */
import { createHash } from 'node:crypto';
import type { Result } from '@parley/contract/values/result.ts';
import type { FaultSwitch } from '../../simulation/fault-switch.ts';
import { createFrame, type FramedOptions } from '../../simulation/frame.ts';
import { copied, type Owned } from '../../simulation/records.ts';
import { createRouter } from '../../simulation/router.ts';
import type { Simulator } from '../../simulation/simulator.port.ts';
import type { WebhookSender } from '../../simulation/webhook-sender.ts';
import { apiRoutes } from './simulator/api.ts';
import type { Account, ChargeEntity, PaymentIntentEntity, PaymentMethod, RefundEntity, SessionEntity } from './simulator/entities.ts';
import { createEventDesk } from './simulator/events.ts';
import { hostedRoutes } from './simulator/hosted-routes.ts';
import { type Ledger, openLedger, type SentEvent } from './simulator/ledger.ts';
import { failSession, type PayOptions, paySession, settleSession } from './simulator/payments.ts';
import { settleRefund } from './simulator/refunds.ts';
import { type ApiRefusal, answerRefusal, ownFault, unknownAddress } from './simulator/refusals.ts';
import { type Desk, expireDueSessions, seconds } from './simulator/sessions.ts';

export interface StripeAccount {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Where its webhooks go; empty: nowhere. */
  readonly webhookUrl: string;
  /** On the payment page; `Merchant` when absent. */
  readonly merchantName?: string;
  /** Made from the key when absent; give one where the key may change. */
  readonly accountId?: string;
}

export interface StripeSimulatorOptions extends FramedOptions {
  /** Absolute address under which browsers reach the stand-in, e.g. `http://127.0.0.1:3000/sandbox/stripe`. */
  readonly publicUrl: () => string;
  readonly accounts?: readonly StripeAccount[];
  /** How often sessions past their time are looked for; 5 s when absent, 0 never. */
  readonly expiryCheckMs?: number;
}

type Outcome<T> = Result<T, ApiRefusal>;

/** The other side of the counter: what customers, banks and the operator do. */
export interface StripeSide {
  pay(sessionId: string, options?: PayOptions): Outcome<PaymentIntentEntity>;
  fail(sessionId: string, options?: { readonly method?: PaymentMethod }): Outcome<PaymentIntentEntity>;
  /** The session, and a copy of it with the same reference: one session takes one payment. */
  payTwice(sessionId: string): Outcome<readonly [PaymentIntentEntity, PaymentIntentEntity]>;
  /** Stripe's units of the session's currency: a discount or tax of the account changed the total. */
  payWrongAmount(sessionId: string, units: number): Outcome<PaymentIntentEntity>;
  /** What the bank says days after a payment by `bank`. */
  settle(sessionId: string, outcome: 'succeeded' | 'failed'): Outcome<PaymentIntentEntity>;
  /** New refunds stay pending until they are settled. */
  holdRefunds(hold: boolean): void;
  settleRefund(refundId: string, outcome: 'succeeded' | 'failed'): Outcome<RefundEntity>;
  failRefund(refundId: string): Outcome<RefundEntity>;
  /** The next so many writes are begun and answered 500, remembered under their keys; `after` their effect or before it. */
  breakNext(times: number, after: boolean): void;
  /** A new secret; for a day the old one signs too. */
  rollSecret(accountId: string, secret: string): void;
  /** Copies, oldest first; of one account when its secret key is given. */
  sessions(secretKey?: string): readonly SessionEntity[];
  payments(secretKey?: string): readonly PaymentIntentEntity[];
  charges(secretKey?: string): readonly ChargeEntity[];
  refunds(secretKey?: string): readonly RefundEntity[];
  /** The last events with their exact bodies, oldest first. */
  events(): readonly SentEvent[];
  /** Sends an event again under its own id. */
  resend(eventId: string): boolean;
  deliveries: WebhookSender['deliveries'];
}

export interface StripeSimulator extends Simulator {
  /** Adds an account, or changes the one with this id. */
  register(account: StripeAccount): void;
  /** Expires what is due now; a timer does the same. */
  tick(): void;
  readonly side: StripeSide;
  readonly faults: FaultSwitch;
}

export async function createStripeSimulator(options: StripeSimulatorOptions): Promise<StripeSimulator> {
  const { clock, random } = options;
  const frame = createFrame(options);
  const { faults, sender } = frame;
  const ledger = await openLedger(options.state);
  const events = createEventDesk({ ledger, clock, random, send: sender.send });
  const mood = { holdsRefunds: false, breaks: { times: 0, after: false } };
  const desk: Desk = { ledger, events, clock, random, publicUrl: options.publicUrl, mood };
  const hosted = createRouter(hostedRoutes(desk));
  const api = frame.entrance(
    createRouter(apiRoutes(desk), ({ request, url }) => answerRefusal(unknownAddress(request.method, url.pathname))),
    () => answerRefusal(ownFault),
  );
  const register = (account: StripeAccount): void => {
    const known = asAccount(account);
    ledger.accounts.set(known.accountId, known);
  };
  for (const account of options.accounts ?? []) register(account);
  frame.every(options.expiryCheckMs ?? 5_000, () => expireDueSessions(desk));

  return {
    fetch: (request) => (new URL(request.url).pathname.startsWith('/c/') ? hosted(request) : api(request)),
    settled: sender.settled,
    close: frame.close,
    register,
    tick: () => expireDueSessions(desk),
    side: sideOf(desk, sender),
    faults,
  };
}

function sideOf(desk: Desk, sender: WebhookSender): StripeSide {
  const { ledger } = desk;
  return {
    pay: (sessionId, how) => copied(paySession(desk, sessionId, how)),
    fail: (sessionId, how) => copied(failSession(desk, sessionId, how?.method)),
    payTwice: (sessionId) => {
      const first = paySession(desk, sessionId);
      if (!first.ok) return first;
      const second = paySession(desk, sessionId, { late: true });
      return second.ok ? copied({ ok: true, value: [first.value, second.value] as const }) : second;
    },
    payWrongAmount: (sessionId, units) => copied(paySession(desk, sessionId, { amount: units })),
    settle: (sessionId, outcome) => copied(settleSession(desk, sessionId, outcome)),
    holdRefunds: (hold) => {
      desk.mood.holdsRefunds = hold;
    },
    settleRefund: (refundId, outcome) => copied(settleRefund(desk, refundId, outcome)),
    failRefund: (refundId) => copied(settleRefund(desk, refundId, 'failed')),
    breakNext: (times, after) => {
      desk.mood.breaks = { times, after };
    },
    rollSecret: (accountId, secret) => rollSecret(desk, accountId, secret),
    sessions: (key) => copies(ledger, ledger.sessions, key),
    payments: (key) => copies(ledger, ledger.intents, key),
    charges: (key) => copies(ledger, ledger.charges, key),
    refunds: (key) => copies(ledger, ledger.refunds, key),
    events: ledger.events.all,
    resend: desk.events.resend,
    deliveries: sender.deliveries,
  };
}

function rollSecret(desk: Desk, accountId: string, secret: string): void {
  const account = desk.ledger.accounts.get(accountId);
  if (!account) throw new Error(`no account ${accountId}`);
  const until = seconds(desk.clock) + 24 * 60 * 60;
  const older = account.webhookSecrets.map((each) => ({ until, ...each }));
  desk.ledger.accounts.set(accountId, { ...account, webhookSecrets: [{ secret }, ...older] });
}

function asAccount({ secretKey, webhookSecret, webhookUrl, merchantName, accountId }: StripeAccount): Account {
  return {
    secretKey,
    webhookSecrets: [{ secret: webhookSecret }],
    webhookUrl,
    merchantName: merchantName ?? 'Merchant',
    accountId: accountId ?? `acct_1${createHash('sha256').update(secretKey).digest('hex').slice(0, 15)}`,
  };
}

function copies<T>(ledger: Ledger, map: ReadonlyMap<string, Owned<T>>, secretKey?: string): T[] {
  const chosen = [...map.values()].filter(({ owner }) => secretKey === undefined || ledger.accounts.get(owner)?.secretKey === secretKey);
  return chosen.map((record) => structuredClone(record.entity));
}
