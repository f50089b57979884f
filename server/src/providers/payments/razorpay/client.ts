/**
 * The true Razorpay client: payment links, payments and refunds over their REST API. It never retries a write by itself: a silence
 * is told as `in_doubt`, and the caller asks again under the same reference or refund key.
 */
import { type Money, moneyToDecimal } from '@parley/contract/values/money.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { z } from 'zod';
import { type CallKind, failureOfSilence, parseJson, unanswered } from '../../calls/silence.ts';
import type { CreateLink, GatewayFailure, GatewayLink, PaymentGateway, RazorpayCredentials } from '../payments.port.ts';
import { failureOfAnswer, isReferenceTaken } from './failures.ts';
import {
  type LinkWire,
  linkListWire,
  linkWire,
  paymentListWire,
  paymentWire,
  refundListWire,
  refundWire,
  toLink,
  toPayment,
  toRefund,
} from './wire.ts';

export interface RazorpayClientOptions {
  /** Origin only, e.g. `https://api.razorpay.com`; the client adds `/v1/…`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: { now(): Date };
  readonly credentials: Pick<RazorpayCredentials, 'keyId' | 'keySecret'>;
  /** How long an answer is waited for; 20 s when absent. */
  readonly timeoutMs?: number;
}

/** They refuse less than 15 minutes; one more minute covers the way there and clocks that differ. */
const minimumLifeMs = 16 * 60_000;
const maximumLifeMs = 180 * 24 * 60 * 60_000;

type Call = <S extends z.ZodType>(
  kind: CallKind,
  method: 'GET' | 'POST',
  path: string,
  schema: S,
  sent?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
) => Promise<Result<z.infer<S>, GatewayFailure>>;

export function createRazorpayClient(options: RazorpayClientOptions): PaymentGateway {
  const call = createCall(options);

  async function fetchLink(by: Parameters<PaymentGateway['fetchLink']>[0]): Promise<Result<GatewayLink, GatewayFailure>> {
    if ('providerLinkId' in by) {
      const found = await call('read', 'GET', `/payment_links/${encodeURIComponent(by.providerLinkId)}`, linkWire);
      return found.ok ? withAllPayments(found.value) : found;
    }
    const found = await call('read', 'GET', `/payment_links?reference_id=${encodeURIComponent(by.reference)}`, linkListWire);
    if (!found.ok) return found;
    const link = found.value.payment_links.find((candidate) => candidate.reference_id === by.reference);
    return link ? withAllPayments(link) : fail('not_found', `no link with reference ${by.reference}`);
  }

  /** The link itself lists just what closed it; late and second payments, and true currencies, stand on its order. */
  async function withAllPayments(link: LinkWire): Promise<Result<GatewayLink, GatewayFailure>> {
    if (link.order_id === undefined) return ok(toLink(link));
    const orderId = link.order_id.startsWith('order_') ? link.order_id : `order_${link.order_id}`;
    const found = await call('read', 'GET', `/orders/${encodeURIComponent(orderId)}/payments?count=100`, paymentListWire);
    return found.ok ? ok({ ...toLink(link), payments: found.value.items.map(toPayment) }) : found;
  }

  return {
    name: 'razorpay',
    fetchLink,
    async createLink(input) {
      const made = await call('write', 'POST', '/payment_links', linkWire, { body: createBody(input, options.clock.now()) });
      if (made.ok) return ok(toLink(made.value));
      if (!isReferenceTaken(made.refusal)) return made;
      const earlier = await fetchLink({ reference: input.reference });
      if (!earlier.ok) return earlier;
      return sameAmount(earlier.value.amount, input.amount)
        ? earlier
        : fail('rejected', `reference ${input.reference} belongs to a link over ${describeAmount(earlier.value.amount)}`);
    },
    async cancelLink(providerLinkId) {
      const path = `/payment_links/${encodeURIComponent(providerLinkId)}/cancel`;
      const cancelled = await call('write', 'POST', path, linkWire);
      if (cancelled.ok) return ok(toLink(cancelled.value));
      if (cancelled.refusal.kind !== 'rejected') return cancelled;
      const link = await fetchLink({ providerLinkId });
      return link.ok ? whyNotCancelled(link.value, cancelled.refusal) : link;
    },
    async fetchPayment(providerPaymentId) {
      const found = await call('read', 'GET', `/payments/${encodeURIComponent(providerPaymentId)}`, paymentWire);
      return found.ok ? ok(toPayment(found.value)) : found;
    },
    async refund({ providerPaymentId, amount, refundKey, note }) {
      const made = await call('write', 'POST', `/payments/${encodeURIComponent(providerPaymentId)}/refund`, refundWire, {
        body: { amount: wireAmount(amount), speed: 'normal', notes: { reason: note.slice(0, 250) }, receipt: refundKey },
        headers: { 'X-Refund-Idempotency': refundKey },
      });
      return made.ok ? ok(toRefund(made.value)) : made;
    },
    async fetchRefunds(providerPaymentId) {
      const path = `/payments/${encodeURIComponent(providerPaymentId)}/refunds?count=100`;
      const found = await call('read', 'GET', path, refundListWire);
      return found.ok ? ok(found.value.items.map(toRefund)) : found;
    },
    async probe() {
      const answer = await call('read', 'GET', '/payment_links?reference_id=connection-test', linkListWire);
      return answer.ok ? ok(undefined) : answer;
    },
  };
}

