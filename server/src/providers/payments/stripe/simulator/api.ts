/** Stripe's REST addresses: who is asking, which rule answers, and the shape of the answer. No rule of money is written here. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import { owned, ownedBy } from '../../../simulation/records.ts';
import { type Route, type RouteCall, route } from '../../../simulation/router.ts';
import { stripeVersion } from '../call.ts';
import { newId } from './entities.ts';
import { expanded } from './expand.ts';
import { listOf } from './lists.ts';
import { expand, integer, metadata, readForm, readParameters } from './parameters.ts';
import { createRefund } from './refunds.ts';
import { type ApiRefusal, answerRefusal, bodyOfRefusal, invalid, missing, unauthenticated } from './refusals.ts';
import { type Done, onceUnderKey } from './remembered.ts';
import { createSession, currentSession, type Desk, expireDueSessions, expireSession } from './sessions.ts';

interface Asked {
  /** Account id of who asks. */
  readonly owner: string;
  /** Parameters of the address (GET) or the body (POST), read but not yet judged. */
  readonly sent: unknown;
  readonly id: string;
  readonly path: string;
}

type Answer = (asked: Asked) => Result<unknown, ApiRefusal>;
type At = (method: 'GET' | 'POST', pattern: string, answer: Answer) => Route;

export function apiRoutes(desk: Desk): readonly Route[] {
  const at: At = (method, pattern, answer) => route(method, `/v1${pattern}`, (call) => answered(desk, call, answer));
  return [...sessionRoutes(desk, at), ...paymentRoutes(desk, at), ...refundRoutes(desk, at), ...accountRoutes(desk, at)];
}

const onlyExpand = z.strictObject({ expand });
const change = z.strictObject({ metadata, expand });
const page = { limit: integer.optional(), starting_after: z.string().optional(), ending_before: z.string().optional(), expand };
const created = z
  .union([
    integer.transform((at) => ({ gte: at, lte: at })),
    z.strictObject({ gt: integer, gte: integer, lt: integer, lte: integer }).partial(),
  ])
  .optional();

function sessionRoutes(desk: Desk, at: At): readonly Route[] {
  const { ledger } = desk;
  const find = (owner: string, id: string) => {
    currentSession(desk, id);
    return owned(ledger.sessions, id, owner);
  };
  const unknown = (id: string) => missing('checkout.session', id, 'session');
  const listed = z.strictObject({
    ...page,
    created,
    payment_intent: z.string().optional(),
    status: z.enum(['open', 'complete', 'expired']).optional(),
  });
  return [
    at('POST', '/checkout/sessions', ({ owner, sent }) => createSession(desk, owner, sent)),
    at('GET', '/checkout/sessions', ({ owner, sent, path }) => {
      const asked = readParameters(listed, sent);
      if (!asked.ok) return asked;
      expireDueSessions(desk);
      const { payment_intent: intent, status } = asked.value;
      const rows = ownedBy(ledger.sessions, owner).filter(
        (session) => (intent === undefined || session.payment_intent === intent) && (status === undefined || session.status === status),
      );
      return listOf(rows, path, asked.value);
    }),
    at('GET', '/checkout/sessions/:id', ({ owner, id }) => found(find(owner, id), unknown(id))),
    at('POST', '/checkout/sessions/:id', ({ owner, id, sent }) => changed(desk, find(owner, id) ?? unknown(id), sent)),
    at('POST', '/checkout/sessions/:id/expire', ({ owner, id, sent }) => {
      const asked = readParameters(onlyExpand, sent);
      return asked.ok ? expireSession(desk, owner, id) : asked;
    }),
    at('GET', '/checkout/sessions/:id/line_items', ({ owner, id, path }) =>
      find(owner, id) ? ok({ object: 'list', data: ledger.sessions.get(id)?.recipe.lines ?? [], has_more: false, url: path }) : unknown(id),
    ),
  ];
}

function paymentRoutes(desk: Desk, at: At): readonly Route[] {
  const { ledger } = desk;
  const charged = z.strictObject({ ...page, created, payment_intent: z.string().optional() });
  return [
    at('GET', '/payment_intents', ({ owner, sent, path }) => {
      const asked = readParameters(z.strictObject({ ...page, created }), sent);
      return asked.ok ? listOf(ownedBy(ledger.intents, owner), path, asked.value) : asked;
    }),
    at('GET', '/payment_intents/:id', ({ owner, id }) => found(owned(ledger.intents, id, owner), missing('payment_intent', id, 'intent'))),
    at('GET', '/charges', ({ owner, sent, path }) => {
      const asked = readParameters(charged, sent);
      if (!asked.ok) return asked;
      const intent = asked.value.payment_intent;
      const rows = ownedBy(ledger.charges, owner).filter((charge) => intent === undefined || charge.payment_intent === intent);
      return listOf(rows, path, asked.value);
    }),
    at('GET', '/charges/:id', ({ owner, id }) => found(owned(ledger.charges, id, owner), missing('charge', id))),
    at('GET', '/balance_transactions/:id', ({ owner, id }) => found(owned(ledger.balance, id, owner), missing('balance transaction', id))),
  ];
}

