/** One process a data folder, whatever became of the one before. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryInUse, lockDirectory } from './directory-lock.ts';

const LOCK = fileURLToPath(new URL('./directory-lock.ts', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that holds the folder until it is killed. */
async function holder(name: string) {
  const code = `
    const { lockDirectory } = await import(${JSON.stringify(LOCK)});
    await lockDirectory(${JSON.stringify(folder)}, ${JSON.stringify(name)});
    process.stdout.write('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('a data folder', () => {
  it('held by another process is refused by that one’s name, and free once it was killed', async () => {
    const other = await holder('the first shop (process 4711)');
    const refused = await lockDirectory(folder, 'me').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DirectoryInUse);
    expect(String(refused)).toContain('the first shop (process 4711)');
    await other.kill();
    const lock = await lockDirectory(folder, 'me');
    await lock.release();
  });

  it('let go in good order can be taken again', async () => {
    await (await lockDirectory(folder, 'one')).release();
    await (await lockDirectory(folder, 'two')).release();
  });

  it('reached by another path is the same folder', async () => {
    const lock = await lockDirectory(folder, 'one');
    await expect(lockDirectory(join(folder, '.', 'x', '..'), 'two')).rejects.toBeInstanceOf(DirectoryInUse);
    await lock.release();
  });
});
