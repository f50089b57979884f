/** Schedules run once, however many processes watch the clock. */
import { hourMs, minuteMs } from '@parley/contract/values/time.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestDatabase, type TestDatabase } from '../../../test/house.ts';
import { createFakeClock } from '../clock/clock.ts';
import { defineJob, handle } from './job.ts';
import { createScheduler } from './schedule.ts';
import { createWorker } from './worker.ts';

const sweep = defineJob('sweep', z.strictObject({}));

let house: TestDatabase;
beforeEach(async () => {
  house = await openTestDatabase();
});
afterEach(() => house.close());

describe('schedules', () => {
  it('three processes run each tick once, and a long sleep costs one run', async () => {
    const clock = createFakeClock(new Date('2026-03-01T09:00:30Z'));
    let runs = 0;
    const { database } = house;
    const worker = createWorker({ database, clock, handlers: [handle(sweep, async () => void (runs += 1))] });
    const schedulers = [1, 2, 3].map(() => createScheduler({ database, clock, schedules: [{ cron: '* * * * *', kind: sweep }] }));
    const tick = async (ms: number) => {
      clock.advance(ms);
      await Promise.all(schedulers.map((each) => each.tick()));
      await worker.drain();
    };
    await tick(10_000);
    expect(runs).toBe(0);
    await tick(30_000);
    expect(runs).toBe(1);
    await tick(minuteMs);
    expect(runs).toBe(2);
    await tick(5 * hourMs);
    expect(runs).toBe(3);
  });
});