function createBody(input: CreateLink, now: Date): unknown {
  const { name, phone, email } = input.customer;
  const life = Math.min(Math.max(input.expiresAt.getTime() - now.getTime(), minimumLifeMs), maximumLifeMs);
  const customer = { ...(name ? { name } : {}), ...(phone ? { contact: phone } : {}), ...(email ? { email } : {}) };
  return {
    amount: wireAmount(input.amount),
    currency: input.amount.currency,
    accept_partial: false,
    reference_id: input.reference,
    description: input.description.slice(0, 2048),
    customer,
    notify: { sms: false, email: false },
    reminder_enable: false,
    expire_by: Math.ceil((now.getTime() + life) / 1000),
    notes: { order: input.reference },
    callback_url: input.returnUrl,
    callback_method: 'get',
    options: { checkout: { prefill: customer } },
  };
}

/** Cancelling again is success; money or time that was faster is named, so that the caller can follow it. */
function whyNotCancelled(link: GatewayLink, refusal: GatewayFailure): Result<GatewayLink, GatewayFailure> {
  if (link.state === 'cancelled') return ok(link);
  if (link.state === 'paid' || link.state === 'partially_paid') return fail('already_paid', refusal.detail);
  if (link.state === 'expired') return fail('already_closed', refusal.detail);
  return { ok: false, refusal };
}

function createCall(options: RazorpayClientOptions): Call {
  const { keyId, keySecret } = options.credentials;
  const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;
  const origin = options.baseUrl.replace(/\/+$/, '');

  return async function call(kind, method, path, schema, sent = {}) {
    const once = async (): Promise<Result<z.infer<typeof schema>, GatewayFailure>> => {
      try {
        const response = await options.fetch(`${origin}/v1${path}`, {
          method,
          headers: {
            authorization,
            accept: 'application/json',
            ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
            ...sent.headers,
          },
          ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
          signal: AbortSignal.timeout(options.timeoutMs ?? 20_000),
        });
        const body = parseJson(await response.text());
        if (!response.ok) {
          return { ok: false, refusal: failureOfAnswer(response.status, body, kind, response.headers.get('retry-after')) };
        }
        const parsed = schema.safeParse(body);
        if (parsed.success) return ok(parsed.data);
        return fail(unanswered(kind), `unreadable answer: ${parsed.error.message}`);
      } catch (error) {
        return { ok: false, refusal: failureOfSilence(error, kind) };
      }
    };
    const first = await once();
    return !first.ok && kind === 'read' && first.refusal.kind === 'unavailable' ? once() : first;
  };
}

function fail(kind: GatewayFailure['kind'], detail: string): { readonly ok: false; readonly refusal: GatewayFailure } {
  return { ok: false, refusal: { kind, detail } };
}

function wireAmount(amount: Money): number {
  const units = Number(amount.minor);
  if (!Number.isSafeInteger(units)) throw new Error(`amount ${amount.minor} does not fit the gateway`);
  return units;
}

function sameAmount(a: Money, b: Money): boolean {
  return a.minor === b.minor && a.currency === b.currency;
}

function describeAmount(amount: Money): string {
  return `${moneyToDecimal(amount)} ${amount.currency}`;
}
