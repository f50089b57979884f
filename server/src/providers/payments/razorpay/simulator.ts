/**
 * A stand-in of Razorpay: its API, its hosted payment page and its signed webhooks, true to what is known of the real one. It knows
 * nothing of Parley; whoever starts it registers the accounts it should know.
 */
import type { Result } from '@parley/contract/values/result.ts';
import type { FaultSwitch } from '../../simulation/fault-switch.ts';
import { createFrame, type FramedOptions } from '../../simulation/frame.ts';
import { copied, type Owned } from '../../simulation/records.ts';
import { createRouter } from '../../simulation/router.ts';
import type { Simulator } from '../../simulation/simulator.port.ts';
import type { WebhookSender } from '../../simulation/webhook-sender.ts';
import { apiRoutes } from './simulator/api.ts';
import type { Account, LinkEntity, OrderEntity, PaymentEntity, PaymentMethod, RefundEntity } from './simulator/entities.ts';
import { createEventDesk } from './simulator/events.ts';
import { hostedRoutes } from './simulator/hosted-routes.ts';
import { openLedger, type SentEvent } from './simulator/ledger.ts';
import { type Desk, expireDueLinks } from './simulator/payment-links.ts';
import { failLink, type PayOptions, payLink, payOrder } from './simulator/payments.ts';
import { failRefund } from './simulator/refunds.ts';
import { type ApiRefusal, answerRefusal, ownFault, unknownAddress } from './simulator/refusals.ts';

export interface RazorpayAccount {
  readonly keyId: string;
  readonly keySecret: string;
  readonly webhookSecret: string;
  /** Where its webhooks go; empty: nowhere. */
  readonly webhookUrl: string;
  /** On the payment page; `Merchant` when absent. */
  readonly merchantName?: string;
  readonly accountId?: string;
}

export interface RazorpaySimulatorOptions extends FramedOptions {
  /** Absolute address under which browsers reach the stand-in, e.g. `http://127.0.0.1:3000/sandbox/razorpay`. */
  readonly publicUrl: () => string;
  readonly accounts?: readonly RazorpayAccount[];
  /** How often links past their time are looked for; 5 s when absent, 0 never. */
  readonly expiryCheckMs?: number;
}

type Outcome<T> = Result<T, ApiRefusal>;

/** The other side of the counter: what customers, banks and the operator do. */
export interface RazorpaySide {
  pay(linkId: string, options?: PayOptions): Outcome<PaymentEntity>;
  fail(linkId: string, options?: { readonly method?: PaymentMethod }): Outcome<PaymentEntity>;
  /** Two captured payments at once: the link is paid by the first, the second lies on the same order. */
  payTwice(linkId: string): Outcome<readonly [PaymentEntity, PaymentEntity]>;
  /** `minor` units of `currency` (the link's own when absent). */
  payWrongAmount(linkId: string, minor: number, currency?: string): Outcome<PaymentEntity>;
  payOrder(orderId: string, options?: { readonly capture?: boolean; readonly method?: PaymentMethod }): Outcome<PaymentEntity>;
  failRefund(refundId: string): Outcome<RefundEntity>;
  /** Copies, oldest first; of one account when its key id is given. */
  links(keyId?: string): readonly LinkEntity[];
  orders(keyId?: string): readonly OrderEntity[];
  payments(keyId?: string): readonly PaymentEntity[];
  refunds(keyId?: string): readonly RefundEntity[];
  /** The last events with their exact bodies, oldest first. */
  events(): readonly SentEvent[];
  /** Sends an event again under its own id. */
  resend(eventId: string): boolean;
  deliveries: WebhookSender['deliveries'];
}

export interface RazorpaySimulator extends Simulator {
  /** Adds an account, or changes the one with this key id. */
  register(account: RazorpayAccount): void;
  /** Expires what is due now; a timer does the same. */
  tick(): void;
  readonly side: RazorpaySide;
  readonly faults: FaultSwitch;
}

export async function createRazorpaySimulator(options: RazorpaySimulatorOptions): Promise<RazorpaySimulator> {
  const { clock, random } = options;
  const frame = createFrame(options, { timeoutMs: 5_000 });
  const { faults, sender } = frame;
  const ledger = await openLedger(options.state);
  const events = createEventDesk({ ledger, clock, random, send: sender.send });
  const desk: Desk = { ledger, events, clock, random, publicUrl: options.publicUrl };
  const hosted = createRouter(hostedRoutes(desk));
  const api = frame.entrance(
    createRouter(apiRoutes(desk), () => answerRefusal(unknownAddress)),
    () => answerRefusal(ownFault),
  );
  const register = (account: RazorpayAccount): void => void ledger.accounts.set(account.keyId, asAccount(account));
  for (const account of options.accounts ?? []) register(account);
  frame.every(options.expiryCheckMs ?? 5_000, () => expireDueLinks(desk));

  return {
    fetch: (request) => (new URL(request.url).pathname.startsWith('/l/') ? hosted(request) : api(request)),
    settled: sender.settled,
    close: frame.close,
    register,
    tick: () => expireDueLinks(desk),
    side: sideOf(desk, sender),
    faults,
  };
}

function sideOf(desk: Desk, sender: WebhookSender): RazorpaySide {
  const { ledger } = desk;
  return {
    pay: (linkId, how) => copied(payLink(desk, linkId, how)),
    fail: (linkId, how) => copied(failLink(desk, linkId, how)),
    payTwice: (linkId) => {
      const first = payLink(desk, linkId);
      if (!first.ok) return first;
      const second = payLink(desk, linkId, { late: true });
      return second.ok ? copied({ ok: true, value: [first.value, second.value] as const }) : second;
    },
    payWrongAmount: (linkId, minor, currency) =>
      copied(payLink(desk, linkId, { amount: minor, ...(currency === undefined ? {} : { currency }) })),
    payOrder: (orderId, how) => copied(payOrder(desk, orderId, how)),
    failRefund: (refundId) => copied(failRefund(desk, refundId)),
    links: (keyId) => copies(ledger.links, keyId),
    orders: (keyId) => copies(ledger.orders, keyId),
    payments: (keyId) => copies(ledger.payments, keyId),
    refunds: (keyId) => copies(ledger.refunds, keyId),
    events: ledger.events.all,
    resend: desk.events.resend,
    deliveries: sender.deliveries,
  };
}

function asAccount(account: RazorpayAccount): Account {
  const letters = account.keyId
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(-14)
    .padStart(14, '0');
  return { merchantName: 'Merchant', accountId: `acc_${letters}`, ...account };
}

function copies<T>(map: ReadonlyMap<string, Owned<T>>, keyId?: string): T[] {
  const chosen = [...map.values()].filter((record) => keyId === undefined || record.owner === keyId);
  return chosen.map((record) => structuredClone(record.entity));
}
