/**
 * The sandbox's printer as the print agent sees it: pages come out one after the other as pictures, and switches stand for paper that
 * runs out, a jam, a cable that was pulled. What came out before the power went is remembered as paper in a tray would be.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import type { PDFiumLibrary } from '@hyzyla/pdfium';
import { papers } from '@parley/contract/api/printing.ts';
import type { PaperState, Printer, PrintWork } from '../../../../../print-agent/src/printers/printer.port.ts';
import { openSharp } from '../../../foundation/pictures/open-sharp.ts';
import { jobsFolder, pagePath, readJob, readSwitches, removeJob, SHOWN_PAGES, type TrayJob, writeJob } from './tray-files.ts';

/** A page takes a moment, a thick job not for ever. */
const PAGE_MS = 300;
const LONGEST_MS = 20_000;
const LOOK_MS = 100;
const PICTURE_PX = 480;

interface Run {
  job: TrayJob;
  isStopped: boolean;
}

export function createTrayPrinter({ folder, say }: { readonly folder: string; readonly say: (line: string) => void }): Printer {
  const running = new Map<string, Run>();

  function stateOf(key: string): PaperState {
    const run = running.get(key);
    if (run) return { is: run.job.out === 0 ? 'waiting' : 'printing', sides: run.job.out };
    const job = readJob(folder, key);
    if (!job) return { is: 'unsent' };
    if (job.isDone) return { is: 'done', sides: job.out };
    const detail = job.problem ?? `The power went after ${job.out} of ${job.pages * job.ticket.copies} pages.`;
    return { is: job.out === 0 ? 'failed' : 'stopped', sides: job.out, detail };
  }

  async function print(run: Run, file: Uint8Array): Promise<void> {
    const library = await openPdfium();
    try {
      const document = await library.loadDocument(file);
      const { copies } = run.job.ticket;
      const pages = document.getPageCount();
      const pace = Math.min(PAGE_MS, LONGEST_MS / (pages * copies));
      run.job = { ...run.job, pages };
      for (let side = 0; side < pages * copies; side += 1) {
        await rest(pace);
        if (!(await mayGoOn(run))) return;
        if (side < Math.min(pages, SHOWN_PAGES))
          await draw(document, side, pagePath(folder, run.job.key, side + 1), run.job.ticket.mode === 'bw');
        run.job = { ...run.job, out: side + 1, isDone: side + 1 === pages * copies };
        writeJob(folder, run.job);
      }
    } finally {
      library.destroy();
      running.delete(run.job.key);
    }
  }

  /** Waits for paper and for the cable; a jam ends the job. */
  async function mayGoOn(run: Run): Promise<boolean> {
    for (;;) {
      if (run.isStopped) return false;
      const { jammed, paperOut, offline } = readSwitches(folder);
      if (jammed) {
        run.job = { ...run.job, problem: `The paper jammed after ${run.job.out} of ${run.job.pages * run.job.ticket.copies} pages.` };
        writeJob(folder, run.job);
        return false;
      }
      if (!paperOut && !offline) return true;
      await rest(LOOK_MS);
    }
  }

  return {
    async see() {
      const { jammed, paperOut, offline } = readSwitches(folder);
      if (offline) return { state: 'offline', detail: 'The printer does not answer.' };
      const abilities = { color: true, duplex: true, papers };
      if (jammed) return { state: 'jammed', detail: 'Take the paper out.', ...abilities };
      if (paperOut) return { state: 'paper_out', detail: 'Fill the tray.', ...abilities };
      return { state: running.size > 0 ? 'printing' : 'ready', ...abilities };
    },
    open: async (work) => work.key,
    async send(key, work: PrintWork) {
      mkdirSync(jobsFolder(folder), { recursive: true });
      const job: TrayJob = {
        key,
        title: work.title,
        ticket: work.ticket,
        pages: 1,
        out: 0,
        isDone: false,
        at: new Date().toISOString(),
      };
      const file = readFileSync(work.file);
      const run: Run = { job, isStopped: false };
      writeJob(folder, job);
      running.set(key, run);
      print(run, file).catch((error: unknown) => say(`the printer failed: ${String(error)}`));
    },
    async look(key) {
      if (readSwitches(folder).offline) throw new Error('The printer does not answer.');
      return stateOf(key);
    },
    async recall(key) {
      const run = running.get(key);
      if (run && run.job.out === 0) {
        run.isStopped = true;
        running.delete(key);
        removeJob(folder, key);
        return { is: 'cancelled' };
      }
      return stateOf(key);
    },
  };
}

/** Forty megabytes with what draws, for those who print alone. */
async function openPdfium(): Promise<PDFiumLibrary> {
  const { PDFiumLibrary: Library } = await import('@hyzyla/pdfium');
  return Library.init();
}

type Document = Awaited<ReturnType<PDFiumLibrary['loadDocument']>>;

async function draw(document: Document, index: number, path: string, isGrey: boolean): Promise<void> {
  const page = document.getPage(index);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = PICTURE_PX / Math.max(originalWidth, originalHeight, 1);
  const { data, width, height } = await page.render({ scale, render: 'bitmap' });
  const sharp = await openSharp();
  const image = sharp(data, { raw: { width, height, channels: 4 } }).flatten({ background: '#ffffff' });
  await (isGrey ? image.grayscale() : image).jpeg({ quality: 78 }).toFile(path);
}
