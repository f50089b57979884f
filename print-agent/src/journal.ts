/**
 * The agent's memory on disk: one line a step, written and flushed before the step is taken. A line that was cut off by a power failure
 * or a full disk is as if it had never been begun. A journal is only ever added to; a shorter one takes its place whole.
 */
import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
// By its namespace: an older Node without it shall say so in words, and not fail to load.
import * as zlib from 'node:zlib';
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
  /** A line before the last is unreadable: what it said is not known, so less may be believed. */
  readonly damaged: boolean;
}

/** Parses what a journal holds, whatever happened to it. */
export function readJournal(bytes: Buffer): Reading {
  const lines: JournalLine[] = [];
  let from = 0;
  let damaged = false;
  while (from < bytes.length) {
    const end = bytes.indexOf(10, from);
    if (end < 0) break;
    const line = readLine(bytes.subarray(from, end).toString('utf8'));
    from = end + 1;
    // A whole line that cannot be read is no cut: the journal was written over.
    if (line) lines.push(line);
    else damaged = true;
  }
  return { lines, damaged };
}

export function writeLine(line: JournalLine): string {
  const text = JSON.stringify(line);
  return `${checksum(text)} ${text}\n`;
}

/**
 * Keeps the given lines alone and opens the file for more. Takes the old journal's place at once or not at all.
 * @param write bytes to the disk, from an offset of the buffer on; answers how many. The default is the true disk.
 */
export function openJournal(path: string, keep: readonly JournalLine[], write: Write = writeSync): Journal {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  const kept = Buffer.from(keep.map(writeLine).join(''));
  let size = kept.length;
  try {
    writeWhole(write, file, kept, 0);
    fsyncSync(file);
    renameSync(fresh, path);
    flushFolder(dirname(path));
  } catch (error) {
    closeSync(file);
    throw error;
  }
  let isBroken = false;
  return {
    append(line) {
      if (isBroken) throw new Error('the journal could not be written before');
      const bytes = Buffer.from(writeLine(line));
      try {
        writeWhole(write, file, bytes, size);
        fsyncSync(file);
        size += bytes.length;
      } catch (error) {
        // What follows half a line would be lost with it.
        isBroken = true;
        ftruncateSync(file, size);
        throw error;
      }
    },
    close: () => closeSync(file),
  };
}

type Write = (file: number, bytes: Buffer, offset: number, length: number, position: number) => number;

export function loadJournal(path: string): Reading {
  try {
    return readJournal(readFileSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { lines: [], damaged: false };
    throw error;
  }
}

function readLine(text: string): JournalLine | undefined {
  const sum = text.slice(0, 8);
  const body = text.slice(9);
  if (text[8] !== ' ' || sum !== checksum(body)) return undefined;
  try {
    return journalLine.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function checksum(text: string): string {
  return zlib.crc32(text).toString(16).padStart(8, '0');
}

function writeWhole(write: Write, file: number, bytes: Buffer, position: number): void {
  for (let written = 0; written < bytes.length; ) written += write(file, bytes, written, bytes.length - written, position + written);
}

/** The new name itself must survive; Windows has no such call and does it by itself. */
function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
