/** Turns a picture's description into an SVG sheet or into bytes of an image. The only room here that meets sharp; no fonts, no files read. */
import type { Sharp } from 'sharp';
import { openSharp } from '../../foundation/pictures/open-sharp.ts';
import { type BackdropName, drawBackdrop } from './backdrops.ts';
import { type DrawingName, drawings } from './drawings.ts';
import { picture } from './svg.ts';

/** Plain data: which ground, and which thing stands on it. */
export interface PictureSpec {
  readonly backdrop: BackdropName;
  readonly drawing: DrawingName;
}

export interface PictureBytes {
  readonly bytes: Buffer;
  readonly contentType: 'image/jpeg' | 'image/webp' | 'image/png';
}

const encoders = {
  jpeg: (image: Sharp) => image.jpeg({ quality: 86, chromaSubsampling: '4:4:4' }),
  webp: (image: Sharp) => image.webp({ quality: 86 }),
  png: (image: Sharp) => image.png({ palette: true }),
} as const;

/** The square poster of one product: SVG text, 800 × 800, the same for the same spec on every machine. */
export function renderPicture(spec: PictureSpec): string {
  return picture(800, drawBackdrop(spec.backdrop) + drawings[spec.drawing]());
}

/** The same poster as image bytes, `size` pixels square. WhatsApp takes JPEG and PNG pictures, not WebP: hence the default. */
export async function renderPictureBytes(spec: PictureSpec, size: number, kind: keyof typeof encoders = 'jpeg'): Promise<PictureBytes> {
  return rasterise(renderPicture(spec), size, kind);
}

/** Any SVG of this folder (logo, wallpaper) as image bytes, `size` pixels wide. */
export async function rasterise(svg: string, size: number, kind: keyof typeof encoders): Promise<PictureBytes> {
  const sharp = await openSharp();
  const bytes = await encoders[kind](sharp(Buffer.from(svg)).resize(size)).toBuffer();
  return { bytes, contentType: `image/${kind}` };
}
