/** Who asks too much is told when to come back; others are not held up by them. */
import { minuteMs } from '@parley/contract/values/time.ts';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { closeTestEdge, makeTestEdge } from '../../../test/builders/test-edge.ts';
import { createFakeClock } from '../clock/clock.ts';
import { createMemoryRateLimiter, defaultBudgets } from './rate-limit.ts';

it('in no window of time is much more than the budget granted, and waiting always helps', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 30, maxLength: 120 }), async (waits) => {
      const clock = createFakeClock();
      const limiter = createMemoryRateLimiter(clock);
      const grants: number[] = [];
      for (const wait of waits) {
        clock.advance(wait);
        const grant = await limiter.take('a', { limit: 10, windowMs: minuteMs });
        if (grant.allowed) grants.push(clock.now().getTime());
        else expect(grant.resetSeconds).toBeGreaterThan(0);
      }
      for (const start of grants) expect(grants.filter((at) => at >= start && at < start + minuteMs).length).toBeLessThanOrEqual(20);
      clock.advance(minuteMs);
      expect((await limiter.take('a', { limit: 10, windowMs: minuteMs })).remaining).toBe(9);
    }),
  );
});

it('the one too many is 429 with Retry-After, for that person alone, and heavy work has a budget of its own', async () => {
  const budgets = { ...defaultBudgets, general: () => ({ limit: 20, windowMs: minuteMs }), heavy: { limit: 2, windowMs: minuteMs } };
  const house = await makeTestEdge(
    (app) => {
      app.post('/api/v1/light', { config: { access: ['owner', 'manager'] } }, () => ({}));
      app.post('/api/v1/heavy', { config: { access: ['owner'], heavy: true } }, () => ({}));
      app.get('/api/v1/light', { config: { access: ['owner'] } }, () => ({}));
    },
    { budgets },
  );
  const statuses = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await house.post('/api/v1/heavy', {})).statusCode);
  expect(statuses).toEqual([200, 200, 429]);
  for (let i = 0; i < 17; i += 1) expect((await house.post('/api/v1/light', {})).statusCode).toBe(200);
  const refused = await house.post('/api/v1/light', {});
  expect([refused.statusCode, refused.json().error.code, refused.headers['ratelimit-limit']]).toEqual([429, 'request.rate_limited', '20']);
  expect((await house.post('/api/v1/light', {}, { as: 'manager' })).statusCode).toBe(200);
  expect((await house.edge.inject({ url: '/api/v1/light', headers: { authorization: 'Bearer owner' } })).statusCode).toBe(200);
  house.clock.advance(Number(refused.headers['retry-after']) * 1000);
  expect((await house.post('/api/v1/light', {})).statusCode).toBe(200);
  await closeTestEdge(house);
});
