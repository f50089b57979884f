/** Makes a picture of ours from whatever was uploaded: judged by content, turned upright, without metadata, in the sizes pages need. */
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { openSharp } from '../../foundation/pictures/open-sharp.ts';

const MOST_PIXELS = 40_000_000;
const MOST_SIDE = 2_048;
export const imageWidths = [160, 480, 1024] as const;
export type ImageWidth = (typeof imageWidths)[number];
/** Vector and document formats can do more than show a picture. */
const READABLE = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'avif', 'tiff']);

export interface EncodedImage {
  readonly width: number;
  readonly height: number;
  /** JPEG, at most 2048 on its longer side: what chats and other services are given. */
  readonly original: Uint8Array;
  /** WebP by width. */
  readonly sizes: readonly { readonly width: ImageWidth; readonly bytes: Uint8Array }[];
}

/** Slow (a tenth of a second and more): call it outside a transaction. Refuses `image.unreadable`. */
export async function encodeImage(bytes: Uint8Array): Promise<Result<EncodedImage>> {
  const sharp = await openSharp();
  try {
    const options = { limitInputPixels: MOST_PIXELS, failOn: 'error' } as const;
    const about = await sharp(bytes, options).metadata();
    if (!READABLE.has(about.format)) return refuse('image.unreadable', { internal: `format ${about.format}` });
    // sharp drops all metadata unless told to keep it.
    const upright = sharp(bytes, options).rotate().flatten({ background: '#ffffff' });
    const inside = { width: MOST_SIDE, height: MOST_SIDE, fit: 'inside', withoutEnlargement: true } as const;
    const { data, info } = await upright.resize(inside).jpeg({ quality: 84, mozjpeg: true }).toBuffer({ resolveWithObject: true });
    const sizes = await Promise.all(
      imageWidths.map(async (width) => ({
        width,
        bytes: await sharp(data).resize({ width, withoutEnlargement: true }).webp({ quality: 78 }).toBuffer(),
      })),
    );
    return ok({ width: info.width, height: info.height, original: data, sizes });
  } catch (error) {
    return refuse('image.unreadable', { internal: error instanceof Error ? error.message : String(error) });
  }
}

/** Where the bytes lie. `blob` is the public name: a random id, so that no path of a customer's reaches the store. */
export function imageKey(blob: string, width?: ImageWidth): { readonly key: string; readonly mimeType: string } {
  return width === undefined
    ? { key: `images/${blob}/original.jpg`, mimeType: 'image/jpeg' }
    : { key: `images/${blob}/${width}.webp`, mimeType: 'image/webp' };
}
