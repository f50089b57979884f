/** The whole way from a customer's bytes to pages and a preview, within one folder. Runs apart; believes nothing that it reads. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { type CleanPdf, cleanPdf } from './clean-pdf.ts';
import { limits, names, type Prepared, Unprintable } from './prepared.ts';
import { readText, sniff } from './sniff.ts';

export interface Preparing {
  readonly folder: string;
  /** Path of `soffice`. */
  readonly libreOffice: string | undefined;
}

export async function prepareFile(at: Preparing): Promise<Prepared> {
  try {
    return await prepare(at);
  } catch (error) {
    if (error instanceof Unprintable) return { refusal: error.refusal };
    // What a reader of files throws is the file's fault, as is a memory that a file made overflow.
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) return { refusal: 'too_heavy' };
    throw error;
  }
}

type Accepted = Exclude<Prepared, { refusal: unknown }>;

async function prepare(at: Preparing): Promise<Prepared> {
  const bytes = await readFile(join(at.folder, names.source));
  if (bytes.length > limits.bytes) throw new Unprintable('too_large');
  const { pdf, kind, isPlain } = await pdfOf(bytes, at);
  const clean = await cleanPdf(pdf);
  await writeFile(join(at.folder, names.pages), clean.bytes);
  await writeFile(join(at.folder, names.preview), await previewOf(clean));
  const warning = isPlain ? 'converted_plainly' : clean.hasMixedSizes ? 'mixed_sizes' : undefined;
  const { pages, width, height } = clean;
  return { kind, pages, width, height, ...(warning === undefined ? {} : { warning }) };
}

async function pdfOf(
  bytes: Buffer,
  at: Preparing,
): Promise<{ readonly pdf: Buffer; readonly kind: Accepted['kind']; readonly isPlain?: boolean }> {
  const kind = sniff(bytes);
  // Each kind's libraries are loaded when they are needed: a file waits for its own alone.
  switch (kind) {
    case 'pdf':
      return { pdf: bytes, kind };
    case 'jpeg':
    case 'png':
    case 'webp':
    case 'heic':
      return { pdf: await (await import('./picture-page.ts')).picturePage(kind, bytes), kind };
    case 'text':
      return { pdf: await (await import('./text-page.ts')).textPages(readText(bytes) ?? ''), kind };
    case 'docx':
    case 'doc':
      return { ...(await (await import('./word-pages.ts')).wordPages(kind, bytes, at)), kind: 'word' };
    default:
      throw new Unprintable(kind);
  }
}

/** Small enough for every messenger, large enough to see what will come out. */
async function previewOf({ preview }: CleanPdf): Promise<Buffer> {
  const { width, height } = preview;
  return sharp(preview.rgba, { raw: { width, height, channels: 4 } })
    .flatten({ background: '#ffffff' })
    .extend({ top: 12, bottom: 12, left: 12, right: 12, background: '#d9d6cf' })
    .jpeg({ quality: 82 })
    .toBuffer();
}
