/**
 * The program: `all` (everything on this machine), `web`, `worker` or `migrate`. Reads the settings, opens what is underneath, starts,
 * says where to go, and stops in order when asked.
 */
import { join } from 'node:path';
import { createApp } from './app.ts';
import { type Config, readConfig, SettingsError } from './config.ts';
import type { Blobs } from './foundation/blobs/blobs.ts';
import { createDiskBlobs } from './foundation/blobs/disk-blobs.ts';
import { systemClock } from './foundation/clock/clock.ts';
import type { Database } from './foundation/db/database.ts';
import { DirectoryInUse } from './foundation/db/directory-lock.ts';
import { migrate } from './foundation/db/migrate.ts';
import { openEmbedded } from './foundation/db/open-embedded.ts';
import { openPostgres } from './foundation/db/open-postgres.ts';
import { createLog, type Log } from './foundation/log/log.ts';
import { createSecrets } from './foundation/secrets/secrets.ts';
import { pingClamd } from './providers/scanning/clamd/client.ts';

const roles = ['all', 'web', 'worker', 'migrate'] as const;
type Role = (typeof roles)[number];

const role = roles.find((each) => each === (process.argv[2] ?? 'all'));
if (role === undefined) refuseToStart(`Unknown role. Say one of: ${roles.join(', ')}.`);
else await start(role).catch((error: unknown) => refuseToStart(wordsFor(error)));

async function start(as: Role): Promise<void> {
  const config = readConfig();
  const log = createLog({ level: config.logLevel, form: config.mode === 'live' ? 'json' : 'lines' });
  if (as !== 'all' && config.databaseUrl === undefined)
    throw new SettingsError(`DATABASE_URL: the role ${as} needs PostgreSQL; the embedded database serves one process (npm start)`);
  const database = await openDatabase(config, as);
  if (as === 'migrate') {
    const done = await migrate(database);
    say(done.length === 0 ? 'The database is up to date.' : `Applied: ${done.join(', ')}`);
    return database.close();
  }
  await migrate(database);
  await run(as, config, database, log);
}

async function run(as: Exclude<Role, 'migrate'>, config: Config, database: Database, log: Log): Promise<void> {
  const secrets = createSecrets({ current: config.secretKey, previous: config.previousSecretKeys });
  const blobs = await openBlobs(config);
  const parts = { config, database, clock: systemClock, log, secrets, blobs };
  const servesWeb = as !== 'worker';
  const closers: (() => Promise<void> | void)[] = [() => database.close()];
  stopOnSignal(closers, log);

  if (as !== 'web') await lookForScanner(config, log);
  if (config.mode === 'sandbox') {
    const { startSandbox } = await import('./start-sandbox.ts');
    await startSandbox({ ...parts, servesWeb, servesJobs: as !== 'web', closers, say });
    return;
  }
  const app = createApp(parts);
  if ((await app.merchants.adoptConnections()) === 'several shops') log.warn({ event: 'connections.ignored', reason: 'several shops' });
  if (servesWeb) {
    await app.edge.listen({ host: config.host, port: config.port });
    closers.unshift(() => app.edge.close());
    say(`Parley answers at ${config.publicUrl}`);
  }
  if (as !== 'web') await startWorking(app, closers);
  if (!servesWeb) say('Parley is at work');
}

/** Files wait for it, so an operator hears at once that it is not there. */
async function lookForScanner({ files }: Config, log: Log): Promise<void> {
  if (files.clamd === undefined) return;
  const found = await pingClamd({ address: files.clamd });
  if (!found.ok) log.warn({ event: 'scanner.away', address: files.clamd, reason: found.refusal.detail });
}

/** Jobs and schedules; they end before the database closes. */
async function startWorking(
  app: Pick<ReturnType<typeof createApp>, 'worker' | 'scheduler'>,
  closers: (() => Promise<void> | void)[],
): Promise<void> {
  await app.worker.start();
  app.scheduler.start();
  closers.splice(closers.length - 1, 0, () => {
    app.scheduler.stop();
    return app.worker.stop();
  });
}

function openDatabase(config: Config, as: Role): Promise<Database> {
  if (config.databaseUrl !== undefined) return openPostgres(config.databaseUrl, config.databaseConnections);
  return openEmbedded(config.dataDir, `the Parley process ${process.pid} (${as}) at ${config.publicUrl}`);
}

/** The client of S3 costs thirty megabytes: only those who use it pay. */
async function openBlobs(config: Config): Promise<Blobs> {
  if (config.s3 === undefined) return createDiskBlobs(join(config.dataDir, 'files'));
  const { createS3Blobs } = await import('./foundation/blobs/s3-blobs.ts');
  return createS3Blobs(config.s3);
}

function stopOnSignal(closers: readonly (() => Promise<void> | void)[], log: Log): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    (async () => {
      for (const close of closers) await close();
    })()
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        log.error({ event: 'stop.failed', error });
        process.exit(1);
      });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function wordsFor(error: unknown): string {
  if (error instanceof SettingsError || error instanceof DirectoryInUse) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return 'The port is in use by another program. Choose another with PORT.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function refuseToStart(why: string): void {
  process.stderr.write(`Parley did not start.\n${why}\n`);
  process.exitCode = 1;
}
