/**
 * The contract that every payment gateway client must pass, told against any world that can play the customer's part. It must never
 * name one gateway.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { CreateLink, GatewayFailure, GatewayLink, PaymentGateway } from './payments.port.ts';

export interface GatewayWorld {
  readonly gateway: PaymentGateway;
  /** The same client with credentials that the gateway does not know. */
  readonly stranger: PaymentGateway;
  readonly now: () => Date;
  /** The customer pays; the payment's id. */
  readonly pay: (providerLinkId: string) => string;
  /** Absent where the gateway takes one payment a link. */
  readonly payTwice?: (providerLinkId: string) => readonly [string, string];
  readonly passTime: (ms: number) => void;
  /** The next calls take effect and are answered as if they had not. */
  readonly loseAnswers: (lose: boolean) => void;
}

/** Where gateways differ by nature. */
export interface GatewayHabits {
  /** Of every amount in the suite; INR when absent. */
  readonly currency?: string;
  /** False: links neither end by themselves nor can be cancelled. */
  readonly closesLinks?: boolean;
  /** False: all payments come one a link. */
  readonly takesTwo?: boolean;
}

const minutes = 60_000;

export function paymentGatewaySuite(name: string, open: () => Promise<GatewayWorld>, habits: GatewayHabits = {}): void {
  const { currency = 'INR', closesLinks = true, takesTwo = true } = habits;
  describe(`${name} as a payment gateway`, () => {
    let world: GatewayWorld;
    let count = 0;
    beforeEach(async () => {
      world = await open();
    });

    const wanted = (more: Partial<CreateLink> = {}): CreateLink => {
      count += 1;
      return {
        reference: `suite-${count}`,
        amount: { minor: 123_456n, currency },
        description: 'Order ORD-20261120-00001',
        customer: { name: 'Asha Rao', phone: '+919876543210' },
        expiresAt: new Date(world.now().getTime() + 40 * minutes),
        returnUrl: 'http://127.0.0.1:1/payments/callback',
        ...more,
      };
    };
    const made = async (more: Partial<CreateLink> = {}): Promise<GatewayLink> => value(await world.gateway.createLink(wanted(more)));

    describe('links', () => {
      it('a new link is open, over the whole amount, and until the asked time where it ends', async () => {
        const input = wanted();
        const link = value(await world.gateway.createLink(input));
        expect(link).toMatchObject({ reference: input.reference, amount: input.amount, state: 'open', payments: [] });
        expect(link.amountPaid.minor).toBe(0n);
        expect(link.url).toMatch(/^https?:\/\//);
        if (closesLinks) expect(Math.abs((link.expiresAt?.getTime() ?? 0) - input.expiresAt.getTime())).toBeLessThan(1_000);
        else expect(link.expiresAt).toBeUndefined();
      });
      it.runIf(closesLinks)('a time too short is lengthened and told', async () => {
        const link = await made({ expiresAt: new Date(world.now().getTime() + 2 * minutes) });
        expect(link.expiresAt?.getTime()).toBeGreaterThanOrEqual(world.now().getTime() + 15 * minutes);
      });
      it('a second create under one reference finds the first', async () => {
        const input = wanted();
        const first = value(await world.gateway.createLink(input));
        const second = value(await world.gateway.createLink(input));
        expect(second.providerLinkId).toBe(first.providerLinkId);
        expect(second.url).toMatch(/^https?:\/\//);
      });
      it('a reference never leads to a link over another amount', async () => {
        const input = wanted();
        await world.gateway.createLink(input);
        const other = await world.gateway.createLink({ ...input, amount: { minor: 99_900n, currency } });
        expect(refusal(other).kind).toBe('rejected');
      });
      it('a create whose answer was lost is in doubt, and asking again makes no second link', async () => {
        const input = wanted();
        world.loseAnswers(true);
        expect(refusal(await world.gateway.createLink(input)).kind).toBe('in_doubt');
        world.loseAnswers(false);
        const again = value(await world.gateway.createLink(input));
        expect(value(await world.gateway.fetchLink({ reference: input.reference })).providerLinkId).toBe(again.providerLinkId);
      });
      it('a link is found by its id and by its reference, and what is unknown is not found', async () => {
        const link = await made();
        expect(value(await world.gateway.fetchLink({ providerLinkId: link.providerLinkId })).reference).toBe(link.reference);
        expect(value(await world.gateway.fetchLink({ reference: link.reference })).providerLinkId).toBe(link.providerLinkId);
        expect(refusal(await world.gateway.fetchLink({ reference: 'never-made' })).kind).toBe('not_found');
        expect(refusal(await world.gateway.fetchLink({ providerLinkId: 'plink_00000000000000' })).kind).toBe('not_found');
      });
      it.runIf(closesLinks)('a link expires by itself when its time is over', async () => {
        const link = await made();
        world.passTime(41 * minutes);
        expect(value(await world.gateway.fetchLink({ providerLinkId: link.providerLinkId })).state).toBe('expired');
      });
    });

    describe('paying', () => {
      it('a paid link says so, with its payment', async () => {
        const link = await made();
        const paymentId = world.pay(link.providerLinkId);
        const paid = value(await world.gateway.fetchLink({ providerLinkId: link.providerLinkId }));
        expect(paid).toMatchObject({ state: 'paid', amountPaid: link.amount });
        expect(paid.payments.map((payment) => payment.providerPaymentId)).toEqual([paymentId]);
        const payment = value(await world.gateway.fetchPayment(paymentId));
        expect(payment).toMatchObject({ amount: link.amount, state: 'captured' });
        expect(payment.fee?.minor).toBeGreaterThan(0n);
        expect(payment.feeTax?.minor ?? 0n).toBeLessThan(payment.fee?.minor ?? 0n);
      });
      it('an unknown payment is not found', async () => {
        expect(refusal(await world.gateway.fetchPayment('pay_00000000000000')).kind).toBe('not_found');
      });
    });

    describe.runIf(!closesLinks)('links that nothing closes', () => {
      it('cancelling tells the link as it stands, and a payment that came first', async () => {
        const link = await made();
        expect(value(await world.gateway.cancelLink(link.providerLinkId)).state).toBe('open');
        world.passTime(41 * minutes);
        expect(value(await world.gateway.fetchLink({ providerLinkId: link.providerLinkId })).state).toBe('open');
        world.pay(link.providerLinkId);
        expect(refusal(await world.gateway.cancelLink(link.providerLinkId)).kind).toBe('already_paid');
      });
    });

    describe.runIf(closesLinks)('cancelling', () => {
      it('an open link is cancelled once, and cancelling again changes nothing', async () => {
        const link = await made();
        expect(value(await world.gateway.cancelLink(link.providerLinkId)).state).toBe('cancelled');
        expect(value(await world.gateway.cancelLink(link.providerLinkId)).state).toBe('cancelled');
      });
      it('a link that was paid meanwhile is told as paid, one past its time as closed', async () => {
        const paid = await made();
        world.pay(paid.providerLinkId);
        expect(refusal(await world.gateway.cancelLink(paid.providerLinkId)).kind).toBe('already_paid');
        const late = await made();
        world.passTime(41 * minutes);
        expect(refusal(await world.gateway.cancelLink(late.providerLinkId)).kind).toBe('already_closed');
      });
    });

    refundSuite(() => world, made, { currency, takesTwo });

    it('wrong credentials are told as such', async () => {
      expect(refusal(await world.stranger.probe()).kind).toBe('bad_credentials');
      expect((await world.gateway.probe()).ok).toBe(true);
    });
  });
}

function refundSuite(
  world: () => GatewayWorld,
  made: () => Promise<GatewayLink>,
  { currency, takesTwo }: { readonly currency: string; readonly takesTwo: boolean },
): void {
  describe('refunds', () => {
    const refund = (providerPaymentId: string, minor: bigint, refundKey: string) =>
      world().gateway.refund({ providerPaymentId, amount: { minor, currency }, refundKey, note: 'second payment' });

    it('parts can be refunded up to the whole and never beyond', async () => {
      const paymentId = world().pay((await made()).providerLinkId);
      expect(value(await refund(paymentId, 100_000n, 'refund-part-1')).amount.minor).toBe(100_000n);
      expect(refusal(await refund(paymentId, 23_457n, 'refund-part-2')).kind).toBe('rejected');
      expect(value(await world().gateway.fetchPayment(paymentId)).state).toBe('captured');
      expect(value(await refund(paymentId, 23_456n, 'refund-part-3')).amount.minor).toBe(23_456n);
      expect(value(await world().gateway.fetchPayment(paymentId)).state).toBe('refunded');
      expect(refusal(await refund(paymentId, 100n, 'refund-part-4')).kind).toBe('rejected');
      expect(value(await world().gateway.fetchRefunds(paymentId))).toHaveLength(2);
    });
    it('one refund key refunds once', async () => {
      const paymentId = world().pay((await made()).providerLinkId);
      const first = value(await refund(paymentId, 50_000n, 'refund-once-1'));
      const second = value(await refund(paymentId, 50_000n, 'refund-once-1'));
      expect(second.providerRefundId).toBe(first.providerRefundId);
      expect(refusal(await refund(paymentId, 60_000n, 'refund-once-1')).kind).toBe('rejected');
    });
    it('a refund whose answer was lost is in doubt, and the same key does not refund twice', async () => {
      const paymentId = world().pay((await made()).providerLinkId);
      world().loseAnswers(true);
      expect(refusal(await refund(paymentId, 123_456n, 'refund-lost-1')).kind).toBe('in_doubt');
      world().loseAnswers(false);
      expect((await refund(paymentId, 123_456n, 'refund-lost-1')).ok).toBe(true);
      expect(value(await world().gateway.fetchRefunds(paymentId))).toHaveLength(1);
    });
    it.runIf(takesTwo)('the second payment on one link can be refunded alone', async () => {
      const link = await made();
      const [first = '', second = ''] = world().payTwice?.(link.providerLinkId) ?? [];
      expect((await refund(second, 123_456n, 'refund-second-1')).ok).toBe(true);
      expect(value(await world().gateway.fetchPayment(first)).state).toBe('captured');
      expect(value(await world().gateway.fetchPayment(second)).state).toBe('refunded');
    });
  });
}

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: GatewayFailure };

function value<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`refused: ${outcome.refusal.kind}: ${outcome.refusal.detail}`);
}

function refusal(outcome: Outcome<unknown>): GatewayFailure {
  if (!outcome.ok) return outcome.refusal;
  throw new Error('expected a refusal');
}