function refundRoutes(desk: Desk, at: At): readonly Route[] {
  const { ledger } = desk;
  const listed = z.strictObject({ ...page, created, payment_intent: z.string().optional(), charge: z.string().optional() });
  return [
    at('POST', '/refunds', ({ owner, sent }) => createRefund(desk, owner, sent)),
    at('GET', '/refunds', ({ owner, sent, path }) => {
      const asked = readParameters(listed, sent);
      if (!asked.ok) return asked;
      const { payment_intent: intent, charge } = asked.value;
      if (intent !== undefined && !owned(ledger.intents, intent, owner)) return missing('payment_intent', intent, 'payment_intent');
      const rows = ownedBy(ledger.refunds, owner).filter(
        (refund) => (intent === undefined || refund.payment_intent === intent) && (charge === undefined || refund.charge === charge),
      );
      return listOf(rows, path, asked.value);
    }),
    at('GET', '/refunds/:id', ({ owner, id }) => found(owned(ledger.refunds, id, owner), missing('refund', id))),
    at('POST', '/refunds/:id', ({ owner, id, sent }) => changed(desk, owned(ledger.refunds, id, owner) ?? missing('refund', id), sent)),
  ];
}

function accountRoutes(desk: Desk, at: At): readonly Route[] {
  return [
    at('GET', '/account', ({ owner }) =>
      ok({
        id: owner,
        object: 'account',
        business_profile: { name: desk.ledger.accounts.get(owner)?.merchantName ?? null },
        charges_enabled: true,
        details_submitted: true,
        payouts_enabled: true,
      }),
    ),
    at('GET', '/balance', () => ok({ object: 'balance', available: [], pending: [], livemode: false })),
    at('GET', '/events/:id', ({ owner, id }) => {
      const event = desk.ledger.events.find(id);
      return event?.owner === owner ? ok(JSON.parse(event.body)) : missing('event', id);
    }),
  ];
}

async function answered(desk: Desk, call: RouteCall, answer: Answer): Promise<Response> {
  const { request, url } = call;
  const owner = ownerOf(desk, request.headers.get('authorization'));
  if (typeof owner !== 'string') return labelled(desk, answerRefusal(owner));
  const isWrite = request.method === 'POST';
  const text = isWrite ? await request.text() : url.search.slice(1);
  const fault = headerFault(request, text);
  if (fault) return labelled(desk, answerRefusal(fault));
  const asked: Asked = { owner, sent: readForm(new URLSearchParams(text)), id: call.params['id'] ?? '', path: url.pathname };
  const perform = (): Done => performed(desk, asked, answer);
  if (isWrite) {
    const deed = { owner, key: request.headers.get('idempotency-key'), fingerprint: `${url.pathname}\n${sorted(text)}` };
    return labelled(desk, onceUnderKey(desk, deed, perform));
  }
  const { status, body } = perform();
  return labelled(desk, new Response(body, { status, headers: { 'content-type': 'application/json' } }));
}

function performed(desk: Desk, asked: Asked, answer: Answer): Done {
  const paths = readParameters(z.looseObject({ expand }), asked.sent);
  const outcome = paths.ok ? answer(asked) : paths;
  const shown = outcome.ok ? expanded(desk.ledger, asked.owner, outcome.value, paths.ok ? (paths.value.expand ?? []) : []) : outcome;
  if (shown.ok) return { status: 200, body: JSON.stringify(shown.value), wasBegun: true };
  return { status: shown.refusal.status, body: bodyOfRefusal(shown.refusal), wasBegun: shown.refusal.beforehand !== true };
}

function headerFault(request: Request, body: string): ApiRefusal | undefined {
  const version = request.headers.get('stripe-version');
  if (version !== null && !/^20\d\d-\d\d-\d\d(\.[a-z]+)?$/.test(version)) return invalid(`Invalid Stripe API version: ${version}`).refusal;
  const type = request.headers.get('content-type') ?? '';
  if (request.method === 'GET' || body === '' || type.startsWith('application/x-www-form-urlencoded')) return undefined;
  return invalid(`The content type of the request (${type}) must be application/x-www-form-urlencoded.`).refusal;
}

/** By bearer, or as the user name of basic authentication. */
function ownerOf(desk: Desk, authorization: string | null): string | ApiRefusal {
  const [scheme = '', value = ''] = (authorization ?? '').split(' ');
  const basic = scheme === 'Basic' ? (Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '') : '';
  const key = scheme === 'Bearer' ? value : basic;
  const account = key === '' ? undefined : [...desk.ledger.accounts.values()].find((each) => each.secretKey === key);
  return account?.accountId ?? unauthenticated(key);
}

function found(entity: unknown, otherwise: Result<never, ApiRefusal>): Result<unknown, ApiRefusal> {
  return entity === undefined ? otherwise : ok(entity);
}

/** Only the merchant's own words may be changed; an empty value takes a pair away. */
function changed(
  desk: Desk,
  entity: { metadata: Record<string, string> } | Result<never, ApiRefusal>,
  sent: unknown,
): Result<unknown, ApiRefusal> {
  if ('ok' in entity) return entity;
  const asked = readParameters(change, sent);
  if (!asked.ok) return asked;
  const pairs = Object.entries({ ...entity.metadata, ...asked.value.metadata });
  entity.metadata = Object.fromEntries(pairs.filter(([, value]) => value !== ''));
  desk.ledger.changed();
  return ok(entity);
}

function sorted(form: string): string {
  const pairs = [...new URLSearchParams(form)].map((pair) => JSON.stringify(pair));
  return pairs.toSorted().join('\n');
}

function labelled(desk: Desk, response: Response): Response {
  response.headers.set('request-id', newId('req_', 14, desk.random));
  response.headers.set('stripe-version', stripeVersion);
  return response;
}
