/** The gateways' other sides in one form, for tests that must hold for each of them: pages are named by their address, amounts are our minor units. */
import type { GatewayChoice } from '@parley/contract/api/merchants.ts';
import { linkReference, toMoney } from '../../src/providers/payments/paystack/wire.ts';
import type { Faults } from '../../src/providers/simulation/simulator.port.ts';
import type { StandIns } from './stand-ins.ts';

/** Money that a gateway has captured. */
export interface Captured {
  /** As our books name it. */
  readonly id: string;
  readonly minor: bigint;
  readonly currency: string;
}

/** What a customer could still pay, as the gateway shows it. */
export interface LinkThere {
  /** As our rows name it. */
  readonly id: string;
  readonly state: 'open' | 'paid' | 'closed';
}

export interface TestGateway {
  readonly name: GatewayChoice;
  /** A currency it takes. */
  readonly currency: string;
  owns(page: string): boolean;
  /** Undefined where the gateway takes no money there (any more). */
  pay(page: string): Captured | undefined;
  /** After the link has closed: the bank was slow, or nothing ever closes it. */
  payLate(page: string): Captured | undefined;
  /** The same link a second time; undefined where that cannot be. */
  payAgain(page: string): Captured | undefined;
  payWrong(page: string, minor: bigint): Captured | undefined;
  fail(page: string): void;
  /** False where nothing ever ends a link that was not paid. */
  readonly closesLinks: boolean;
  links(): readonly LinkThere[];
  captured(): readonly Captured[];
  /** What has gone back of it, one amount a refund. */
  refundsOf(id: string): readonly bigint[];
  /** Every event again, newest first. */
  resendAll(): void;
  resendOne(random: () => number): void;
  readonly faults: { set(faults: Partial<Faults>): unknown };
  settled(): Promise<void>;
}

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

function taken<T>(outcome: Outcome<T>, as: (value: T) => Captured): Captured | undefined {
  return outcome.ok ? as(outcome.value) : undefined;
}

function idIn(page: string): string {
  return page.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
}

interface PayingSide<T> {
  pay(id: string): Outcome<T>;
  payWrongAmount(id: string, units: number): Outcome<T>;
  fail(id: string): unknown;
}

function paying<T>(side: PayingSide<T>, of: (value: T) => Captured): Pick<TestGateway, 'pay' | 'payWrong' | 'fail'> {
  return {
    pay: (page) => taken(side.pay(idIn(page)), of),
    payWrong: (page, minor) => taken(side.payWrongAmount(idIn(page), Number(minor)), of),
    fail: (page) => void side.fail(idIn(page)),
  };
}

interface LateSide<T> {
  pay(id: string, how: { readonly late: true }): Outcome<T>;
}

/** Where links end: the bank was slow, or the customer had two pages open. */
function payingLate<T>(side: LateSide<T>, of: (value: T) => Captured): Pick<TestGateway, 'payLate' | 'payAgain'> {
  const late = (page: string): Captured | undefined => taken(side.pay(idIn(page), { late: true }), of);
  return { payLate: late, payAgain: late };
}

interface ResendingSide {
  events(): readonly { readonly id: string }[];
  resend(id: string): boolean;
}

function resending(side: ResendingSide): Pick<TestGateway, 'resendAll' | 'resendOne'> {
  return {
    resendAll: () => {
      for (const event of side.events().toReversed()) side.resend(event.id);
    },
    resendOne: (random) => {
      const events = side.events();
      const old = events[Math.floor(random() * events.length)];
      if (old) side.resend(old.id);
    },
  };
}

function razorpay({ razorpay: { side, faults, settled }, environment }: StandIns): TestGateway {
  type Payment = ReturnType<typeof side.payments>[number];
  const of = (payment: Payment): Captured => ({ id: payment.id, minor: BigInt(payment.amount), currency: payment.currency });
  return {
    name: 'razorpay',
    currency: 'INR',
    owns: (page) => page.startsWith(environment.RAZORPAY_API_URL),
    closesLinks: true,
    links: () =>
      side.links().map(({ id, status }) => ({ id, state: status === 'created' ? 'open' : status === 'paid' ? 'paid' : 'closed' })),
    ...paying(side, of),
    ...payingLate(side, of),
    captured: () =>
      side
        .payments()
        .filter((payment) => payment.captured)
        .map(of),
    refundsOf: (id) => amounts(side.refunds().filter((refund) => refund.payment_id === id && refund.status !== 'failed')),
    ...resending(side),
    faults,
    settled,
  };
}

function stripe({ stripe: { side, faults, settled }, environment }: StandIns): TestGateway {
  type Intent = ReturnType<typeof side.payments>[number];
  const of = (intent: Intent): Captured => ({ id: intent.id, minor: BigInt(intent.amount), currency: intent.currency.toUpperCase() });
  return {
    name: 'stripe',
    currency: 'INR',
    owns: (page) => page.startsWith(environment.STRIPE_API_URL),
    closesLinks: true,
    links: () =>
      side.sessions().map(({ id, status }) => ({ id, state: status === 'open' ? 'open' : status === 'complete' ? 'paid' : 'closed' })),
    ...paying(side, of),
    ...payingLate(side, of),
    captured: () =>
      side
        .payments()
        .filter((intent) => intent.status === 'succeeded')
        .map(of),
    refundsOf: (id) => amounts(side.refunds().filter((refund) => refund.payment_intent === id && refund.status !== 'failed')),
    ...resending(side),
    faults,
    settled,
  };
}

function paystack({ paystack: { side, faults, settled }, environment }: StandIns): TestGateway {
  type Transaction = ReturnType<typeof side.transactions>[number];
  const of = (transaction: Transaction): Captured => {
    const { minor, currency } = toMoney(BigInt(transaction.amount), transaction.currency);
    return { id: transaction.reference, minor, currency };
  };
  return {
    name: 'paystack',
    currency: 'NGN',
    owns: (page) => page.startsWith(environment.PAYSTACK_API_URL),
    closesLinks: false,
    links: () =>
      side.transactions().map(({ reference, status }) => ({
        id: linkReference(reference),
        state: status === 'success' || status === 'reversed' ? 'paid' : 'open',
      })),
    ...paying(side, of),
    payLate: (page) => taken(side.pay(idIn(page)), of),
    payAgain: () => undefined,
    captured: () =>
      side
        .transactions()
        .filter((transaction) => transaction.status === 'success' || transaction.status === 'reversed')
        .map(of),
    refundsOf: (id) => amounts(side.refunds().filter((refund) => refund.reference === id && refund.status !== 'failed')),
    ...resending(side),
    faults,
    settled,
  };
}

function amounts(refunds: readonly { readonly amount: number }[]): readonly bigint[] {
  return refunds.map((refund) => BigInt(refund.amount));
}

export function gatewaysOf(standIns: StandIns): readonly TestGateway[] {
  return [razorpay(standIns), stripe(standIns), paystack(standIns)];
}

export function gatewayNamed(standIns: StandIns, name: GatewayChoice): TestGateway {
  const found = gatewaysOf(standIns).find((each) => each.name === name);
  if (!found) throw new Error(`no gateway ${name}`);
  return found;
}

/** Whose page it is. */
export function gatewayOfPage(standIns: StandIns, page: string): TestGateway {
  const found = gatewaysOf(standIns).find((each) => each.owns(page));
  if (!found) throw new Error(`no gateway owns ${page}`);
  return found;
}
