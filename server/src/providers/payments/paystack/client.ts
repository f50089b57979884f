/**
 * The true Paystack client. A link is the transactions made under one reference, of which one is advertised; nothing at Paystack ends
 * it but us. It never retries a write by itself: a silence is told as `in_doubt`, and the caller asks again under the same key.
 */
import { createHash } from 'node:crypto';
import { moneyToDecimal } from '@parley/contract/values/money.ts';
import { ok, type Result } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import type { CreateLink, GatewayFailure, GatewayLink, GatewayRefund, PaymentGateway, PaystackCredentials } from '../payments.port.ts';
import { type Call, createCall, fail } from './call.ts';
import { isReferenceTaken } from './failures.ts';
import {
  initializedWire,
  linkReference,
  nthReference,
  refundListWire,
  refundWire,
  type TransactionWire,
  toMoney,
  toPayment,
  toRefund,
  toUnits,
  transactionWire,
} from './wire.ts';

export interface PaystackClientOptions {
  /** Origin only, e.g. `https://api.paystack.co`. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: { now(): Date };
  readonly credentials: PaystackCredentials;
  /** How long an answer is waited for; 20 s when absent. */
  readonly timeoutMs?: number;
}

/** So many tries to make one link are looked for; a try beyond them is refused. */
const MOST_TRIES = 9;
/** A refund that we heard nothing of may still be under way there: it is not looked for before. */
const REFUND_SETTLES_MS = 30_000;

export function createPaystackClient(options: PaystackClientOptions): PaymentGateway {
  const call = createCall(options);

  /** All transactions of one link, oldest first; empty when there is none. */
  async function transactionsOf(reference: string): Promise<Result<readonly TransactionWire[], GatewayFailure>> {
    const found: TransactionWire[] = [];
    for (let nth = 1; nth <= MOST_TRIES; nth += 1) {
      const seen = await verify(call, nthReference(reference, nth));
      if (!seen.ok && seen.refusal.kind === 'not_found') break;
      if (!seen.ok) return seen;
      found.push(seen.value);
    }
    return ok(found);
  }

  async function fetchLink(by: Parameters<PaymentGateway['fetchLink']>[0]): Promise<Result<GatewayLink, GatewayFailure>> {
    const reference = 'providerLinkId' in by ? by.providerLinkId : by.reference;
    const found = await transactionsOf(reference);
    if (!found.ok) return found;
    return found.value.length === 0 ? fail('not_found', `no transaction with reference ${reference}`) : ok(linkOf(reference, found.value));
  }

  return {
    name: 'paystack',
    fetchLink,
    async createLink(input) {
      const first = await initialize(call, input, 1);
      if (first.ok || !isReferenceTaken(first.refusal)) return first;
      const earlier = await transactionsOf(input.reference);
      if (!earlier.ok) return earlier;
      const link = linkOf(input.reference, earlier.value);
      if (link.amount.minor !== input.amount.minor || link.amount.currency !== input.amount.currency)
        return fail('rejected', `reference ${input.reference} belongs to ${moneyToDecimal(link.amount)} ${link.amount.currency}`);
      if (link.payments.length > 0) return ok(link);
      // Nobody has the address of the earlier one, or this would not be asked: it stays unpaid, and is looked at all the same.
      return initialize(call, input, earlier.value.length + 1);
    },
    async cancelLink(providerLinkId) {
      const link = await fetchLink({ providerLinkId });
      return link.ok && link.value.state === 'paid' ? fail('already_paid', 'the transaction has succeeded') : link;
    },
    async fetchPayment(providerPaymentId) {
      const found = await verify(call, providerPaymentId);
      if (!found.ok) return found;
      const payment = toPayment(found.value);
      return payment ? ok(payment) : fail('not_found', `transaction ${providerPaymentId} is ${found.value.status}`);
    },
    refund: (input) => refundOnce(call, input),
    async fetchRefunds(providerPaymentId) {
      const found = await refundsOf(call, providerPaymentId);
      return found.ok ? ok(found.value.map(({ refund }) => refund)) : found;
    },
    async probe() {
      const answer = await call('read', 'GET', '/transaction?perPage=1', z.array(z.unknown()));
      return answer.ok ? ok(undefined) : answer;
    },
  };
}

function verify(call: Call, reference: string): Promise<Result<TransactionWire, GatewayFailure>> {
  return call('read', 'GET', `/transaction/verify/${encodeURIComponent(reference)}`, transactionWire);
}

