/** The gateway's REST addresses: who is asking, which rule answers, and the shape of the answer. No rule of money is written here. */
import type { Result } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import { owned, ownedBy } from '../../../simulation/records.ts';
import { type Route, type RouteCall, route } from '../../../simulation/router.ts';
import { type LinkEntity, newId, type OrderEntity } from './entities.ts';
import {
  cancelPaymentLink,
  createPaymentLink,
  currentLink,
  type Desk,
  invalid,
  notesBody,
  seconds,
  updatePaymentLink,
} from './payment-links.ts';
import { capturePayment } from './payments.ts';
import { refundPayment } from './refunds.ts';
import { type ApiRefusal, answerRefusal, bad, unauthenticated, unknownId } from './refusals.ts';

interface Asked extends RouteCall {
  /** Key id of the account that asks. */
  readonly owner: string;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
  readonly id: string;
}

export function apiRoutes(desk: Desk): readonly Route[] {
  const at = (method: string, pattern: string, answer: (asked: Asked) => unknown): Route =>
    route(method, `/v1${pattern}`, (call) => answered(desk, call, answer));
  return [...linkRoutes(desk, at), ...orderRoutes(desk, at), ...paymentRoutes(desk, at), ...refundRoutes(desk, at)];
}

type At = (method: string, pattern: string, answer: (asked: Asked) => unknown) => Route;

function linkRoutes(desk: Desk, at: At): readonly Route[] {
  const { ledger } = desk;
  return [
    at('POST', '/payment_links', ({ owner, body }) => createPaymentLink(desk, owner, body)),
    at('GET', '/payment_links', ({ owner, url }) => {
      const reference = url.searchParams.get('reference_id');
      const paymentId = url.searchParams.get('payment_id');
      if (reference !== null) {
        const link = ownLink(desk, owner, ledger.references.get(`${owner}|${reference}`) ?? '');
        return { payment_links: link ? [link] : [] };
      }
      const ids = [...ledger.links.values()].filter((link) => link.owner === owner).map((link) => link.entity.id);
      const links = page(ids.toReversed(), url).map((id) => ownLink(desk, owner, id));
      if (paymentId === null) return { payment_links: links };
      const orderId = owned(ledger.payments, paymentId, owner)?.order_id;
      const link = ids.map((id) => ownLink(desk, owner, id)).find((each) => orderId !== undefined && each?.order_id === orderId);
      return { payment_links: link ? [link] : [] };
    }),
    at('GET', '/payment_links/:id', ({ owner, id }) => ownLink(desk, owner, id) ?? unknownId()),
    at('PATCH', '/payment_links/:id', ({ owner, id, body }) => updatePaymentLink(desk, owner, id, body)),
    at('POST', '/payment_links/:id/cancel', ({ owner, id }) => {
      currentLink(desk, id);
      return cancelPaymentLink(desk, owner, id);
    }),
    at('POST', '/payment_links/:id/notify_by/:medium', ({ owner, id, params }) => {
      if (!ownLink(desk, owner, id)) return unknownId();
      return params['medium'] === 'sms' || params['medium'] === 'email' ? { success: true } : bad('Not a valid notification medium');
    }),
  ];
}

const orderBody = z.object({
  amount: z.int().min(100),
  currency: z.string().regex(/^[A-Z]{3}$/),
  receipt: z.string().max(40).optional(),
  notes: notesBody.optional(),
});

function orderRoutes(desk: Desk, at: At): readonly Route[] {
  const { ledger } = desk;
  return [
    at('POST', '/orders', ({ owner, body }) => {
      const parsed = orderBody.safeParse(body);
      if (!parsed.success) return invalid(parsed.error);
      const { amount, currency, receipt, notes } = parsed.data;
      const entity: OrderEntity = {
        id: newId('order', desk.random),
        entity: 'order',
        amount,
        amount_paid: 0,
        amount_due: amount,
        currency,
        receipt: receipt ?? null,
        offer_id: null,
        status: 'created',
        attempts: 0,
        notes: notes ?? [],
        created_at: seconds(desk.clock),
      };
      ledger.orders.set(entity.id, { owner, entity });
      ledger.changed();
      return entity;
    }),
    at('GET', '/orders', ({ owner, url }) => collection(ownedBy(ledger.orders, owner), url)),
    at('GET', '/orders/:id', ({ owner, id }) => owned(ledger.orders, id, owner) ?? unknownId()),
    at('PATCH', '/orders/:id', ({ owner, id, body }) => {
      const order = owned(ledger.orders, id, owner);
      if (!order) return unknownId();
      const parsed = z.object({ notes: notesBody }).safeParse(body);
      if (!parsed.success) return invalid(parsed.error);
      order.notes = parsed.data.notes;
      ledger.changed();
      return order;
    }),
    at('GET', '/orders/:id/payments', ({ owner, id, url }) => {
      if (!owned(ledger.orders, id, owner)) return unknownId();
      return collection(
        (ledger.paymentsOfOrder.get(id) ?? []).map((paymentId) => owned(ledger.payments, paymentId, owner)).toReversed(),
        url,
      );
    }),
  ];
}

