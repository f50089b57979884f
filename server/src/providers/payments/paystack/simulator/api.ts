/** The gateway's REST addresses: who is asking, which rule answers, and the shape of the answer. No rule of money is written here. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { type Route, type RouteCall, route } from '../../../simulation/router.ts';
import { refundTransaction, shownRefund } from './refunds.ts';
import { type ApiRefusal, answerRefusal, bad, unauthenticated, unknownReference } from './refusals.ts';
import { shownTransaction } from './shown-transaction.ts';
import { byReference, type Desk, initialize, verified } from './transactions.ts';

interface Asked extends RouteCall {
  readonly integration: number;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
}

interface Answer {
  readonly outcome: Result<unknown, ApiRefusal>;
  readonly message: string;
  readonly meta?: unknown;
}

export function apiRoutes(desk: Desk): readonly Route[] {
  const { ledger } = desk;
  const at = (method: string, pattern: string, answer: (asked: Asked) => Answer): Route =>
    route(method, pattern, (call) => answered(desk, call, answer));
  return [
    at('POST', '/transaction/initialize', ({ integration, body }) => ({
      outcome: initialize(desk, integration, body),
      message: 'Authorization URL created',
    })),
    at('GET', '/transaction/verify/:reference', ({ integration, params }) => ({
      outcome: verified(desk, integration, params['reference'] ?? ''),
      message: 'Verification successful',
    })),
    at('GET', '/transaction', ({ integration, url }) => ({
      ...listed(
        [...ledger.transactions.values()].filter((each) => each.integration === integration),
        url,
        ({ entity }) => shownTransaction(entity),
      ),
      message: 'Transactions retrieved',
    })),
    at('GET', '/transaction/:id', ({ integration, params }) => {
      const found = byReference(desk, integration, params['id'] ?? '');
      return { outcome: found ? ok(shownTransaction(found.entity)) : unknownReference(), message: 'Transaction retrieved' };
    }),
    at('POST', '/refund', ({ integration, body }) => ({
      outcome: refundTransaction(desk, integration, body),
      message: 'Refund has been queued for processing',
    })),
    at('GET', '/refund', ({ integration, url }) => {
      const asked = url.searchParams.get('transaction');
      const own = [...ledger.refunds.values()].filter(
        (each) => each.integration === integration && (asked === null || String(each.entity.transaction) === asked),
      );
      return { ...listed(own, url, ({ entity }) => shownRefund(entity)), message: 'Refunds retrieved' };
    }),
    at('GET', '/refund/:id', ({ integration, params }) => {
      const found = ledger.refunds.get(Number(params['id']));
      const isOwn = found?.integration === integration;
      return { outcome: isOwn ? ok(shownRefund(found.entity)) : unknownReference(), message: 'Refund retrieved' };
    }),
  ];
}

async function answered(desk: Desk, call: RouteCall, answer: (asked: Asked) => Answer): Promise<Response> {
  const key = /^Bearer (.+)$/.exec(call.request.headers.get('authorization') ?? '')?.[1] ?? '';
  const account = desk.ledger.accounts.get(key);
  if (!account) return answerRefusal(unauthenticated);
  const body = await bodyOf(call.request);
  if (!body.ok) return answerRefusal(body.refusal);
  const { outcome, message, meta } = answer({ ...call, integration: account.integration, body: body.value });
  // Their status code is not to be relied on: some refusals come as 200.
  if (!outcome.ok) return answerRefusal(outcome.refusal, outcome.refusal.status < 500 && desk.random() < 0.3);
  return Response.json({ status: true, message, data: outcome.value, ...(meta === undefined ? {} : { meta }) });
}

async function bodyOf(request: Request): Promise<Result<unknown, ApiRefusal>> {
  const text = request.method === 'GET' ? '' : await request.text();
  if (text === '') return ok(undefined);
  try {
    return ok(JSON.parse(text));
  } catch {
    return bad('The request body is not valid JSON', 'invalid_params');
  }
}

/** Newest first, as the service lists. */
function listed<T>(all: readonly T[], url: URL, show: (record: T) => unknown): Pick<Answer, 'outcome' | 'meta'> {
  const perPage = Number(url.searchParams.get('perPage') ?? 50) || 50;
  const page = Number(url.searchParams.get('page') ?? 1) || 1;
  const shown = all.toReversed().slice((page - 1) * perPage, page * perPage);
  return {
    outcome: ok(shown.map(show)),
    meta: { total: all.length, skipped: (page - 1) * perPage, perPage, page, pageCount: Math.ceil(all.length / perPage) },
  };
}
