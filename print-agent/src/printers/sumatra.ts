/**
 * Prints on Windows through SumatraPDF and asks the spooler what became of it. The spooler forgets jobs that are done: where only its
 * silence is left after a restart, the answer is "lost", never a guess.
 */
import { execFile } from 'node:child_process';
import { copyFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Printer, PrintWork } from './printer.port.ts';
import { forgetful, inUtf8, lookScript, printSettings, readSpooler, readWindowsPrinter, recallScript, seeScript } from './windows-words.ts';

export interface SumatraDeps {
  /** The printer's name in Windows. */
  readonly printer: string;
  readonly sumatraPath?: string;
  /** Runs a program and answers what it printed; throws with what it complained of. */
  readonly run?: (program: string, args: readonly string[]) => Promise<string>;
}

const usualPath = 'SumatraPDF.exe';
const SEND_WITHIN_MS = 15 * 60_000;

export function createSumatraPrinter({ printer, sumatraPath = usualPath, run = runProgram }: SumatraDeps): Printer {
  const powershell = (script: string): Promise<string> =>
    run('powershell.exe', ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-Command', inUtf8 + script]);
  /** Handed over by this very run, and not complained of since. */
  const watched = new Set<string>();
  // The spooler lists a document by the name of its file.
  const documentOf = (work: PrintWork): string => join(dirname(work.file), `parley-${work.key}.pdf`);

  async function look(key: string, handedOver: boolean) {
    const seen = readSpooler(await powershell(lookScript(printer, key)));
    if (seen.is === 'stopped') watched.delete(key);
    return seen.is === 'lost' ? forgetful(handedOver && watched.has(key)) : seen;
  }

  return {
    see: async () => readWindowsPrinter(await powershell(seeScript(printer))),
    open: (work) => Promise.resolve(work.key),
    async send(key, work) {
      const document = documentOf(work);
      await copyFile(work.file, document);
      try {
        await run(sumatraPath, [
          '-print-to',
          printer,
          '-print-settings',
          printSettings(work.ticket),
          '-silent',
          '-exit-when-done',
          document,
        ]);
        watched.add(key);
      } finally {
        await rm(document, { force: true });
      }
    },
    look: (key, _work, handedOver) => look(key, handedOver),
    async recall(key, _work, handedOver) {
      const before = await look(key, handedOver);
      if (before.is !== 'waiting') return before;
      const answer = await powershell(recallScript(printer, key));
      if (answer.trim() !== 'removed') return look(key, handedOver);
      watched.delete(key);
      return { is: 'cancelled' };
    },
  };
}

/** Names of the printers, the default one first. */
export async function windowsPrinters(run: NonNullable<SumatraDeps['run']> = runProgram): Promise<readonly string[]> {
  const script = 'Get-CimInstance Win32_Printer | Sort-Object -Property Default -Descending | ForEach-Object { $_.Name }';
  const text = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', inUtf8 + script]);
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function runProgram(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, [...args], { windowsHide: true, timeout: SEND_WITHIN_MS, maxBuffer: 8 * 1024 * 1024 }, (error, out, complaint) => {
      if (error) reject(new Error(complaint.trim() || error.message));
      else resolve(out);
    });
  });
}
