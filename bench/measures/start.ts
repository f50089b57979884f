/** `npm start` as a person meets it: from the command to the first answer, on an empty folder and on a kept one, and the memory it then rests at. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.ts';
import type { Measure, Reading } from '../measure.ts';
import { runMeasures } from '../run.ts';

const LOOK_EVERY_MS = 20;
const GIVE_UP_MS = 120_000;
/** Until the demo shops are there and the collector has been by. */
const REST_MS = 20_000;

export const startMeasure: Measure = {
  name: 'start',
  async run({ database }) {
    const { environment, remove } = await database.fresh();
    const folder = mkdtempSync(join(tmpdir(), 'parley-bench-start-'));
    try {
      const first = await startOnce({ ...environment, DATA_DIR: folder });
      const again = await startOnce({ ...environment, DATA_DIR: folder });
      return [
        timeReading('start to first answer, first run', first, 6),
        timeReading('start to first answer, data present', again, 3),
        {
          what: 'memory at rest',
          figure: again.restMb,
          unit: ' MB',
          wanted: '< 350 MB',
          ok: again.restMb < 350,
          note: `${Math.round(first.restMb)} MB after the first run`,
        },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
      await remove();
    }
  },
};

interface Started {
  readonly ms: number;
  /** Processor time of the program until then. */
  readonly cpuMs: number;
  readonly restMb: number;
}

function timeReading(what: string, { ms, cpuMs }: Started, wanted: number): Reading {
  return {
    what,
    figure: ms / 1_000,
    unit: ' s',
    wanted: `< ${wanted} s`,
    ok: ms < wanted * 1_000,
    note: `${(cpuMs / 1_000).toFixed(1)} s of processor`,
  };
}

async function startOnce(environment: Readonly<Record<string, string>>): Promise<Started> {
  const port = await freePort();
  const began = performance.now();
  // The command itself, not npm around it: npm adds its own time, the same on every machine's next command.
  const child = spawn(process.execPath, ['server/src/main.ts', 'all'], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: { ...process.env, ...environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    await firstAnswer(child, `http://127.0.0.1:${port}/health`);
    const ms = performance.now() - began;
    const cpuMs = cpuOf(child);
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    return { ms, cpuMs, restMb: memoryOf(child) };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function firstAnswer(child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + GIVE_UP_MS;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error('the program ended before it answered');
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error('the program did not answer');
}

/** The kernel's figures; 0 where it keeps none in /proc. */
function memoryOf(child: ChildProcess): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(procFile(child, 'status'));
  return Number(line?.[1] ?? 0) / 1_024;
}

function cpuOf(child: ChildProcess): number {
  const fields = procFile(child, 'stat')
    .replace(/^.*\) /, '')
    .split(' ');
  // In hundredths of a second, in user and in system mode, its own and that of children that ended.
  return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field] ?? 0), 0) * 10;
}

function procFile(child: ChildProcess, name: string): string {
  try {
    return readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

if (import.meta.main) await runMeasures([startMeasure]);
