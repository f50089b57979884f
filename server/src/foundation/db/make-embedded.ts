/**
 * Makes the files of an embedded database, in a process of its own: the making takes two hundred megabytes that nothing needs afterwards,
 * and they go with it. It must never touch a database that is there already.
 */
import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

if (import.meta.main) {
  const fresh = await PGlite.create({ dataDir: process.argv[2] ?? '' });
  await fresh.close();
}

/** @param directory does not exist yet, or holds what a making left that was cut off. */
export function makeEmbedded(directory: string): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  return new Promise((resolve, reject) => {
    const maker = fork(fileURLToPath(import.meta.url), [directory], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    maker.once('error', reject);
    maker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`making the database ended with ${code ?? 'a signal'}`))));
  });
}
