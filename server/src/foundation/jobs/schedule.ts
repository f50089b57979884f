/** Repeating work: every process computes the same ticks; the first to write a tick enqueues its job, in one transaction. */
import type { Clock } from '@parley/contract/values/time.ts';
import { Cron } from 'croner';
import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { enqueue } from './enqueue.ts';
import type { JobKind } from './job.ts';

export interface Schedule {
  /** Cron with seconds allowed, in UTC. */
  readonly cron: string;
  readonly kind: JobKind<Record<string, never>>;
  /** Also when the program starts: what fell due while it was down was not noticed. */
  readonly atStart?: boolean;
}

export interface Scheduler {
  start(): void;
  stop(): void;
  /** Enqueues every tick that fell due since the last call (at most one per schedule); the loop calls it each second. */
  tick(): Promise<void>;
}

export function createScheduler(input: {
  readonly database: Database;
  readonly clock: Clock;
  readonly schedules: readonly Schedule[];
  readonly onFailure?: (error: unknown) => void;
}): Scheduler {
  const { database, clock } = input;
  const plans = input.schedules.map((schedule) => ({
    schedule,
    cron: new Cron(schedule.cron, { timezone: 'UTC', paused: true }),
    last: clock.now(),
  }));
  let timer: NodeJS.Timeout | undefined;
  let busy = false;

  async function tick(): Promise<void> {
    for (const plan of plans) {
      const now = clock.now();
      const due = lastBetween(plan.cron, plan.last, now);
      if (due === undefined) continue;
      await database.inPlatformTx(async (tx) => {
        const { numAffectedRows } =
          await sql`insert into job_ticks (name, tick_at) values (${plan.schedule.kind.queue}, ${due}) on conflict do nothing`.execute(
            tx.db,
          );
        if (numAffectedRows === 1n) {
          await sql`delete from job_ticks where name = ${plan.schedule.kind.queue} and tick_at < ${new Date(due.getTime() - 86_400_000)}`.execute(
            tx.db,
          );
          await enqueue(tx, now, plan.schedule.kind, {}, { dedupe: 'scheduled' });
        }
      });
      plan.last = due;
    }
  }

  async function begin(): Promise<void> {
    const kinds = input.schedules.filter((each) => each.atStart === true).map((each) => each.kind);
    if (kinds.length === 0) return;
    await database.inPlatformTx(async (tx) => {
      for (const kind of kinds) await enqueue(tx, clock.now(), kind, {}, { dedupe: 'scheduled' });
    });
  }

  return {
    tick,
    start() {
      begin().catch((error: unknown) => input.onFailure?.(error));
      timer = setInterval(() => {
        if (busy) return;
        busy = true;
        tick()
          .catch((error: unknown) => input.onFailure?.(error))
          .finally(() => {
            busy = false;
          });
      }, 1_000);
    },
    stop() {
      clearInterval(timer);
    },
  };
}

/** The latest tick in (from, to]; what was missed while asleep runs once. */
function lastBetween(cron: Cron, from: Date, to: Date): Date | undefined {
  let found: Date | undefined;
  let next = cron.nextRun(from);
  for (let steps = 0; next && next <= to && steps < 10_000; steps += 1) {
    found = next;
    next = cron.nextRun(next);
  }
  return found;
}
