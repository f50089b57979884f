/** What is told to SumatraPDF and PowerShell, and what the spooler's answers mean. */
import { printTicket } from '@parley/contract/api/printing.ts';
import { describe, expect, test } from 'vitest';
import type { PrintWork } from './printer.port.ts';
import { createSumatraPrinter } from './sumatra.ts';
import { forgetful, lookScript, printSettings, readSpooler, readWindowsPrinter, recallScript } from './windows-words.ts';

const said = (jobs: readonly { Status: string; PagesPrinted: number }[], printed = 0): string => JSON.stringify({ jobs, printed });

describe('Windows', () => {
  test('a ticket becomes settings', () => {
    expect(printSettings(printTicket.parse({ copies: 3, sides: 'two_long_edge', paper: 'A4' }))).toBe(
      '3x,duplexlong,monochrome,paper=a4,shrink',
    );
    expect(printSettings(printTicket.parse({ mode: 'both', color_pages: '1', paper: 'Letter' }))).toBe(
      '1x,simplex,color,paper=letter,shrink',
    );
  });

  test('names cannot leave their quotes', () => {
    expect(lookScript("Asha's \u2019; Remove-Item", 'key')).toContain("-PrinterName 'Asha''s \u2019\u2019; Remove-Item'");
    expect(recallScript('HP', 'key')).toContain("-like '*key*'");
  });

  test('states of the spooler', () => {
    expect(readSpooler(said([{ Status: 'Normal', PagesPrinted: 0 }]))).toEqual({ is: 'waiting' });
    expect(readSpooler(said([{ Status: 'Spooling', PagesPrinted: 0 }]))).toMatchObject({ is: 'waiting' });
    expect(readSpooler(said([{ Status: 'Printing', PagesPrinted: 2 }]))).toEqual({ is: 'printing', sides: 2, detail: 'Printing' });
    expect(readSpooler(said([{ Status: 'Error, PaperOut, Printing', PagesPrinted: 0 }]))).toMatchObject({ is: 'printing' });
    expect(readSpooler(said([{ Status: 'Printed, Retained', PagesPrinted: 4 }]))).toEqual({ is: 'done', sides: 4 });
    expect(readSpooler(said([{ Status: 'Deleting', PagesPrinted: 1 }]))).toMatchObject({ is: 'stopped', sides: 1 });
    expect(readSpooler(said([], 1))).toEqual({ is: 'done' });
    expect(readSpooler(said([]))).toEqual({ is: 'lost' });
    // What PowerShell makes of an empty list.
    expect(readSpooler('{"jobs":[null],"printed":0}')).toEqual({ is: 'lost' });
    expect(forgetful(true).is).toBe('done');
    expect(forgetful(false).is).toBe('lost');
  });

  test('states of the printer', () => {
    expect(readWindowsPrinter('{"status":"Normal","offline":false,"color":true}')).toEqual({ state: 'ready', color: true });
    expect(readWindowsPrinter('{"status":"PaperOut","offline":false,"color":null}')).toEqual({ state: 'paper_out', detail: 'PaperOut' });
    expect(readWindowsPrinter('{"status":"PaperJam, Error","offline":false}').state).toBe('jammed');
    expect(readWindowsPrinter('{"status":"Normal","offline":true}').state).toBe('offline');
  });

  test('a job that the spooler forgot is done in the run that handed it over, and a question in the next', async () => {
    const answers: string[] = [];
    const calls: string[] = [];
    const run = async (program: string, args: readonly string[]): Promise<string> => {
      calls.push([program, ...args].join(' '));
      return Promise.resolve(program === 'powershell.exe' ? (answers.shift() ?? said([])) : '');
    };
    const work: PrintWork = { key: 'job-1', title: 'essay', file: new URL(import.meta.url).pathname, ticket: printTicket.parse({}) };
    const first = createSumatraPrinter({ printer: 'HP', run });
    const reference = await first.open(work);
    await first.send(reference, work);
    expect(calls[0]).toMatch(
      /^SumatraPDF\.exe -print-to HP -print-settings 1x,simplex,monochrome,paper=a4,shrink -silent -exit-when-done .*parley-job-1\.pdf$/,
    );
    answers.push(said([{ Status: 'Printing', PagesPrinted: 1 }]));
    // Printers are called Büro and दुकान, and the console's own code page has no such letters.
    await first.look(reference, work, true);
    expect(calls.at(-1)).toContain('-Command [Console]::OutputEncoding = [System.Text.Encoding]::UTF8\n');
    answers.push(said([{ Status: 'Printing', PagesPrinted: 1 }]));
    expect(await first.look(reference, work, true)).toMatchObject({ is: 'printing' });
    expect(await first.look(reference, work, true)).toMatchObject({ is: 'done' });
    const second = createSumatraPrinter({ printer: 'HP', run });
    expect(await second.look(reference, work, true)).toMatchObject({ is: 'lost' });
    expect(await second.look(reference, work, false)).toMatchObject({ is: 'lost' });
  });
});
