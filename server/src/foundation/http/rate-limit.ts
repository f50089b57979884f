/**
 * How much one person or key may ask. Kept in this process behind an interface, so that it can move to the database when
 * the processes are many; until then each process grants the whole budget. Addresses are never counted: shops share them.
 */
import type { Clock } from '@parley/contract/values/time.ts';
import { minuteMs } from '@parley/contract/values/time.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from './actor.ts';
import { RefusalError } from './refusal-error.ts';

export interface Budget {
  readonly limit: number;
  readonly windowMs: number;
}

export interface Grant {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Until one more is allowed (when refused), or until the budget is whole again. */
  readonly resetSeconds: number;
}

export interface RateLimiter {
  take(key: string, budget: Budget): Promise<Grant>;
}

export interface Budgets {
  /** What this one may ask in general; by plan where plans are on. */
  readonly general: (actor: Actor) => Budget;
  /** What a person's dashboard may read, apart from the general budget. */
  readonly reads: Budget;
  /** What a machine that asks all day may ask, apart from the general budget: by no plan, or the shop would stand still. */
  readonly polling: Budget;
  readonly heavy: Budget;
}

export const defaultBudgets: Budgets = {
  general: () => ({ limit: 6_000, windowMs: 15 * minuteMs }),
  reads: { limit: 12_000, windowMs: 15 * minuteMs },
  // Ten a second: twenty busy printers at one computer stay below it.
  polling: { limit: 9_000, windowMs: 15 * minuteMs },
  heavy: { limit: 10, windowMs: minuteMs },
};

const MAX_KEYS = 50_000;

/** Token buckets: a budget refills evenly over its window. */
export function createMemoryRateLimiter(clock: Clock): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(key, { limit, windowMs }) {
      const now = clock.now().getTime();
      const before = buckets.get(key);
      const tokens = before === undefined ? limit : Math.min(limit, before.tokens + ((now - before.at) * limit) / windowMs);
      const allowed = tokens >= 1;
      const left = allowed ? tokens - 1 : tokens;
      // Deleted and set again, so that the oldest in the map is the longest unused.
      buckets.delete(key);
      buckets.set(key, { tokens: left, at: now });
      if (buckets.size > MAX_KEYS) for (const oldest of buckets.keys()) if (buckets.delete(oldest)) break;
      const missing = allowed ? limit - left : 1 - left;
      return Promise.resolve({ allowed, limit, remaining: Math.floor(left), resetSeconds: Math.ceil((missing * windowMs) / limit / 1000) });
    },
  };
}

/** Takes from the budgets this request falls under and writes the RateLimit headers. @throws RefusalError 429 with Retry-After set. */
export async function spendBudget(
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
  limiter: RateLimiter,
  budgets: Budgets,
): Promise<void> {
  const who = `${actor.kind}:${actor.id}`;
  const [kind, budget] = budgetOf(request, actor, budgets);
  const grants = [await limiter.take(`${kind}:${who}`, budget)];
  if (request.routeOptions.config.heavy === true) grants.push(await limiter.take(`heavy:${who}`, budgets.heavy));
  const tightest = grants.reduce((a, b) => (b.allowed === a.allowed ? (b.remaining < a.remaining ? b : a) : b.allowed ? a : b));
  reply.header('ratelimit-limit', tightest.limit);
  reply.header('ratelimit-remaining', tightest.remaining);
  reply.header('ratelimit-reset', tightest.resetSeconds);
  if (tightest.allowed) return;
  reply.header('retry-after', Math.max(1, tightest.resetSeconds));
  throw new RefusalError({ code: 'request.rate_limited' });
}

function budgetOf({ method }: Pick<FastifyRequest, 'method'>, actor: Actor, budgets: Budgets): readonly [string, Budget] {
  if (actor.polls) return ['polling', budgets.polling];
  if (actor.kind === 'staff' && (method === 'GET' || method === 'HEAD')) return ['reads', budgets.reads];
  return ['general', budgets.general(actor)];
}
