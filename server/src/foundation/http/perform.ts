/**
 * The only ways a signed-in route reaches the database: `perform` for what changes something, `readWith` and its kin for what does
 * not. They open the transaction of the actor's merchant, and turn a Result into an answer.
 */
import { type Pagination, paginationOf } from '@parley/contract/api/envelope.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Tx } from '../db/database.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { type Actor, actorOf } from './actor.ts';
import type { EdgeParts } from './edge-parts.ts';
import { claimKey, type KeyedRequest, keepAnswer } from './idempotency.store.ts';
import { RefusalError } from './refusal-error.ts';

/** What these functions need of a request, whatever its schema made of the rest. */
export interface PerformRequest extends Pick<FastifyRequest, 'actor' | 'headers' | 'method' | 'url'> {
  readonly body: unknown;
  readonly query: unknown;
  readonly server: Pick<FastifyInstance, 'edge'>;
}
export interface PerformReply {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
}

type Work<T> = (tx: Tx, actor: Actor) => Promise<Result<T>>;

export interface Success<T> {
  readonly status: 'success';
  readonly data: T;
}

/**
 * Runs `work` in one transaction and answers `{status:'success', data}`; a refusal undoes everything and is answered by its code.
 * A POST with Idempotency-Key is done once: the same key and body get the first answer again.
 */
export async function perform<T>(
  request: PerformRequest,
  reply: PerformReply,
  work: Work<T>,
  options: { readonly status?: number } = {},
): Promise<Success<T>> {
  const { database, clock, secrets } = request.server.edge;
  const actor = actorOf(request);
  const keyed = keyedRequest(request, actor, secrets);
  const status = options.status ?? 200;
  const done = await database.inTx(actor.merchantId, async (tx) => {
    if (keyed !== undefined) {
      const claim = await claimKey(tx, keyed, clock);
      if (claim.kind === 'mismatch') return refuse('request.idempotency_mismatch');
      // The stored answer is what this same route answered before.
      if (claim.kind === 'replay') return ok({ status: claim.status, body: claim.answer as Success<T>, replayed: true });
    }
    const result = await work(tx, actor);
    if (!result.ok) return result;
    const body: Success<T> = { status: 'success', data: result.value };
    if (keyed !== undefined) await keepAnswer(tx, keyed, status, body);
    return ok({ status, body, replayed: false });
  });
  const answer = valueOf(done);
  if (answer.replayed) reply.header('idempotent-replayed', 'true');
  reply.status(answer.status);
  return answer.body;
}

/** Answers `{status:'success', data}`. `work` must not write. */
export async function readWith<T>(request: PerformRequest, _reply: PerformReply, work: Work<T>): Promise<Success<T>> {
  return { status: 'success', data: await read(request, work) };
}

/** A counted list; the route's query has `pageQuery`. */
export async function readPage<T>(
  request: PerformRequest & { readonly query: { readonly page: number; readonly limit: number } },
  _reply: PerformReply,
  work: Work<{ readonly items: readonly T[]; readonly total: number }>,
): Promise<{ status: 'success'; data: T[]; pagination: Pagination }> {
  const { items, total } = await read(request, work);
  return { status: 'success', data: [...items], pagination: paginationOf(total, request.query) };
}

/** A list without end; the route's query has `cursorQuery`. */
export async function readStream<T>(
  request: PerformRequest,
  _reply: PerformReply,
  work: Work<{ readonly items: readonly T[]; readonly nextCursor: string | undefined }>,
): Promise<{ status: 'success'; data: T[]; next_cursor: string | null }> {
  const { items, nextCursor } = await read(request, work);
  return { status: 'success', data: [...items], next_cursor: nextCursor ?? null };
}

/** The value, or the refusal thrown to the error handler: for routes whose answer has a form of its own. */
export function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new RefusalError(result.refusal);
}

async function read<T>(request: PerformRequest, work: Work<T>): Promise<T> {
  const actor = actorOf(request);
  const { database }: EdgeParts = request.server.edge;
  return valueOf(await database.inTx(actor.merchantId, (tx) => work(tx, actor)));
}

/** The request as its Idempotency-Key names it; undefined without one. @throws RefusalError for a key that is too long. */
export function keyedRequest(
  request: Pick<PerformRequest, 'headers' | 'method' | 'url' | 'body'>,
  actor: Pick<Actor, 'id'> & { readonly kind: string },
  secrets: Secrets,
): KeyedRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || key === undefined || key === '') return undefined;
  if (typeof key !== 'string' || key.length > 255) {
    throw new RefusalError({ code: 'request.invalid', details: [{ field: 'Idempotency-Key', message: 'At most 255 characters.' }] });
  }
  return {
    actor: `${actor.kind}:${actor.id}`,
    key,
    route: `${request.method} ${request.url}`,
    // Keyed, since a body may hold a password; of the parsed body, so that the order of fields does not matter.
    bodyHash: secrets.fingerprint(
      'idempotency',
      JSON.stringify(request.body ?? null, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    ),
  };
}
