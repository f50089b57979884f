/**
 * Files made to hurt, known ones and thrown dice: each ends in time as pages that can be printed, as many as PDFium counts, or as a
 * refusal; no process and no file is left. FUZZ_RUNS says how many dice.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { harmfulPdfs } from '../../../../../test/builders/harmful-pdfs.ts';
import { claiming, heicFile } from '../../../../../test/builders/heic-files.ts';
import { busyPdf, docxOf, pdfOf, photoOf, zipOf } from '../../../../../test/builders/print-files.ts';
import { richDocx } from '../../../../../test/builders/word-files.ts';
import { createPrepareFile } from './prepare-apart.ts';
import { preparingRefusals } from './prepared.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 12);
const SEED = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const TIME_MS = 30_000;
const SLOW = 600_000;
const prepare = createPrepareFile({ timeMs: TIME_MS });

// No database has a part in it: once is enough where the suite runs on two.
describe.skipIf(process.env['TEST_DATABASE_URL'] !== undefined)('files made to hurt', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'parley-harm-'));
  let pdfium: PDFiumLibrary;
  beforeAll(async () => {
    process.env['TMPDIR'] = temporary;
    pdfium = await PDFiumLibrary.init();
  });
  afterAll(() => {
    expect(readdirSync(temporary)).toEqual([]);
    const { stdout } = spawnSync('ps', ['-eo', 'args='], { encoding: 'utf8' });
    expect(stdout?.split('\n').filter((line) => line.includes(temporary)) ?? []).toEqual([]);
    pdfium.destroy();
    rmSync(temporary, { recursive: true });
  });

  /** The refusal, or the number of pages, which PDFium counts too and of which nothing acts. */
  async function outcome(bytes: Uint8Array): Promise<string | number> {
    const result = await prepare(bytes);
    if ('refusal' in result) {
      expect(preparingRefusals).toContain(result.refusal);
      return result.refusal;
    }
    const document = await pdfium.loadDocument(result.pdf);
    expect(document.getPageCount()).toBe(result.pages);
    document.destroy();
    expect(result.pdf.toString('latin1')).not.toMatch(/\/(?:OpenAction|JavaScript|Launch|EmbeddedFiles?|AcroForm|XFA)\b/);
    expect((await sharp(result.preview).metadata()).format).toBe('jpeg');
    return result.pages;
  }

  test.each(harmfulPdfs)(
    '%s',
    async (_, make, { pages, refusals = [] }) => {
      expect([...(pages === undefined ? [] : [pages]), ...refusals]).toContain(await outcome(make()));
    },
    SLOW,
  );

  test(
    `whatever is thrown in the way of a file (seed ${SEED}, ${RUNS} runs)`,
    async () => {
      const sources = await originals();
      const dice = fc.record({
        file: fc.constantFrom(...sources.keys()),
        other: fc.constantFrom(...sources.keys()),
        harm: fc.constantFrom('flip', 'cut', 'head', 'repeat', 'splice', 'wrap'),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 24 }),
      });
      const holds = fc.asyncProperty(dice, async ({ file, other, harm, at, bytes }) => {
        await outcome(harmed(sources.get(file) ?? Buffer.alloc(0), sources.get(other) ?? Buffer.alloc(0), harm, at, bytes));
      });
      await fc.assert(holds, { seed: SEED, numRuns: RUNS, endOnFailure: true });
    },
    SLOW,
  );
});

async function originals(): Promise<ReadonlyMap<string, Buffer>> {
  return new Map([
    ['pdf', await pdfOf(3)],
    ['busy pdf', await busyPdf()],
    ['docx', await richDocx()],
    ['jpeg', await photoOf(300, 200, 'jpeg', 6)],
    ['png', await photoOf(300, 200, 'png')],
    ['webp', await photoOf(300, 200, 'webp')],
    ['heic', heicFile('several.heic')],
    ['swollen heic', claiming(heicFile('scene.heic'), 9_000, 9_000)],
    ['text', Buffer.from('Dear shop,\nplease print this.\n'.repeat(40))],
    ['nested archive', zipOf([{ name: 'word/document.xml', bytes: docxOf(['inner'], [{ name: 'a.zip', bytes: docxOf(['x']) }]) }])],
  ]);
}

function harmed(file: Buffer, other: Buffer, harm: string, at: number, bytes: Uint8Array): Buffer {
  const place = Math.floor(at * file.length);
  const copy = Buffer.from(file);
  switch (harm) {
    case 'flip':
      for (const [index, byte] of bytes.entries()) copy[(place + index * 97) % copy.length] = byte;
      return copy;
    case 'cut':
      return copy.subarray(0, place);
    case 'head':
      return Buffer.concat([other.subarray(0, 16), copy.subarray(16)]);
    case 'repeat':
      return Buffer.concat([copy.subarray(0, place), ...Array.from({ length: 50 }, () => copy.subarray(place)), copy.subarray(0, place)]);
    case 'splice':
      return Buffer.concat([copy.subarray(0, place), bytes, other.subarray(Math.floor(at * other.length))]);
    default:
      return zipOf([
        { name: 'word/document.xml', bytes: copy },
        { name: 'word/media/image1.png', bytes: other },
      ]);
  }
}
