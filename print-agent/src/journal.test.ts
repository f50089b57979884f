/** The journal against power cuts and bad disks: a cut line is as if never begun, and no cut ever turns doubt into printing. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aClaim } from '../test/a-claim.ts';
import { openBook } from './book.ts';
import { type JournalLine, loadJournal, openJournal, readJournal, writeLine } from './journal.ts';
import { recordsOf, resumptionOf } from './record.ts';

const at = '2026-01-05T10:00:00.000Z';

/** Everything one claim may write, in order; the history is cut after any of these. */
function historyOf(key: string, outcome: 'printed' | 'failed' | 'unknown' | 'cancelled' | 'returned', isAnswered: boolean): JournalLine[] {
  return [
    { step: 'claimed', key, at, printer: 'Front desk', job: aClaim({ title: `résumé ${key}` }) },
    { step: 'downloaded', key, at },
    { step: 'submitting', key, at, reference: '17' },
    { step: 'submitted', key, at },
    { step: 'done', key, at, outcome, reason: 'because\nof "this"' },
    { step: 'reported', key, at, accepted: true },
    ...(isAnswered ? [{ step: 'answered', key, at, answer: 'again' } as const] : []),
  ];
}

const histories = fc
  .array(
    fc.record({
      outcome: fc.constantFrom('printed', 'failed', 'unknown', 'cancelled', 'returned'),
      isAnswered: fc.boolean(),
      steps: fc.integer({ min: 1, max: 7 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((claims) =>
    claims.flatMap(({ outcome, isAnswered, steps }, index) => historyOf(`job-${index}`, outcome, isAnswered).slice(0, steps)),
  );

describe('a journal', () => {
  test('cut at any byte decides as after its last whole line, and never says that nothing came out once handing over may have begun', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (lines, where) => {
        const texts = lines.map((line) => Buffer.from(writeLine(line)));
        const whole = Buffer.concat(texts);
        const cut = where % (whole.length + 1);
        let ends = 0;
        const kept = lines.filter((_, index) => {
          ends += texts[index]?.length ?? 0;
          return ends <= cut;
        });
        const reading = readJournal(whole.subarray(0, cut));
        expect(reading.damaged).toBe(false);
        expect(reading.lines).toEqual(kept);
        for (const record of recordsOf(reading.lines)) {
          const next = resumptionOf(record, reading.damaged);
          const mayBeOut = record.lines.some((line) => line.step === 'submitting');
          if (mayBeOut) expect(next).not.toBe('return');
          if (!mayBeOut) expect(next === 'return' || record.ending !== undefined).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('with a spoilt line in the middle asks instead of taking a job for unprinted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 }), fc.nat(), (line, where) => {
        const texts = historyOf('job', 'printed', false)
          .slice(0, 3)
          .map((each) => Buffer.from(writeLine(each)));
        const hurt = texts[line];
        if (!hurt) throw new Error('no such line');
        const place = where % (hurt.length - 1);
        hurt[place] = hurt[place] === 48 ? 49 : 48;
        const reading = readJournal(Buffer.concat(texts));
        expect(reading.damaged).toBe(true);
        for (const record of recordsOf(reading.lines)) expect(['look', 'ask']).toContain(resumptionOf(record, reading.damaged));
      }),
      { numRuns: 300 },
    );
  });

  test('that was spoilt stays a question through the next cut', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-journal-'));
    try {
      const [first, second] = historyOf('job', 'printed', false).map(writeLine);
      writeFileSync(join(folder, 'journal.log'), `${first}spoilt beyond reading\n${second}`);
      for (let start = 0; start < 3; start += 1) {
        const book = openBook(folder);
        expect(book.unfinished().map((record) => record.ending?.outcome)).toEqual(['unknown']);
        book.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('goes on cleanly after a line that was cut, and forgets what is long settled', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-journal-'));
    const path = join(folder, 'journal.log');
    try {
      const settled = Array.from({ length: 80 }, (_, index) => historyOf(`old-${index}`, 'printed', false)).flat();
      writeFileSync(path, settled.map(writeLine).join(''));
      for (const line of historyOf('open', 'printed', false).slice(0, 3)) appendFileSync(path, writeLine(line));
      appendFileSync(path, writeLine({ step: 'submitted', key: 'open', at }).slice(0, 20));
      const book = openBook(folder);
      expect(book.unfinished().map((record) => [record.key, record.step])).toEqual([['open', 'submitting']]);
      book.write('open', { step: 'submitted' });
      book.close();
      const reading = loadJournal(path);
      expect(reading.damaged).toBe(false);
      expect(recordsOf(reading.lines)).toHaveLength(51);
      expect(recordsOf(reading.lines).at(-1)?.step).toBe('submitted');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('stays small while the agent runs for months, and keeps what is open', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-journal-'));
    try {
      const book = openBook(folder, openJournal, 60);
      book.write('open', { step: 'claimed', printer: 'Front desk', job: aClaim() });
      for (let index = 0; index < 300; index += 1)
        for (const { at: _, key, ...step } of historyOf(`job-${index}`, 'printed', false)) book.write(key, step);
      book.close();
      const { lines, damaged } = loadJournal(join(folder, 'journal.log'));
      const kept = recordsOf(lines);
      expect([damaged, kept[0]?.key, kept.at(-1)?.key]).toEqual([false, 'open', 'job-299']);
      expect(kept.length).toBeLessThanOrEqual(61);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('on a disk that is full keeps every whole line, takes no more, and the next run goes on from there', () => {
    const lines = historyOf('job', 'printed', false);
    const whole = lines.map((line) => Buffer.byteLength(writeLine(line)));
    fc.assert(
      fc.property(fc.nat({ max: whole.reduce((a, b) => a + b) - 1 }), (room) => {
        const folder = mkdtempSync(join(tmpdir(), 'parley-journal-'));
        const path = join(folder, 'journal.log');
        try {
          const journal = openJournal(path, [], (file, bytes, offset, length, position) => {
            // As a disk does: what still fits is written, and only then it fails.
            if (position >= room) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
            return writeSync(file, bytes, offset, Math.min(length, room - position), position);
          });
          let taken = 0;
          for (const line of lines) {
            try {
              journal.append(line);
              taken += 1;
            } catch {
              // Others of this run may still want to write: it must not become part of the half line.
            }
          }
          journal.close();
          const reading = loadJournal(path);
          expect([reading.damaged, reading.lines]).toEqual([false, lines.slice(0, taken)]);
          expect(taken).toBeLessThan(lines.length);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('has each line on disk when writing it returns', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-journal-'));
    try {
      const journal = openJournal(join(folder, 'journal.log'), []);
      const lines = historyOf('job', 'unknown', true);
      for (const [index, line] of lines.entries()) {
        journal.append(line);
        expect(readJournal(readFileSync(join(folder, 'journal.log'))).lines).toEqual(lines.slice(0, index + 1));
      }
      journal.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
