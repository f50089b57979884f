/** Schedules that are also due when the program starts: asked for once, however many processes start. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestDatabase, type TestDatabase } from '../../../test/house.ts';
import { createFakeClock } from '../clock/clock.ts';
import { defineJob } from './job.ts';
import { createScheduler } from './schedule.ts';

let house: TestDatabase;
beforeAll(async () => {
  house = await openTestDatabase();
});
afterAll(() => house.close());

it('a schedule that looks for what was missed is due at the start, once, and others are not', async () => {
  const { database } = house;
  const missed = defineJob('look.for_missed', z.object({}));
  const usual = defineJob('look.as_usual', z.object({}));
  const schedules = [
    { cron: '*/5 * * * *', kind: missed, atStart: true },
    { cron: '*/5 * * * *', kind: usual },
  ];
  const schedulers = [1, 2].map(() => createScheduler({ database, clock: createFakeClock(), schedules }));
  for (const scheduler of schedulers) scheduler.start();
  const waiting = () =>
    database.inPlatformTx(async (tx) => (await tx.db.selectFrom('jobs').select('queue').execute()).map((job) => job.queue));
  await expect.poll(waiting).toEqual(['look.for_missed']);
  for (const scheduler of schedulers) scheduler.stop();
});
