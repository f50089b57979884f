/**
 * Makes files ready in a process of their own, two at a time: a file that hangs is killed, one that swells takes only its own process
 * with it, and of our environment nothing goes along. The folder it works in is gone afterwards, whatever happened.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { officePipe } from './office-pages.ts';
import { limits, names, type PreparingRefusal, prepared } from './prepared.ts';

export interface ReadyFile {
  readonly kind: 'pdf' | 'word' | 'jpeg' | 'png' | 'webp' | 'heic' | 'text';
  readonly pages: number;
  /** Of the first page, points. */
  readonly width: number;
  readonly height: number;
  readonly warning?: 'converted_plainly' | 'mixed_sizes' | undefined;
  readonly pdf: Buffer;
  /** JPEG of the first sheet. */
  readonly preview: Buffer;
}

export type PrepareFile = (bytes: Uint8Array) => Promise<ReadyFile | { readonly refusal: PreparingRefusal }>;

export interface PrepareOptions {
  /** Path of LibreOffice's `soffice`; undefined: Word files lose their layout. */
  readonly libreOffice?: string | undefined;
  readonly timeMs?: number;
}

const AT_ONCE = 2;
const program = fileURLToPath(new URL('./prepare-child.ts', import.meta.url));

export function createPrepareFile(options: PrepareOptions = {}): PrepareFile {
  const { libreOffice = '', timeMs = limits.timeMs } = options;
  const enter = createTurnstile(AT_ONCE);
  return (bytes) =>
    enter(async () => {
      if (bytes.length > limits.bytes) return { refusal: 'too_large' };
      const folder = await mkdtemp(join(tmpdir(), 'parley-print-'));
      try {
        await writeFile(join(folder, names.source), bytes);
        await runChild([folder, libreOffice], timeMs);
        const said = await readFile(join(folder, names.result), 'utf8').catch(() => undefined);
        // Ended before it could say anything: by its time.
        if (said === undefined) return { refusal: 'too_heavy' };
        const result = prepared.parse(JSON.parse(said));
        if ('refusal' in result) return result;
        const pdf = await readFile(join(folder, names.pages));
        return { ...result, pdf, preview: await readFile(join(folder, names.preview)) };
      } finally {
        await rm(folder, { recursive: true, force: true });
        if (libreOffice !== '') await rm(officePipe(folder), { force: true });
      }
    });
}

/** Until it and all that it started have ended. @throws when it failed for a reason that is not the file's */
function runChild(args: readonly string[], timeMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
      env: { TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      if (said.length < 4_000) said += chunk.toString('utf8');
    });
    const timer = setTimeout(() => endGroup(child), timeMs);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0 || signal !== null) resolve();
      else reject(new Error(`a file could not be made ready: ${said.slice(0, 2_000)}`));
    });
  });
}

function endGroup(child: ChildProcess): void {
  try {
    if (child.pid === undefined || process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself just now.
  }
}

function createTurnstile(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
