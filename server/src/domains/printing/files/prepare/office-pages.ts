/** LibreOffice as a child of the process apart: a profile of its own, a time limit, and nothing of our environment. */
import { spawn } from 'node:child_process';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { names, Unprintable } from './prepared.ts';

const TIME_MS = 90_000;

/** @param program the path of `soffice`. @throws Unprintable `broken`, `too_heavy` */
export async function officePages(program: string, folder: string, kind: 'docx' | 'old_word'): Promise<Buffer> {
  // The ending tells it how to read; the name is ours.
  const input = join(folder, kind === 'docx' ? 'word.docx' : 'word.doc');
  await rename(join(folder, names.source), input);
  const profile = pathToFileURL(join(folder, 'profile')).href;
  const args = ['--headless', '--norestore', '--nolockcheck', '--nodefault', `-env:UserInstallation=${profile}`];
  const ended = await run(program, [...args, '--convert-to', 'pdf', '--outdir', folder, input], folder);
  if (ended === 'time') throw new Unprintable('too_heavy', 'LibreOffice took too long');
  const made = await readFile(join(folder, 'word.pdf')).catch(() => undefined);
  if (!made) throw new Unprintable('broken', `LibreOffice made nothing of it (${ended})`);
  return made;
}

function run(program: string, args: readonly string[], folder: string): Promise<number | 'time'> {
  return new Promise((resolve, reject) => {
    const env = { HOME: folder, TMPDIR: folder, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' };
    // It starts further processes: all of them end with the group of the process apart.
    const child = spawn(program, args, { cwd: folder, env, stdio: 'ignore' });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve('time');
    }, TIME_MS);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code ?? -1);
    });
  });
}
