/**
 * Against a real CUPS with virtual IPP Everywhere printers: what the customer asked for is what reaches the printer, counted in pages;
 * trouble is told; nothing comes out twice. Skipped, with the reason, where CUPS is not installed.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { type PrintTicket, printTicket } from '@parley/contract/api/printing.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCupsPrinter } from '../src/printers/cups.ts';
import { type AgentProcess, startAgent, until } from './agent-process.ts';
import { type CupsRig, missingForCups, type Received, startCups, type VirtualPrinter } from './cups-rig.ts';
import { type StandIn, type StandInJob, startStandIn } from './stand-in-server.ts';

const missing = missingForCups();
if (missing !== undefined) process.stdout.write(`skipped: printing through CUPS (${missing})\n`);

const sizes = { A4: [595, 842], Letter: [612, 792] } as const;
type Size = keyof typeof sizes;

async function pdfOf(pages: number, size: Size): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const [width, height] = sizes[size];
  for (let number = 1; number <= pages; number += 1)
    document.addPage([width, height]).drawText(`Page ${number}`, { x: 60, y: 400, size: 30, font });
  return Buffer.from(await document.save());
}

/** What came out: sheets, sides and the size of the first side, from the bytes that reached the printer. */
async function countPaper({
  document,
  attributes,
}: Received): Promise<{ sides: number; sheets: number; size: readonly number[]; inks: number | undefined }> {
  // The printer makes the copies itself where it can.
  const copies = Number(attributes['IPP_COPIES'] ?? 1);
  const isTwoSided = attributes['IPP_SIDES'] !== 'one-sided';
  const { pages, size, inks } = document.subarray(0, 4).toString() === 'RaS2' ? readRaster(document) : await readPdf(document);
  return { sides: pages * copies, sheets: (isTwoSided ? Math.ceil(pages / 2) : pages) * copies, size, inks };
}

async function readPdf(bytes: Buffer) {
  const document = await PDFDocument.load(bytes);
  const { width, height } = document.getPage(0).getSize();
  return { pages: document.getPageCount(), size: [Math.round(width), Math.round(height)], inks: undefined };
}

/** PWG raster (PWG 5102.4): every page begins with its header. */
function readRaster(bytes: Buffer) {
  const starts: number[] = [];
  for (let at = bytes.indexOf('PwgRaster\0', 0, 'latin1'); at >= 0; at = bytes.indexOf('PwgRaster\0', at + 1, 'latin1')) starts.push(at);
  const first = starts[0] ?? 0;
  return {
    pages: starts.length,
    size: [bytes.readUInt32BE(first + 352), bytes.readUInt32BE(first + 356)],
    inks: bytes.readUInt32BE(first + 420),
  };
}