function paymentRoutes(desk: Desk, at: At): readonly Route[] {
  const { ledger } = desk;
  return [
    at('GET', '/payments', ({ owner, url }) => collection(ownedBy(ledger.payments, owner), url)),
    at('GET', '/payments/:id', ({ owner, id }) => owned(ledger.payments, id, owner) ?? unknownId()),
    at('POST', '/payments/:id/capture', ({ owner, id, body }) => {
      const parsed = z.object({ amount: z.int(), currency: z.string().default('INR') }).safeParse(body);
      return parsed.success ? capturePayment(desk, owner, id, parsed.data) : invalid(parsed.error);
    }),
    at('POST', '/payments/:id/refund', ({ owner, id, body, request }) =>
      refundPayment(desk, owner, id, { body, idempotencyKey: request.headers.get('x-refund-idempotency') }),
    ),
    at('GET', '/payments/:id/refunds', ({ owner, id, url }) =>
      owned(ledger.payments, id, owner)
        ? collection(
            ownedBy(ledger.refunds, owner).filter((refund) => refund.payment_id === id),
            url,
          )
        : unknownId(),
    ),
    at('GET', '/payments/:id/refunds/:refundId', ({ owner, params }) => owned(ledger.refunds, params['refundId'], owner) ?? unknownId()),
  ];
}

function refundRoutes(desk: Desk, at: At): readonly Route[] {
  const { ledger } = desk;
  return [
    at('GET', '/refunds', ({ owner, url }) => collection(ownedBy(ledger.refunds, owner), url)),
    at('GET', '/refunds/:id', ({ owner, id }) => owned(ledger.refunds, id, owner) ?? unknownId()),
  ];
}

async function answered(desk: Desk, call: RouteCall, answer: (asked: Asked) => unknown): Promise<Response> {
  const owner = ownerOf(desk, call.request.headers.get('authorization'));
  if (owner === undefined) return answerRefusal(unauthenticated);
  const body = await bodyOf(call.request);
  if (!body.ok) return answerRefusal(body.refusal);
  const outcome = answer({ ...call, owner, body: body.value, id: call.params['id'] ?? '' });
  if (!isResult(outcome)) return Response.json(outcome);
  return outcome.ok ? Response.json(outcome.value) : answerRefusal(outcome.refusal);
}

/** The scheme word must be written exactly so. */
function ownerOf(desk: Desk, authorization: string | null): string | undefined {
  if (!authorization?.startsWith('Basic ')) return undefined;
  const [keyId = '', ...secret] = Buffer.from(authorization.slice(6), 'base64').toString('utf8').split(':');
  return desk.ledger.accounts.get(keyId)?.keySecret === secret.join(':') ? keyId : undefined;
}

async function bodyOf(request: Request): Promise<Result<unknown, ApiRefusal>> {
  if (request.method === 'GET') return { ok: true, value: undefined };
  const text = await request.text();
  if (text === '') return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return bad('The request body is not valid JSON');
  }
}

function isResult(outcome: unknown): outcome is Result<unknown, ApiRefusal> {
  return typeof outcome === 'object' && outcome !== null && 'ok' in outcome;
}

function ownLink(desk: Desk, owner: string, id: string): LinkEntity | undefined {
  const record = currentLink(desk, id);
  return record?.owner === owner ? record.entity : undefined;
}

function collection(items: readonly unknown[], url: URL): unknown {
  const shown = page(items, url);
  return { entity: 'collection', count: shown.length, items: shown };
}

function page<T>(items: readonly T[], url: URL): readonly T[] {
  const count = Math.min(Number(url.searchParams.get('count') ?? 10) || 10, 100);
  const skip = Number(url.searchParams.get('skip') ?? 0) || 0;
  return items.slice(skip, skip + count);
}
