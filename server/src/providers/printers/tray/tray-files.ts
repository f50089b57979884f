/** What lies in the folder of the sandbox's printer: its switches, and one record a job beside the pictures of its pages. Whole or not at all. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { printTicket } from '@parley/contract/api/printing.ts';
import { z } from 'zod';

const switchesFile = z.object({
  paperOut: z.boolean().default(false),
  jammed: z.boolean().default(false),
  offline: z.boolean().default(false),
});
export type TraySwitches = z.infer<typeof switchesFile>;

const jobFile = z.object({
  key: z.string(),
  title: z.string(),
  ticket: printTicket,
  /** Printed sides of one copy. */
  pages: z.number().int(),
  /** Sides that came out, all copies. */
  out: z.number().int(),
  isDone: z.boolean(),
  problem: z.string().optional(),
  at: z.string(),
});
export type TrayJob = z.infer<typeof jobFile>;

/** Pages of one job whose pictures are kept. */
export const SHOWN_PAGES = 24;
const KEY = /^[0-9a-f-]{36,48}$/;

export const jobsFolder = (folder: string): string => join(folder, 'paper');
export const pagePath = (folder: string, key: string, page: number): string => join(jobsFolder(folder), `${key}.${page}.jpg`);

export function readSwitches(folder: string): TraySwitches {
  return switchesFile.parse(readJson(join(folder, 'switches.json')) ?? {});
}

export function writeSwitches(folder: string, switches: TraySwitches): void {
  writeWhole(join(folder, 'switches.json'), switches);
}

export function readJob(folder: string, key: string): TrayJob | undefined {
  const found = KEY.test(key) ? readJson(join(jobsFolder(folder), `${key}.json`)) : undefined;
  return found === undefined ? undefined : jobFile.parse(found);
}

export function writeJob(folder: string, job: TrayJob): void {
  writeWhole(join(jobsFolder(folder), `${job.key}.json`), job);
}

/** Newest first. */
export function listJobs(folder: string): readonly TrayJob[] {
  return namesIn(folder)
    .flatMap((name) => (name.endsWith('.json') ? [readJob(folder, name.slice(0, -'.json'.length))] : []))
    .filter((job) => job !== undefined)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
}

export function removeJob(folder: string, key: string): void {
  for (const name of namesIn(folder)) if (name.startsWith(`${key}.`)) rmSync(join(jobsFolder(folder), name), { force: true });
}

function namesIn(folder: string): readonly string[] {
  mkdirSync(jobsFolder(folder), { recursive: true });
  return readdirSync(jobsFolder(folder));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function writeWhole(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, JSON.stringify(content));
  renameSync(`${path}.part`, path);
}
