/** What CUPS's states mean: "nothing came out" is believed only where no filter ever started. */
import { printTicket } from '@parley/contract/api/printing.ts';
import { describe, expect, test } from 'vitest';
import { jobAttributes, jobName, readJob, readPrinter } from './cups-words.ts';
import type { IppValue } from './ipp-message.ts';

const of = (values: Record<string, IppValue | readonly IppValue[]>) =>
  new Map(Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? value : [value]]));

describe('a job of CUPS', () => {
  const begun = { 'time-at-processing': 1_700_000_000 };
  const cases: readonly (readonly [string, Record<string, IppValue | readonly IppValue[]>, Record<string, unknown>])[] = [
    ['created, without its document', { 'job-state': 3, 'number-of-documents': 0 }, { is: 'unsent' }],
    ['pending', { 'job-state': 3, 'number-of-documents': 1 }, { is: 'waiting' }],
    ['held', { 'job-state': 4, 'number-of-documents': 1 }, { is: 'waiting' }],
    ['pending again after a failed try', { 'job-state': 3, 'number-of-documents': 1, ...begun }, { is: 'printing' }],
    [
      'processing',
      { 'job-state': 5, ...begun, 'job-impressions-completed': 3, 'job-media-sheets-completed': 2 },
      { is: 'printing', sides: 3 },
    ],
    ['stopped', { 'job-state': 6, ...begun, 'job-printer-state-message': 'Out of paper' }, { is: 'printing', detail: 'Out of paper' }],
    ['cancelled while it waited', { 'job-state': 7 }, { is: 'cancelled' }],
    ['cancelled while it printed', { 'job-state': 7, ...begun }, { is: 'stopped' }],
    ['aborted before any filter ran', { 'job-state': 8 }, { is: 'failed' }],
    ['aborted for its format', { 'job-state': 8, ...begun, 'job-state-reasons': 'document-format-error' }, { is: 'failed' }],
    [
      'aborted for its format after a page',
      { 'job-state': 8, ...begun, 'job-state-reasons': 'document-format-error', 'job-impressions-completed': 1 },
      { is: 'stopped' },
    ],
    ['aborted', { 'job-state': 8, ...begun, 'job-state-reasons': ['aborted-by-system', 'job-canceled-at-device'] }, { is: 'stopped' }],
    ['completed', { 'job-state': 9, ...begun, 'job-impressions-completed': 7 }, { is: 'done', sides: 7 }],
    ['completed without a document', { 'job-state': 9 }, { is: 'unsent' }],
    ['unheard of', {}, { is: 'lost' }],
  ];
  test.each(cases)('%s', (_, attributes, meaning) => {
    expect(readJob(of(attributes))).toMatchObject(meaning);
  });
});

describe('a printer of CUPS', () => {
  test('tells paper, jam, absence, pause and trouble apart', () => {
    const state = (reasons: readonly string[], printerState = 3, more: Record<string, IppValue> = {}) =>
      readPrinter(of({ 'printer-state': printerState, 'printer-state-reasons': reasons, ...more })).state;
    expect(state(['none'])).toBe('ready');
    expect(state(['none'], 4)).toBe('printing');
    expect(state(['media-low-report', 'toner-low-warning'])).toBe('ready');
    expect(state(['media-empty-error', 'toner-low-warning'], 4)).toBe('paper_out');
    expect(state(['media-empty-warning'], 4)).toBe('paper_out');
    expect(state(['media-empty-warning'], 3)).toBe('ready');
    expect(state(['media-needed-error'])).toBe('paper_out');
    expect(state(['media-jam-error'])).toBe('jammed');
    expect(state(['offline-report'], 3)).toBe('offline');
    expect(state(['connecting-to-device'], 4)).toBe('offline');
    expect(state(['cover-open-error'])).toBe('error');
    expect(state(['paused'], 5)).toBe('paused');
    expect(state(['none'], 5)).toBe('paused');
    expect(state(['none'], 3, { 'printer-is-accepting-jobs': false })).toBe('paused');
  });

  test('says what it can print', () => {
    const look = readPrinter(
      of({
        'printer-state': 3,
        'color-supported': false,
        'sides-supported': ['one-sided'],
        'media-supported': ['iso_a4_210x297mm', 'na_letter_8.5x11in', 'custom'],
      }),
    );
    expect(look).toEqual({ state: 'ready', color: false, duplex: false, papers: ['A4', 'Letter'] });
  });
});

test('a ticket says copies, paper, sides and ink, and nothing that the file has in it already', () => {
  const sent = new Map(
    jobAttributes(printTicket.parse({ copies: 2, paper: 'Letter', sides: 'two_short_edge', pages_per_sheet: 4 })).map((each) => [
      each.name,
      each.value,
    ]),
  );
  expect(Object.fromEntries(sent)).toMatchObject({
    copies: 2,
    media: 'na_letter_8.5x11in',
    sides: 'two-sided-short-edge',
    'print-color-mode': 'monochrome',
  });
  expect(sent.has('number-up')).toBe(false);
});

describe('the name of a job', () => {
  const key = '019aa0c4-7a1e-7b0a-9a55-0123456789ab-1';
  test('fits into IPP whatever script the title is in, cuts no sign in half, and keeps the key', () => {
    for (const title of ['शोध प्रबंध '.repeat(20), '🖨️'.repeat(90), 'a'.repeat(400), 'short.pdf']) {
      const name = jobName(title, key);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      expect(name.endsWith(` (${key})`)).toBe(true);
      expect(name.isWellFormed()).toBe(true);
    }
    expect(jobName('short.pdf', key)).toBe(`short.pdf (${key})`);
    expect(jobName('a\u001b[2Jb\n', key)).toBe(`a [2Jb (${key})`);
  });
});
