/**
 * Makes the files of an embedded database, in a process of its own: the making takes two hundred megabytes that nothing needs afterwards,
 * and they go with it. It must never touch a database that is there already.
 */
import { fork } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

if (import.meta.main) {
  // Whoever asked is gone: nobody would rename what is made here, and a second maker may be at work.
  process.once('disconnect', () => process.exit(1));
  const fresh = await PGlite.create({ dataDir: process.argv[2] ?? '' });
  await fresh.close();
  process.exit(0);
}

/**
 * Made beside and renamed, so that a making that was cut off leaves nothing that looks like a database.
 * @param directory does not exist.
 */
export async function makeEmbedded(directory: string): Promise<void> {
  const making = `${directory}.making-${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  await new Promise<void>((resolve, reject) => {
    const maker = fork(fileURLToPath(import.meta.url), [making], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    maker.once('error', reject);
    maker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`making the database ended with ${code ?? 'a signal'}`))));
  });
  renameSync(making, directory);
}
