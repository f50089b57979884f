/** A whole server on a database of its own with the stand-ins around it: what journeys happen in. The clock is real, or a fake that only tests move. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createDiskBlobs } from '../../src/foundation/blobs/disk-blobs.ts';
import { createFakeClock, type FakeClock } from '../../src/foundation/clock/clock.ts';
import type { EdgeOptions } from '../../src/foundation/http/edge.ts';
import { createLog } from '../../src/foundation/log/log.ts';
import { createSecrets } from '../../src/foundation/secrets/secrets.ts';
import { openTestDatabase } from '../house.ts';
import { freePort } from './free-port.ts';
import { openStandIns, type StandIns } from './stand-ins.ts';

export { freePort };

export interface Town {
  readonly url: string;
  readonly standIns: StandIns;
  /** Where its files lie. */
  readonly dataDir: string;
  readonly clock: FakeClock;
  readonly app: ReturnType<typeof createApp>;
  readonly database: Awaited<ReturnType<typeof openTestDatabase>>['database'];
  /** Moves the clock and lets everything that is now due happen. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function openTown(
  options: {
    readonly seed?: number;
    readonly budgets?: EdgeOptions['budgets'];
    readonly smtpUrl?: string;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<Town> {
  const clock = createFakeClock(new Date('2026-11-20T09:00:00Z'));
  let origin = '';
  const standIns = await openStandIns({ clock, seed: options.seed ?? 1, whatsapp: { ownOrigin: () => origin } });
  const { database, close } = await openTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-town-'));
  const port = await freePort();
  const config = readConfig({
    ...standIns.environment,
    PORT: String(port),
    DATA_DIR: dataDir,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SMTP_URL: options.smtpUrl,
    ...options.environment,
  });
  origin = config.publicUrl;
  const log = createLog({ level: process.env['TEST_LOG'] === undefined ? 'silent' : 'debug', form: 'lines' });
  const secrets = createSecrets({ current: config.secretKey });
  const app = createApp({
    config,
    database,
    clock,
    log,
    secrets,
    blobs: createDiskBlobs(join(dataDir, 'files')),
    worker: { pollMs: 20 },
    ...(options.budgets ? { budgets: options.budgets } : {}),
  });
  await app.edge.listen({ host: '127.0.0.1', port });
  await app.worker.start();
  return {
    url: config.publicUrl,
    standIns,
    dataDir,
    clock,
    app,
    database,
    async pass(ms) {
      clock.advance(ms);
      standIns.razorpay.tick();
      standIns.stripe.tick();
      await app.scheduler.tick();
      await app.worker.drain();
      await standIns.settled();
      await app.worker.drain();
    },
    async close() {
      await standIns.close();
      await app.worker.stop();
      await app.edge.close();
      await close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
