/** Makes a logo of ours from whatever was uploaded: judged by content, without metadata, kept clear where it is clear, in the sizes pages need. */
import { newSecretId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { openSharp } from '../../foundation/pictures/open-sharp.ts';

export interface LogoBlobs {
  put(key: string, bytes: Uint8Array, mimeType: string): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

const MOST_PIXELS = 20_000_000;
const READABLE = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'avif']);
/** Beside the shop's name; squares for tabs and home screens. */
const SIZES = [
  { name: 'wide', width: 480, height: 120, fit: 'inside' },
  { name: 'icon-48', width: 48, height: 48, fit: 'contain' },
  { name: 'icon-192', width: 192, height: 192, fit: 'contain' },
  { name: 'icon-512', width: 512, height: 512, fit: 'contain' },
] as const;

export function logoFiles(blob: string): readonly { readonly name: string; readonly key: string }[] {
  return SIZES.map(({ name }) => ({ name, key: `logos/${blob}/${name}.png` }));
}

/** Encodes and stores, in no transaction. Refuses `image.unreadable`. @returns its public name, a random id. */
export async function keepLogo(blobs: Pick<LogoBlobs, 'put'>, bytes: Uint8Array): Promise<Result<string>> {
  const encoded = await encode(bytes);
  if (!encoded.ok) return encoded;
  const blob = newSecretId<string>();
  for (const { name, bytes: made } of encoded.value) await blobs.put(`logos/${blob}/${name}.png`, made, 'image/png');
  return ok(blob);
}

async function encode(bytes: Uint8Array): Promise<Result<readonly { readonly name: string; readonly bytes: Uint8Array }[]>> {
  const sharp = await openSharp();
  try {
    const options = { limitInputPixels: MOST_PIXELS, failOn: 'error' } as const;
    const about = await sharp(bytes, options).metadata();
    if (!READABLE.has(about.format)) return refuse('image.unreadable', { internal: `format ${about.format}` });
    // Edges of one colour are room that a logo does not need.
    const upright = await sharp(bytes, options).rotate().png().toBuffer();
    const source = await sharp(upright)
      .trim()
      .png()
      .toBuffer()
      .catch(() => upright);
    const clear = { r: 255, g: 255, b: 255, alpha: 0 };
    return ok(
      await Promise.all(
        SIZES.map(async ({ name, ...size }) => ({
          name,
          bytes: await sharp(source)
            .resize({ ...size, background: clear, withoutEnlargement: size.fit === 'inside' })
            .png({ palette: true, quality: 90 })
            .toBuffer(),
        })),
      ),
    );
  } catch (error) {
    return refuse('image.unreadable', { internal: error instanceof Error ? error.message : String(error) });
  }
}