describe.skipIf(missing !== undefined)('through CUPS', () => {
  let rig: CupsRig;
  let pdfPrinter: VirtualPrinter;
  let rasterPrinter: VirtualPrinter;
  let server: StandIn;
  let root: string;
  const running: AgentProcess[] = [];

  beforeAll(async () => {
    rig = await startCups();
    pdfPrinter = await rig.addPrinter('Desk', 'application/pdf');
    rasterPrinter = await rig.addPrinter('Back', 'image/pwg-raster');
  }, 120_000);
  afterAll(() => rig.close());
  beforeEach(async () => {
    server = await startStandIn();
    root = mkdtempSync(join(tmpdir(), 'parley-cups-agent-'));
    const printers = [
      { name: 'Front desk', system_name: 'Desk' },
      { name: 'Back room', system_name: 'Back' },
    ];
    const about = { backend_url: server.url, api_key: 'key-of-the-agent', printer_name: 'Front desk', poll_timeout: 1, look_seconds: 0.1 };
    writeFileSync(join(root, 'config.json'), JSON.stringify({ ...about, printer_kind: 'cups', cups_server: rig.server, printers }));
  });
  afterEach(async () => {
    for (const agent of running.splice(0)) await agent.kill('SIGKILL');
    await server.close();
    rmSync(root, { recursive: true, force: true });
  });

  function run(): AgentProcess {
    const agent = startAgent(['run', '--config', join(root, 'config.json')]);
    running.push(agent);
    return agent;
  }
  const reached = (printer: VirtualPrinter, job: StandInJob): readonly Received[] =>
    printer.received().filter((each) => each.job.includes(job.id));
  const states = (): string[] =>
    server.reports.flatMap((report) => report.printers.filter((each) => each.name === 'Front desk').map((each) => each.state));

  test('1, 7 and 300 pages on A4 and Letter, in colour and grey, on one side and both, come out as often as asked', async () => {
    const wanted: { pages: number; size: Size; ticket: Partial<PrintTicket>; printer: string }[] = [];
    for (const pages of [1, 7, 300])
      for (const paper of ['A4', 'Letter'] as const)
        for (const mode of ['bw', 'color'] as const) {
          const sides = mode === 'bw' ? 'two_long_edge' : 'one';
          wanted.push({ pages, size: paper, ticket: { paper, mode, sides, copies: pages === 300 ? 1 : 3 }, printer: 'Front desk' });
        }
    wanted.push({ pages: 1, size: 'Letter', ticket: { paper: 'Letter', mode: 'bw', copies: 2 }, printer: 'Back room' });
    wanted.push({ pages: 7, size: 'A4', ticket: { paper: 'A4', mode: 'color', copies: 2, sides: 'two_short_edge' }, printer: 'Back room' });
    wanted.push({ pages: 7, size: 'A4', ticket: { paper: 'A4', mode: 'bw' }, printer: 'Back room' });
    const jobs: StandInJob[] = [];
    for (const { pages, size, ticket, printer } of wanted)
      jobs.push(server.add({ bytes: await pdfOf(pages, size), printer, ticket, title: `${pages} pages` }));
    run();
    await until(() => jobs.every((job) => job.state === 'printed'), 280_000);
    for (const [index, job] of jobs.entries()) {
      const { pages, size, printer } = wanted[index] ?? { pages: 0, size: 'A4', printer: '' };
      const [received, ...more] = reached(printer === 'Front desk' ? pdfPrinter : rasterPrinter, job);
      const about = `${pages} pages, ${JSON.stringify(job.ticket)}`;
      expect(more, about).toEqual([]);
      if (!received) throw new Error(`nothing reached the printer: ${about}`);
      const paper = await countPaper(received);
      const { copies, sides, mode } = job.ticket;
      expect(paper.sheets, about).toBe((sides === 'one' ? pages : Math.ceil(pages / 2)) * copies);
      expect(paper.size, about).toEqual(sizes[size]);
      expect(received.attributes['IPP_PRINT_COLOR_MODE'], about).toBe(mode === 'bw' ? 'monochrome' : 'color');
      if (paper.inks !== undefined) expect(paper.inks, about).toBe(mode === 'bw' ? 1 : 3);
      expect(received.attributes['IPP_SIDES'], about).toBe(
        { one: 'one-sided', two_long_edge: 'two-sided-long-edge', two_short_edge: 'two-sided-short-edge' }[sides],
      );
    }
  }, 300_000);

  test('an empty tray is told, and the job that waits for paper comes out once when it is filled', async () => {
    run();
    await until(() => states().includes('ready'));
    pdfPrinter.takePaperOut();
    const job = server.add({ bytes: await pdfOf(1, 'A4'), printer: 'Front desk', ticket: { paper: 'A4' } });
    try {
      await until(() => states().includes('paper_out'));
      expect(job.state).toBe('printing');
    } finally {
      pdfPrinter.refill();
    }
    await until(() => job.state === 'printed');
    await until(() => states().at(-1) === 'ready');
    expect(reached(pdfPrinter, job)).toHaveLength(1);
  }, 120_000);

  test('an agent that is killed while CUPS prints finds the job again and reports it; it comes out once', async () => {
    pdfPrinter.takePaperOut();
    const job = server.add({ bytes: await pdfOf(2, 'Letter'), printer: 'Front desk', ticket: { paper: 'Letter' } });
    try {
      const first = run();
      await until(() => states().includes('paper_out'));
      await first.kill('SIGKILL');
      await run().prints(/looking what became of/);
    } finally {
      pdfPrinter.refill();
    }
    await until(() => job.state === 'printed');
    expect(reached(pdfPrinter, job)).toHaveLength(1);
    expect(job.attempt).toBe(1);
  }, 120_000);

  test('a job that waits is taken back; one that was cancelled, is unknown or has no document is told apart', async () => {
    const file = join(root, 'one.pdf');
    writeFileSync(file, await pdfOf(1, 'A4'));
    const printer = createCupsPrinter({ queue: 'Desk', server: rig.server });
    const work = { key: 'a-1', title: 'one.pdf', file, ticket: printTicket.parse({}) };
    const empty = await printer.open(work);
    expect(await printer.look(empty, work, false)).toEqual({ is: 'unsent' });
    expect(await printer.recall(empty, work, false)).toEqual({ is: 'cancelled' });
    rig.run('cupsdisable', ['Desk']);
    try {
      expect((await printer.see()).state).toBe('paused');
      const waiting = await printer.open(work);
      await printer.send(waiting, work);
      expect(await printer.look(waiting, work, true)).toMatchObject({ is: 'waiting' });
      expect(await printer.recall(waiting, work, true)).toEqual({ is: 'cancelled' });
    } finally {
      rig.run('cupsenable', ['Desk']);
    }
    expect((await printer.look('99999', work, true)).is).toBe('lost');
    pdfPrinter.takePaperOut();
    const stopped = await printer.open(work);
    try {
      await printer.send(stopped, work);
      await until(async () => (await printer.look(stopped, work, true)).is === 'printing');
      rig.run('cancel', [`Desk-${stopped}`]);
      await until(async () => (await printer.look(stopped, work, true)).is === 'stopped');
    } finally {
      pdfPrinter.refill();
    }
    const gone = createCupsPrinter({ queue: 'Nowhere', server: rig.server });
    expect((await gone.see()).detail).toContain('no printer called Nowhere');
    await expect(gone.open(work)).rejects.toThrow(/CUPS refused/);
  }, 120_000);
});
