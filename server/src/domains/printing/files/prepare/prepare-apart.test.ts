/** Every kind of file becomes clean pages or a reason, in a process of its own that leaves nothing behind. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { extractText } from 'unpdf';
import { afterAll, expect, test } from 'vitest';
import { bombDocx, busyPdf, docxOf, pdfOf, photoOf, programBytes, zipOf } from '../../../../../test/builders/print-files.ts';
import { createPrepareFile, type ReadyFile } from './prepare-apart.ts';

const prepare = createPrepareFile();
const temporary = mkdtempSync(join(tmpdir(), 'parley-prepare-'));
process.env['TMPDIR'] = temporary;
afterAll(() => {
  expect(readdirSync(temporary)).toEqual([]);
  rmSync(temporary, { recursive: true });
});

async function ready(bytes: Uint8Array, how = prepare): Promise<ReadyFile> {
  const result = await how(bytes);
  if ('refusal' in result) throw new Error(`refused: ${result.refusal}`);
  return result;
}
const wordsOf = async (pdf: Buffer) => (await extractText(new Uint8Array(pdf), { mergePages: true })).text;

test('a PDF keeps its pages; the preview is a JPEG of the first', async () => {
  const file = await ready(await pdfOf(7));
  expect([file.kind, file.pages, file.warning]).toEqual(['pdf', 7, undefined]);
  expect([Math.round(file.width), Math.round(file.height)]).toEqual([595, 842]);
  expect((await PDFDocument.load(file.pdf)).getPageCount()).toBe(7);
  expect(await sharp(file.preview).metadata()).toMatchObject({ format: 'jpeg', height: 1_224 });
});

test('what is written in a form stays on the paper; scripts and attachments do not', async () => {
  const source = await busyPdf();
  expect(source.includes('JavaScript')).toBe(true);
  const { pdf, preview } = await ready(source);
  const clean = await PDFDocument.load(pdf);
  expect(clean.getForm().getFields()).toEqual([]);
  const text = pdf.toString('latin1');
  for (const word of ['JavaScript', 'EmbeddedFile', 'AcroForm', '/Annots', '/OpenAction'])
    expect([word, text.includes(word)]).toEqual([word, false]);
  const { min } = (await sharp(preview).greyscale().extract({ left: 120, top: 300, width: 300, height: 80 }).stats()).channels[0] ?? {};
  expect(min).toBeLessThan(120);
});

test('pages of several sizes are told of; turned ones are not', async () => {
  const pdf = await PDFDocument.create();
  pdf.addPage([595, 842]);
  pdf.addPage([842, 595]);
  expect((await ready(await pdf.save())).warning).toBeUndefined();
  pdf.addPage([842, 1_191]);
  expect((await ready(await pdf.save())).warning).toBe('mixed_sizes');
});

test.each(['jpeg', 'png', 'webp'] as const)('a %s lies on A4, the way it was taken', async (format) => {
  const wide = await ready(await photoOf(900, 300, format));
  expect([wide.kind, wide.pages, Math.round(wide.width)]).toEqual([format, 1, 842]);
});

test('a photo is turned as the camera was held', async () => {
  const file = await ready(await photoOf(900, 300, 'jpeg', 6));
  expect([Math.round(file.width), Math.round(file.height)]).toEqual([595, 842]);
});

test('plain text and the words of a Word file come out as words; the layout of the latter is said to be lost', async () => {
  const text = await ready(Buffer.from('Dear shop,\n\n  two lines. नमस्ते\n'));
  expect([text.kind, text.pages, text.warning]).toEqual(['text', 1, undefined]);
  expect(await wordsOf(text.pdf)).toMatch(/Dear shop,[\s\S]*two lines/);
  const word = await ready(docxOf(['A heading', 'Some words &amp; more']));
  expect([word.kind, word.warning]).toEqual(['word', 'converted_plainly']);
  expect(await wordsOf(word.pdf)).toMatch(/A heading[\s\S]*Some words & more/);
});

test.each([
  ['nothing', Buffer.alloc(0), 'empty'],
  ['a program with a PDF inside', programBytes, 'unsupported'],
  ['a script', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'unsupported'],
  ['an archive of something else', zipOf([{ name: 'a.txt', bytes: Buffer.from('a') }]), 'unsupported'],
  ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'unsupported'],
  ['half a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'broken'],
  ['half a picture', Buffer.from('ffd8ffe000104a464946', 'hex'), 'broken'],
  ['letters without shapes', Buffer.from('こんにちは'), 'unsupported'],
  ['an empty Word file', docxOf([]), 'empty'],
  ['an archive that swells', bombDocx(), 'too_heavy'],
])('%s is refused', async (_, bytes, refusal) => {
  expect(await prepare(bytes)).toEqual({ refusal });
});

test('a password is asked of nobody: the file is refused, unless it opens without', async () => {
  expect(await prepare(await pdfOf(2, { password: 'secret' }))).toEqual({ refusal: 'password' });
  const pdf = await PDFDocument.create();
  pdf.addPage();
  pdf.encrypt({ userPassword: '', ownerPassword: 'owner', permissions: { printing: 'highResolution' } });
  expect(await ready(await pdf.save())).toMatchObject({ pages: 1 });
});

test('2,000 pages are printed, 2,001 are not', async () => {
  expect(await prepare(await pdfOf(2_001))).toEqual({ refusal: 'too_many_pages' });
  expect(await ready(await pdfOf(2_000))).toMatchObject({ pages: 2_000 });
}, 60_000);

test('a picture of more pixels than anybody prints is refused before it is unpacked', async () => {
  const png = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: '#fff' }, limitInputPixels: false })
    .png()
    .toBuffer();
  expect(png.length).toBeLessThan(2_000_000);
  expect(await prepare(png)).toEqual({ refusal: 'too_heavy' });
}, 60_000);

test('work that takes too long is ended', async () => {
  expect(await createPrepareFile({ timeMs: 30 })(await pdfOf(1))).toEqual({ refusal: 'too_heavy' });
});

test('LibreOffice, where it is named, makes the pages; it sees nothing of ours and its profile goes with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-office-'));
  const pages = join(folder, 'pages.pdf');
  writeFileSync(pages, await pdfOf(3));
  const program = join(folder, 'soffice');
  // Takes the arguments LibreOffice takes, and leaves what it leaves.
  writeFileSync(program, `#!/bin/sh\nenv > '${folder}/env'\nfor last; do :; done\ncp '${pages}' "$(dirname "$last")/word.pdf"\n`);
  chmodSync(program, 0o755);
  const file = await ready(docxOf(['Layout matters']), createPrepareFile({ libreOffice: program }));
  expect([file.kind, file.pages, file.warning]).toEqual(['word', 3, undefined]);
  const names = readFileSync(join(folder, 'env'), 'utf8')
    .split('\n')
    .map((line) => line.split('=')[0]);
  expect(names.filter((name) => /SECRET|KEY|DATABASE|TOKEN/.test(name ?? ''))).toEqual([]);
  rmSync(folder, { recursive: true });
});