async function initialize(call: Call, input: CreateLink, nth: number): Promise<Result<GatewayLink, GatewayFailure>> {
  if (nth > MOST_TRIES) return fail('rejected', `reference ${input.reference} was tried ${MOST_TRIES} times`);
  const { name, phone } = input.customer;
  const shown = (label: string, variable: string, value: string | undefined) =>
    value === undefined ? [] : [{ display_name: label, variable_name: variable, value }];
  const made = await call('write', 'POST', '/transaction/initialize', initializedWire, {
    email: input.customer.email ?? standInEmail(input),
    amount: toUnits(input.amount),
    currency: input.amount.currency,
    reference: nthReference(input.reference, nth),
    callback_url: input.returnUrl,
    metadata: {
      link: input.reference,
      custom_fields: [
        ...shown('For', 'description', input.description.slice(0, 200)),
        ...shown('Name', 'name', name),
        ...shown('Phone', 'phone', phone),
      ],
    },
  });
  if (!made.ok) return made;
  return ok({
    providerLinkId: input.reference,
    reference: input.reference,
    url: made.value.authorization_url,
    amount: input.amount,
    amountPaid: { minor: 0n, currency: input.amount.currency },
    state: 'open',
    payments: [],
  });
}

/** They demand an address, and people who write on WhatsApp have none: one a customer, under the shop's own name, without their number in it. */
function standInEmail({ customer, reference, returnUrl }: CreateLink): string {
  const person = createHash('sha256')
    .update(customer.phone ?? reference)
    .digest('hex')
    .slice(0, 20);
  const host = new URL(returnUrl).hostname;
  return `customer-${person}@${/[a-z]\.[a-z]/i.test(host) ? host : 'example.com'}`;
}

function linkOf(reference: string, transactions: readonly TransactionWire[]): GatewayLink {
  const payments = transactions.flatMap((each) => toPayment(each) ?? []);
  const [first] = transactions;
  const currency = first?.currency ?? '';
  const amount = toMoney(first?.requested_amount ?? first?.amount ?? 0n, currency);
  return {
    providerLinkId: linkReference(reference),
    reference: linkReference(reference),
    amount,
    amountPaid: { minor: payments.reduce((sum, each) => sum + each.amount.minor, 0n), currency: amount.currency },
    state: payments.length > 0 ? 'paid' : 'open',
    payments,
  };
}

interface KnownRefund {
  readonly refund: GatewayRefund;
  readonly note: string | undefined;
}

async function refundsOf(call: Call, reference: string): Promise<Result<readonly KnownRefund[], GatewayFailure>> {
  const transaction = await verify(call, reference);
  if (!transaction.ok) return transaction;
  const { id } = transaction.value;
  const found = await call('read', 'GET', `/refund?transaction=${encodeURIComponent(id)}&perPage=100`, refundListWire);
  if (!found.ok) return found;
  const own = found.value.filter((each) => each.transaction === undefined || each.transaction === id);
  return ok(own.map((each) => ({ refund: toRefund(each, reference), note: each.merchant_note })));
}

/** They know no idempotency key: ours travels in the note that only the merchant sees, and is looked for before anything is asked. */
async function refundOnce(call: Call, input: Parameters<PaymentGateway['refund']>[0]): Promise<Result<GatewayRefund, GatewayFailure>> {
  const { providerPaymentId, amount, refundKey, note } = input;
  const known = await refundsOf(call, providerPaymentId);
  if (!known.ok) return known;
  const mark = `[${refundKey}]`;
  const earlier = known.value.find((each) => each.note?.includes(mark) === true)?.refund;
  if (earlier)
    return earlier.amount.minor === amount.minor && earlier.amount.currency === amount.currency
      ? ok(earlier)
      : fail('rejected', `refund ${refundKey} was made over ${moneyToDecimal(earlier.amount)}`);
  const made = await call('write', 'POST', '/refund', refundWire, {
    transaction: providerPaymentId,
    amount: toUnits(amount),
    currency: amount.currency,
    merchant_note: `${note.slice(0, 150)} ${mark}`,
  });
  if (made.ok) return ok(toRefund(made.value, providerPaymentId));
  const isSilence = made.refusal.kind === 'in_doubt' && /TimeoutError/.test(made.refusal.detail);
  return isSilence ? { ok: false, refusal: { ...made.refusal, afterMs: REFUND_SETTLES_MS } } : made;
}
