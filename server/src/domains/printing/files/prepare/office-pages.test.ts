/** Word files through the real LibreOffice, where it is installed: they come out as they look, and open nothing beside themselves. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../../../../test/builders/free-port.ts';
import { zipOf } from '../../../../../test/builders/print-files.ts';
import { richDocx } from '../../../../../test/builders/word-files.ts';
import { createPrepareFile, type PrepareFile, type ReadyFile } from './prepare-apart.ts';

const places = [process.env['LIBREOFFICE_PATH'] ?? '', '/usr/bin/soffice', '/opt/libreoffice/program/soffice'];
const program = places.find((path) => path !== '' && existsSync(path));
if (program === undefined) process.stdout.write('skipped: the part with LibreOffice (apt install libreoffice-writer-nogui)\n');
const SLOW = 120_000;

// No database has a part in it: once is enough where the suite runs on two.
describe.skipIf(program === undefined || process.env['TEST_DATABASE_URL'] !== undefined)('LibreOffice', () => {
  const prepare: PrepareFile = createPrepareFile({ libreOffice: program });
  const pipes = () => readdirSync('/tmp').filter((name) => /^OSL_PIPE_\d+_SingleOfficeIPC/.test(name));
  const before = pipes();
  const folder = mkdtempSync(join(tmpdir(), 'parley-office-'));
  const temporary = join(folder, 'tmp');

  beforeAll(() => {
    mkdirSync(temporary);
    process.env['TMPDIR'] = temporary;
  });
  afterAll(() => {
    expect([readdirSync(temporary), pipes().filter((name) => !before.includes(name))]).toEqual([[], []]);
    rmSync(folder, { recursive: true, force: true });
  });

  async function ready(bytes: Uint8Array): Promise<ReadyFile> {
    const result = await prepare(bytes);
    if ('refusal' in result) throw new Error(`refused: ${result.refusal}`);
    return result;
  }
  const wordsOf = async (pdf: Buffer) => (await extractText(new Uint8Array(pdf), { mergePages: false })).text;

  /** The same document, written by LibreOffice as another kind. */
  function as(kind: 'doc' | 'rtf' | 'odt', docx: Buffer): Buffer {
    writeFileSync(join(folder, 'kinds.docx'), docx);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    spawnSync(program ?? '', ['--headless', profile, '--convert-to', kind, '--outdir', folder, join(folder, 'kinds.docx')]);
    return readFileSync(join(folder, `kinds.${kind}`));
  }

  test(
    'a .docx with a header, a table, a picture and page breaks keeps them all; its typefaces go along',
    async () => {
      const file = await ready(await richDocx({ pages: ['Opening words', 'In the middle', 'Closing words'] }));
      expect([file.kind, file.pages, file.warning, Math.round(file.width)]).toEqual(['word', 3, undefined, 595]);
      const pages = await wordsOf(file.pdf);
      expect(pages.map((text) => /Of the shop/.test(text))).toEqual([true, true, true]);
      expect(pages[0]).toMatch(/Opening words[\s\S]*Colour/);
      expect(pages[2]).toContain('Closing words');
      expect(await countOf(file.preview, isRed)).toBeGreaterThan(5_000);
      expect(await fontsWithoutFile(file.pdf)).toEqual([]);
    },
    SLOW,
  );

  test(
    'an old .doc comes out as the .docx does; .odt and .rtf are not taken',
    async () => {
      const docx = await richDocx();
      const file = await ready(as('doc', docx));
      expect([file.kind, file.pages]).toEqual(['word', 2]);
      expect((await wordsOf(file.pdf))[0]).toMatch(/Of the shop[\s\S]*First page/);
      for (const kind of ['odt', 'rtf'] as const) expect([kind, await prepare(as(kind, docx))]).toEqual([kind, { refusal: 'unsupported' }]);
    },
    SLOW,
  );

  test(
    'two at once do not disturb each other',
    async () => {
      const files = await Promise.all(['Blue', 'Green'].map(async (word) => ready(await richDocx({ pages: [word] }))));
      const words = await Promise.all(files.map(({ pdf }) => wordsOf(pdf)));
      expect(words.map((pages) => pages.join(' ').match(/Blue|Green/g))).toEqual([['Blue'], ['Green']]);
    },
    SLOW,
  );

  test(
    'pictures, texts, templates and drawings that lie elsewhere are fetched neither from the network nor from our disk',
    async () => {
      const secret = join(folder, 'secret.png');
      const magenta = sharp({ create: { width: 60, height: 60, channels: 3, background: '#ff00ff' } });
      await magenta.png().toFile(secret);
      const text = join(folder, 'secret.txt');
      writeFileSync(text, 'WORDS OF THE SERVER');
      const asked: string[] = [];
      const port = await freePort();
      const origin = `http://127.0.0.1:${port}`;
      const [file, words] = [pathToFileURL(secret).href, pathToFileURL(text).href];
      const hungry = [
        await richDocx({
          linkedPictures: [file, secret, `${origin}/a.png`],
          linkedTexts: [words, `${origin}/a.txt`],
          template: `${origin}/a.dotx`,
        }),
        await richDocx({ drawingOf: file, chunk: words }),
        await richDocx({ drawingOf: `${origin}/b.png`, chunk: `${origin}/b.html` }),
        as('doc', await richDocx({ linkedPictures: [file, `${origin}/c.png`], linkedTexts: [words, `${origin}/c.txt`] })),
      ];
      const server = createServer((request, response) => {
        asked.push(`${request.method} ${request.url}`);
        response.end('WORDS OF THE SERVER');
      });
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      for (const bytes of hungry) {
        const result = await prepare(bytes);
        if ('refusal' in result) continue;
        expect(await countOf(result.preview, isMagenta)).toBe(0);
        expect((await wordsOf(result.pdf)).join(' ')).not.toContain('WORDS OF');
      }
      expect(asked).toEqual([]);
      server.close();
    },
    SLOW,
  );

  test(
    'a document of another kind that carries the parts of a Word file is not read as what it is',
    async () => {
      const entries = [{ name: 'mimetype', bytes: Buffer.from('application/vnd.oasis.opendocument.text') }];
      const content = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>WORDS OF ANOTHER KIND</text:p></office:text></office:body></office:document-content>`;
      const manifest = `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`;
      const both = zipOf([
        ...entries,
        { name: 'content.xml', bytes: Buffer.from(content) },
        { name: 'META-INF/manifest.xml', bytes: Buffer.from(manifest) },
        { name: 'word/document.xml', bytes: Buffer.from('<w:document/>') },
      ]);
      const result = await prepare(both);
      if (!('refusal' in result)) expect((await wordsOf(result.pdf)).join('')).not.toContain('ANOTHER KIND');
    },
    SLOW,
  );

  test(
    'half a .docx and half a .doc are broken',
    async () => {
      const docx = await richDocx();
      const doc = as('doc', docx);
      expect(await prepare(docx.subarray(0, docx.length / 2))).toMatchObject({ refusal: expect.stringMatching(/broken|unsupported/) });
      const half = await prepare(doc.subarray(0, 1_500));
      expect(half).toMatchObject({ refusal: expect.stringMatching(/broken|unsupported|too_heavy/) });
    },
    SLOW,
  );

  test(
    'when its time is over, LibreOffice ends with everything that it started',
    async () => {
      expect(await createPrepareFile({ libreOffice: program, timeMs: 1_500 })(await richDocx())).toEqual({ refusal: 'too_heavy' });
      expect(running()).toEqual([]);
    },
    SLOW,
  );
});

/** Processes that work in a folder of `prepare`. */
function running(): readonly string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'args='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(`${tmpdir()}/parley-print-`));
}

const isRed = (r: number, g: number, b: number) => r > 150 && g < 70 && b < 70;
const isMagenta = (r: number, g: number, b: number) => r > 200 && g < 80 && b > 200;

async function countOf(jpeg: Buffer, matches: (r: number, g: number, b: number) => boolean): Promise<number> {
  const { data } = await sharp(jpeg).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let count = 0;
  for (let at = 0; at < data.length; at += 3) if (matches(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) count += 1;
  return count;
}

/** Names of typefaces that a printer would have to guess. */
async function fontsWithoutFile(pdf: Buffer): Promise<readonly string[]> {
  const document = await PDFDocument.load(pdf);
  const found: string[] = [];
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Type')) !== PDFName.of('FontDescriptor')) continue;
    if (!['FontFile', 'FontFile2', 'FontFile3'].some((key) => object.has(PDFName.of(key))))
      found.push(String(object.get(PDFName.of('FontName'))));
  }
  return found;
}
