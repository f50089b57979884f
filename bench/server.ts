/** A server of the bench: the product as it is, on the settings of its environment, without limits of how often one caller may ask. Does chores on request. */
import { join } from 'node:path';
import { createApp } from '../server/src/app.ts';
import { readConfig } from '../server/src/config.ts';
import { createDiskBlobs } from '../server/src/foundation/blobs/disk-blobs.ts';
import { systemClock } from '../server/src/foundation/clock/clock.ts';
import { migrate } from '../server/src/foundation/db/migrate.ts';
import { openEmbedded } from '../server/src/foundation/db/open-embedded.ts';
import { openPostgres } from '../server/src/foundation/db/open-postgres.ts';
import { createLog } from '../server/src/foundation/log/log.ts';
import { createSecrets } from '../server/src/foundation/secrets/secrets.ts';
import { chores } from './chores.ts';

const role = process.argv[2] ?? 'all';
const config = readConfig();
const database =
  config.databaseUrl === undefined
    ? await openEmbedded(config.dataDir, 'the bench')
    : await openPostgres(config.databaseUrl, config.databaseConnections);
await migrate(database);
const generous = { limit: 1e9, windowMs: 1_000 };
const app = createApp({
  config,
  database,
  clock: systemClock,
  log: createLog({ level: config.logLevel, form: 'lines' }),
  secrets: createSecrets({ current: config.secretKey }),
  blobs: createDiskBlobs(join(config.dataDir, 'files')),
  budgets: { general: () => generous, reads: generous, heavy: generous, polling: generous },
});
if (role !== 'worker') await app.edge.listen({ host: config.host, port: config.port });
if (role !== 'web') await app.worker.start();

process.on('message', (asked: { readonly id: number; readonly chore: string; readonly input: unknown }) => {
  const chore = chores[asked.chore];
  const done = chore ? chore({ app, database }, asked.input) : Promise.reject(new Error('no such chore'));
  done.then(
    (value) => process.send?.({ id: asked.id, value }),
    (error: unknown) => process.send?.({ id: asked.id, error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('SIGTERM', () => {
  void (async () => {
    await app.worker.stop();
    await app.edge.close();
    await database.close();
    process.exit(0);
  })();
});
// Whoever asked is gone: nobody would ever stop us.
process.on('disconnect', () => process.exit(1));
process.send?.({ ready: true });
