/** A photo or a screenshot on a sheet of A4, upright, as large as the margins let it. */
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp, { type Sharp } from 'sharp';
import { limits, Unprintable } from './prepared.ts';

/** Points. */
const A4 = { short: 595.28, long: 841.89 } as const;
const MARGIN = 28.35;
/** At 300 dots an inch more does not show. */
const MOST_PX = 3_400;

/** @throws Unprintable `broken`, `too_heavy` */
export async function picturePage(kind: 'jpeg' | 'png' | 'webp' | 'heic', bytes: Buffer): Promise<Buffer> {
  const picture = kind === 'heic' ? await fromHeic(bytes) : await fromCommon(bytes);
  const { data, info } = await picture
    .resize({ width: MOST_PX, height: MOST_PX, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw new Unprintable('broken', String(error));
    });
  return layOut(data, info.width, info.height);
}

async function fromCommon(bytes: Buffer): Promise<Sharp> {
  const picture = sharp(bytes, { limitInputPixels: limits.pixels, failOn: 'error', pages: 1 });
  const { width, height } = await picture.metadata().catch((error: unknown) => {
    throw new Unprintable(/pixel limit/i.test(String(error)) ? 'too_heavy' : 'broken', String(error));
  });
  checkPixels(width, height);
  // Turned as the camera was held.
  return picture.autoOrient();
}

async function fromHeic(bytes: Buffer): Promise<Sharp> {
  const { heicPicture } = await import('./heic-picture.ts');
  // It is turned already by what the file says.
  const { rgba, width, height } = await heicPicture(bytes, checkPixels);
  return sharp(rgba, { raw: { width, height, channels: 4 } });
}

function checkPixels(width: number, height: number): void {
  if (!(width >= 1 && height >= 1)) throw new Unprintable('broken', 'a picture without a size');
  if (width * height > limits.pixels) throw new Unprintable('too_heavy', `${width} × ${height} pixels`);
}

async function layOut(jpeg: Buffer, width: number, height: number): Promise<Buffer> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const image = await pdf.embedJpg(jpeg);
  const [wide, high] = width > height ? [A4.long, A4.short] : [A4.short, A4.long];
  const scale = Math.min((wide - 2 * MARGIN) / width, (high - 2 * MARGIN) / height);
  const size = { width: width * scale, height: height * scale };
  pdf.addPage([wide, high]).drawImage(image, { ...size, x: (wide - size.width) / 2, y: (high - size.height) / 2 });
  return Buffer.from(await pdf.save());
}
