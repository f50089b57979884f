/**
 * `npm start` as a person meets it: from the command to the first answer, on an empty folder and on a kept one, and the memory it then
 * rests at. Memory is what the kernel counts as resident (VmRSS) of the program and of every process it started, added up after half a
 * minute in which nobody asks anything, with the demo shops in the database; what two of them share is counted twice, npm is not counted.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { freePort } from '../free-port.ts';
import type { Measure, Reading } from '../measure.ts';
import { runMeasures } from '../run.ts';

const LOOK_EVERY_MS = 20;
const GIVE_UP_MS = 120_000;
/** Until the demo shops are there and the collector has been by. */
const REST_MS = 30_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

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
          note: `${again.processes} process(es); ${Math.round(first.restMb)} MB after the first run`,
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
  readonly processes: number;
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
  const child = spawn(process.execPath, startArguments(), {
    cwd: ROOT,
    env: { ...process.env, ...environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    await firstAnswer(child, `http://127.0.0.1:${port}/health`);
    const ms = performance.now() - began;
    const cpuMs = cpuOf(child);
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const family = familyOf(String(child.pid));
    return { ms, cpuMs, processes: family.length, restMb: family.reduce((sum, pid) => sum + memoryOf(pid), 0) };
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

/** What the script of package.json gives to node. */
function startArguments(): readonly string[] {
  const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')));
  return scripts.start.split(' ').slice(1);
}

/** The process and all that descend from it; itself alone where there is no /proc. */
function familyOf(pid: string): readonly string[] {
  const all = (existsSync('/proc') ? readdirSync('/proc') : []).filter((name) => /^\d+$/.test(name));
  const children = all.filter((each) => statOf(each)[1] === pid);
  return [pid, ...children.flatMap(familyOf)];
}

/** Megabytes by the kernel's figures; 0 where it keeps none in /proc. */
function memoryOf(pid: string): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(procFile(pid, 'status'));
  return Number(line?.[1] ?? 0) / 1_024;
}

/** Fields behind the name: state, parent … */
function statOf(pid: string): readonly string[] {
  return procFile(pid, 'stat')
    .replace(/^.*\) /, '')
    .split(' ');
}

function cpuOf(child: ChildProcess): number {
  const fields = statOf(String(child.pid));
  // In hundredths of a second, in user and in system mode, its own and that of children that ended.
  return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field] ?? 0), 0) * 10;
}

function procFile(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

if (import.meta.main) await runMeasures([startMeasure]);
