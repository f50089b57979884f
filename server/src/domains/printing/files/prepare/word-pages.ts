/**
 * Word files. Where LibreOffice is named they come out as they look; else the words, headings, lists, tables and pictures of a .docx
 * without their layout, which is said.
 */
import mammoth from 'mammoth';
import sharp from 'sharp';
import { contentOfHtml } from './html-content.ts';
import { officePages, type WordKind } from './office-pages.ts';
import { limits, Unprintable } from './prepared.ts';
import { drawText } from './text-page.ts';
import { proveSmall } from './zip-entries.ts';

const MOST_PICTURE_PX = 1_600;
const NOTHING = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+M8AAAICAQBi5jPAAAAAAElFTkSuQmCC';

export interface WordPages {
  readonly pdf: Buffer;
  readonly isPlain: boolean;
}

/** @throws Unprintable `unsupported` for an old Word file without LibreOffice, `broken`, `empty`, `too_heavy`, `password` */
export async function wordPages(
  kind: WordKind,
  bytes: Buffer,
  at: { readonly folder: string; readonly libreOffice: string | undefined },
): Promise<WordPages> {
  if (kind === 'docx') proveSmall(bytes);
  if (at.libreOffice !== undefined) return { pdf: await officePages(at.libreOffice, at.folder, kind), isPlain: false };
  if (kind !== 'docx') throw new Unprintable('unsupported', 'an old Word file');
  const html = await htmlOf(bytes);
  if (html.length > 40 * limits.letters) throw new Unprintable('too_heavy', 'too many words');
  const content = contentOfHtml(html);
  if (content.length === 0) throw new Unprintable('empty', 'nothing in it');
  return { pdf: await drawText(content), isPlain: true };
}

async function htmlOf(bytes: Buffer): Promise<string> {
  const convertImage = mammoth.images.imgElement(async (image) => ({ src: await smallJpeg(await image.readAsBuffer()) }));
  try {
    // No file and no address that the document names is ever opened.
    const { value } = await mammoth.convertToHtml({ buffer: bytes }, { convertImage, externalFileAccess: false });
    return value;
  } catch (error) {
    throw new Unprintable('broken', String(error));
  }
}

/** Kinds of pictures that only Word knows are left out. */
async function smallJpeg(bytes: Buffer): Promise<string> {
  try {
    const jpeg = await sharp(bytes, { limitInputPixels: limits.pixels })
      .resize({ width: MOST_PICTURE_PX, height: MOST_PICTURE_PX, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 88 })
      .toBuffer();
    return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
  } catch {
    return NOTHING;
  }
}
