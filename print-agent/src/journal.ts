/**
 * The agent's memory on disk: one line a step, written and flushed before the step is taken. A line that was cut off by a power failure
 * is as if it had never been begun; nothing is ever rewritten while the agent runs.
 */
import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { claimedJob } from '@parley/contract/api/printing.ts';
import { z } from 'zod';

const common = { key: z.string(), at: z.iso.datetime() };
export const outcomes = ['printed', 'failed', 'unknown', 'cancelled', 'returned'] as const;

export const journalLine = z.discriminatedUnion('step', [
  z.object({ step: z.literal('claimed'), ...common, printer: z.string(), job: claimedJob }),
  z.object({ step: z.literal('downloaded'), ...common }),
  /** From here on nobody may say without looking that nothing came out. */
  z.object({ step: z.literal('submitting'), ...common, reference: z.string() }),
  z.object({ step: z.literal('submitted'), ...common }),
  z.object({
    step: z.literal('done'),
    ...common,
    outcome: z.enum(outcomes),
    reason: z.string().optional(),
    sides: z.number().int().optional(),
  }),
  z.object({ step: z.literal('reported'), ...common, accepted: z.boolean() }),
  /** What the operator said of a job in doubt, or that somebody answered elsewhere. */
  z.object({ step: z.literal('answered'), ...common, answer: z.enum(['printed', 'again', 'elsewhere']) }),
]);
export type JournalLine = z.infer<typeof journalLine>;
export type Outcome = (typeof outcomes)[number];

export interface Journal {
  /** On disk when it returns. */
  append(line: JournalLine): void;
  close(): void;
}

export interface Reading {
  readonly lines: readonly JournalLine[];
  /** Bytes up to the end of the last whole line. */
  readonly soundBytes: number;
  /** A line before the last is unreadable: what it said is not known, so less may be believed. */
  readonly damaged: boolean;
}

/** Parses what a journal holds, whatever happened to it. */
export function readJournal(bytes: Buffer): Reading {
  const lines: JournalLine[] = [];
  let from = 0;
  let soundBytes = 0;
  let skipped = 0;
  let damaged = false;
  while (from < bytes.length) {
    const end = bytes.indexOf(10, from);
    if (end < 0) break;
    const line = readLine(bytes.subarray(from, end).toString('utf8'));
    from = end + 1;
    if (!line) {
      skipped += 1;
      continue;
    }
    damaged ||= skipped > 0;
    lines.push(line);
    soundBytes = from;
  }
  // Whole lines that cannot be read are no cut: the journal was written over.
  return { lines, soundBytes, damaged: damaged || skipped > 0 };
}

export function writeLine(line: JournalLine): string {
  const text = JSON.stringify(line);
  return `${checksum(text)} ${text}\n`;
}

/** Keeps the given lines alone and opens the file for more. Takes the old journal's place at once or not at all. */
export function openJournal(path: string, keep: readonly JournalLine[]): Journal {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  ftruncateSync(file);
  writeWhole(file, keep.map(writeLine).join(''));
  fsyncSync(file);
  renameSync(fresh, path);
  flushFolder(dirname(path));
  return {
    append(line) {
      writeWhole(file, writeLine(line));
      fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}

export function loadJournal(path: string): Reading {
  try {
    return readJournal(readFileSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { lines: [], soundBytes: 0, damaged: false };
    throw error;
  }
}

function readLine(text: string): JournalLine | undefined {
  const sum = text.slice(0, 8);
  const body = text.slice(9);
  if (text[8] !== ' ' || sum !== checksum(body)) return undefined;
  const parsed = journalLine.safeParse(JSON.parse(body));
  return parsed.success ? parsed.data : undefined;
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

/** The new name itself must survive; Windows has no such call and does it by itself. */
function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
