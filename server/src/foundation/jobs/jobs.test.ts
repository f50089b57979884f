/** What the queue promises: order in a lane, nothing lost, nothing twice for certain, nothing stuck. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { insertMerchant } from '../../../test/builders/shop-floor.ts';
import { openTestDatabase, type TestDatabase } from '../../../test/house.ts';
import { createFakeClock, type FakeClock } from '../clock/clock.ts';
import { enqueue } from './enqueue.ts';
import { claimJobs, countJobs, reapAll, reapLeases } from './job.store.ts';
import { defineJob, type EnqueueOptions, type HandledJob, handle, handleInTx } from './job.ts';
import { createWorker } from './worker.ts';

const step = defineJob('step.do', z.strictObject({ lane: z.string(), n: z.number() }), { maxAttempts: 4 });

let house: TestDatabase;
let clock: FakeClock;
let merchantId: MerchantId;
beforeAll(async () => {
  house = await openTestDatabase();
});
afterAll(() => house.close());
beforeEach(async () => {
  clock = createFakeClock();
  merchantId = await insertMerchant(house.database);
  await house.database.inPlatformTx(async (tx) => {
    await tx.db.deleteFrom('jobs').execute();
    await tx.db.deleteFrom('dead_jobs').execute();
  });
});

const put = (payload: { lane: string; n: number }, options: EnqueueOptions = {}, who = merchantId) =>
  house.database.inTx(who, (tx) => enqueue(tx, clock.now(), step, payload, options));
const counts = () => house.database.inPlatformTx((tx) => countJobs(tx, clock.now()));
const worker = (...handlers: HandledJob[]) =>
  createWorker({ database: house.database, clock, handlers, concurrency: 8, random: () => 0.5 });

describe('lanes', () => {
  it('jobs of one key run one after another in their order, whatever the number of workers and failures', async () => {
    const done = new Map<string, number[]>();
    const busy = new Set<string>();
    const failures = new Map<string, number>();
    let overlaps = 0;
    const handler = handle(step, async ({ lane, n }) => {
      if (busy.has(lane)) overlaps += 1;
      busy.add(lane);
      // A round trip to the database, so that others get their turn in between.
      await house.database.inPlatformTx((tx) => countJobs(tx, clock.now()));
      busy.delete(lane);
      const name = `${lane}${n}`;
      const failed = failures.get(name) ?? 0;
      if (n % 3 === 0 && failed < 2) {
        failures.set(name, failed + 1);
        throw new Error('not yet');
      }
      done.set(lane, [...(done.get(lane) ?? []), n]);
    });
    const lanes = ['a', 'b', 'c', 'd', 'e'];
    for (let n = 0; n < 12; n += 1) for (const lane of lanes) await put({ lane, n }, { key: lane });
    const workers = [worker(handler), worker(handler), worker(handler)];
    for (let round = 0; round < 30; round += 1) {
      await Promise.all(workers.map((each) => each.drain()));
      clock.advance(10 * secondMs);
    }
    expect(overlaps).toBe(0);
    for (const lane of lanes) expect(done.get(lane)).toEqual(Array.from({ length: 12 }, (_, n) => n));
    expect(await counts()).toMatchObject({ due: 0, active: 0, waiting: 0, dead: 0 });
  });

  it('two merchants may use the same key and dedupe word without meeting', async () => {
    const other = await insertMerchant(house.database);
    for (const who of [merchantId, other]) for (const n of [1, 2]) await put({ lane: 'same', n }, { key: 'same', dedupe: `${n}` }, who);
    const done: string[] = [];
    await worker(handle(step, async ({ n }, job) => void done.push(`${job.merchantId} ${n}`))).drain();
    expect(done.filter((each) => each.startsWith(merchantId))).toEqual([`${merchantId} 1`, `${merchantId} 2`]);
    expect(done.filter((each) => each.startsWith(other))).toEqual([`${other} 1`, `${other} 2`]);
  });

  it('a job of the platform for a merchant and one of the merchant share the lane', async () => {
    await house.database.inPlatformTx((tx) => enqueue(tx, clock.now(), step, { lane: 'x', n: 1 }, { key: 'x', merchantId }));
    await put({ lane: 'x', n: 2 }, { key: 'x' });
    const claimed = await house.database.inPlatformTx((tx) =>
      claimJobs(tx, { now: clock.now(), limit: 10, worker: 'w', leaseUntil: clock.now() }),
    );
    expect(claimed.map((job) => job.payload)).toEqual([{ lane: 'x', n: 1 }]);
  });

  it('a dead letter lets its lane move on', async () => {
    for (const n of [1, 2]) await put({ lane: 'a', n }, { key: 'a' });
    const done: number[] = [];
    const runner = worker(
      handle(step, async ({ n }) => {
        if (n === 1) throw new Error('never works');
        done.push(n);
      }),
    );
    for (let round = 0; round < 4; round += 1) {
      await runner.drain();
      clock.advance(15 * minuteMs);
    }
    expect(done).toEqual([2]);
    expect(await counts()).toMatchObject({ dead: 1, due: 0, waiting: 0 });
    const { rows } = await house.database.inPlatformTx((tx) =>
      sql<{ last_error: string; attempts: number }>`select last_error, attempts from dead_jobs`.execute(tx.db),
    );
    expect(rows).toEqual([{ last_error: 'never works', attempts: 4 }]);
  });
});

describe('enqueueing', () => {
  it('a rolled-back transaction enqueues nothing', async () => {
    const roll = house.database.inTx(merchantId, async (tx) => {
      await enqueue(tx, clock.now(), step, { lane: 'a', n: 1 });
      throw new Error('no');
    });
    await expect(roll).rejects.toThrow('no');
    await house.database.inTx(merchantId, async (tx) => {
      await enqueue(tx, clock.now(), step, { lane: 'a', n: 2 });
      return { ok: false };
    });
    expect(await counts()).toMatchObject({ due: 0, waiting: 0 });
  });

  it('a second waiting job of one dedupe word is dropped, the follow-up of a running one is not', async () => {
    await put({ lane: 'a', n: 1 }, { dedupe: 'refresh' });
    await put({ lane: 'a', n: 2 }, { dedupe: 'refresh' });
    const done: number[] = [];
    await worker(
      handle(step, async ({ n }) => {
        done.push(n);
        if (n === 1) await put({ lane: 'a', n: 3 }, { dedupe: 'refresh' });
      }),
    ).drain();
    expect(done).toEqual([1, 3]);
  });

  it('nothing runs before its time, and drain runs what follows from what it ran', async () => {
    const done: number[] = [];
    const runner = worker(
      handle(step, async ({ n }) => {
        done.push(n);
        if (n > 0) await put({ lane: 'a', n: n - 1 });
      }),
    );
    await put({ lane: 'a', n: 2 }, { runAt: new Date(clock.now().getTime() + secondMs) });
    await runner.drain();
    expect(done).toEqual([]);
    clock.advance(secondMs);
    await runner.drain();
    expect(done).toEqual([2, 1, 0]);
  });

  it('“again later” costs no try unless it says so', async () => {
    await put({ lane: 'a', n: 1 });
    const tries: number[] = [];
    const runner = worker(
      handle(step, async (_, job) => {
        tries.push(job.attempt);
        return { againAfterMs: secondMs, reason: 'busy', countsAsTry: tries.length > 3 };
      }),
    );
    for (let round = 0; round < 20; round += 1) {
      await runner.drain();
      clock.advance(secondMs);
    }
    expect(tries).toEqual([1, 1, 1, 1, 2, 3, 4]);
    expect(await counts()).toMatchObject({ dead: 1, due: 0, waiting: 0 });
  });
});

describe('leases', () => {
  const claim = (limit = 10) =>
    house.database.inPlatformTx((tx) =>
      claimJobs(tx, { now: clock.now(), limit, worker: 'dead', leaseUntil: new Date(clock.now().getTime() + secondMs) }),
    );
  const reap = () => house.database.inPlatformTx((tx) => reapLeases(tx, clock.now()));

  it('the lease of a worker that died is given back, and the rest of its lane stays behind it', async () => {
    for (const n of [1, 2]) await put({ lane: 'a', n }, { key: 'a' });
    expect(await claim()).toHaveLength(1);
    expect(await reap()).toBe(0);
    clock.advance(2 * secondMs);
    expect(await reap()).toBe(1);
    const done: number[] = [];
    await worker(handle(step, async ({ n }) => void done.push(n))).drain();
    expect(done).toEqual([1, 2]);
  });

  it('a job that kills every worker ends among the dead letters', async () => {
    await put({ lane: 'a', n: 1 }, { key: 'a' });
    await put({ lane: 'a', n: 2 }, { key: 'a' });
    // Four tries and three deaths forgiven.
    for (let attempt = 1; attempt <= 7; attempt += 1) {
      expect(await claim()).toHaveLength(1);
      clock.advance(2 * secondMs);
      await reap();
    }
    expect(await counts()).toMatchObject({ dead: 1, due: 1 });
  });

  it('a job that kills the only process ends among the dead letters too', async () => {
    await put({ lane: 'a', n: 1 });
    for (let attempt = 1; attempt <= 7; attempt += 1) {
      expect(await claim()).toHaveLength(1);
      await house.database.inPlatformTx((tx) => reapAll(tx, clock.now()));
    }
    expect(await counts()).toMatchObject({ dead: 1, due: 0 });
  });

  it('a worker that dies in the last try does not keep the job from ending as it wants to', async () => {
    await put({ lane: 'a', n: 1 });
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await claim();
      clock.advance(2 * secondMs);
      await reap();
    }
    const last: boolean[] = [];
    await worker(handle(step, async (_, job) => void last.push(job.isLast))).drain();
    expect(last).toEqual([true]);
    expect(await counts()).toMatchObject({ dead: 0, due: 0 });
  });

  it('a worker that lost its lease cannot make its effect stand', async () => {
    await put({ lane: 'a', n: 1 });
    const runs: number[] = [];
    const handler = handleInTx(house.database.inTx, step, async (tx, _, job) => {
      runs.push(job.attempt);
      await sql`insert into locations (merchant_id, id, name, created_at) values (${merchantId}, gen_random_uuid(), 'effect', now())`.execute(
        tx.db,
      );
      // Somebody took us for dead.
      if (job.attempt === 1) await sql`update jobs set locked_by = 'somebody else' where id = ${job.id}`.execute(tx.db);
    });
    await worker(handler).drain();
    await house.database.inPlatformTx((tx) => reapAll(tx, clock.now()));
    await worker(handler).drain();
    expect(runs).toEqual([1, 2]);
    const effects = await house.database.inTx(merchantId, (tx) => tx.db.selectFrom('locations').selectAll().execute());
    expect(effects).toHaveLength(1);
  });

  it('an effect that is undone after the job was completed in it leaves the job to be done', async () => {
    await put({ lane: 'a', n: 1 });
    const runs: number[] = [];
    const runner = worker(
      handle(step, async (_, job) => {
        runs.push(job.attempt);
        await house.database.inTx(merchantId, async (tx) => {
          await job.complete(tx);
          if (job.attempt === 1) throw new Error('the last step failed');
        });
      }),
    );
    await runner.drain();
    clock.advance(minuteMs);
    await runner.drain();
    expect(runs).toEqual([1, 2]);
    expect(await counts()).toMatchObject({ due: 0, active: 0, waiting: 0 });
  });
});

describe('a running worker', () => {
  it('takes over what a dead one held as soon as it starts', async () => {
    await put({ lane: 'a', n: 3 });
    const now = clock.now();
    await house.database.inPlatformTx((tx) => claimJobs(tx, { now, limit: 1, worker: 'the dead one', leaseUntil: now }));
    clock.advance(minuteMs);
    let heard: (n: number) => void = () => {};
    const done = new Promise<number>((resolve) => {
      heard = resolve;
    });
    const runner = createWorker({
      database: { ...house.database, kind: 'postgres' },
      clock,
      pollMs: 60 * minuteMs,
      leaseMs: 60 * minuteMs,
      handlers: [handle(step, async ({ n }) => heard(n))],
    });
    await runner.start();
    expect(await done).toBe(3);
    await runner.stop();
  });

  it('takes up a job at its commit, without waiting for the poll, and stops when told', async () => {
    const { promise: done, resolve: heard } = Promise.withResolvers<number>();
    const runner = createWorker({
      database: house.database,
      clock,
      pollMs: 60 * minuteMs,
      handlers: [handle(step, async ({ n }) => heard(n))],
    });
    await runner.start();
    await put({ lane: 'a', n: 7 });
    expect(await done).toBe(7);
    await runner.stop();
    expect(await counts()).toMatchObject({ due: 0, active: 0 });
  });
});
