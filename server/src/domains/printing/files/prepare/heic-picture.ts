/** The picture that a HEIC file shows, unpacked by libheif in WebAssembly: turned as the file says, of several the one it calls its first. */
import { createRequire } from 'node:module';
import { Unprintable } from './prepared.ts';

export interface Pixels {
  readonly rgba: Buffer;
  readonly width: number;
  readonly height: number;
}

interface Channel {
  readonly id: unknown;
  readonly width: number;
  readonly height: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
  readonly data: Uint8Array;
}

interface Picture {
  readonly handle: unknown;
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
}

/** What is used of it; its own types name it otherwise. */
interface Libheif {
  readonly ready: Promise<unknown>;
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): readonly Picture[] };
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
  readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: unknown };
  readonly heif_channel: { readonly heif_channel_interleaved: unknown };
  heif_js_decode_image2(handle: unknown, space: unknown, chroma: unknown): Promise<{ readonly channels?: readonly Channel[] } | null>;
}

const libheif = createRequire(import.meta.url)('libheif-js/wasm-bundle') as Libheif;

/**
 * Memory is not given back: the process ends with the file.
 * @param check looks at the size that the file claims, before anything is unpacked
 * @throws Unprintable `broken`, and what `check` throws
 */
export async function heicPicture(bytes: Buffer, check: (width: number, height: number) => void): Promise<Pixels> {
  await libheif.ready;
  const pictures = new libheif.HeifDecoder().decode(bytes);
  const picture = pictures.find((each) => each.is_primary()) ?? pictures[0];
  if (!picture) throw new Unprintable('broken', 'no picture in it');
  check(picture.get_width(), picture.get_height());
  const { heif_colorspace: space, heif_chroma: chroma, heif_channel: channel } = libheif;
  const unpacked = await libheif.heif_js_decode_image2(picture.handle, space.heif_colorspace_RGB, chroma.heif_chroma_interleaved_RGBA);
  const found = unpacked?.channels?.find((each) => each.id === channel.heif_channel_interleaved);
  if (!found) throw new Unprintable('broken', 'it cannot be unpacked');
  const { width, height, stride, data } = found;
  check(width, height);
  return { rgba: withoutGaps(data, width * 4, height, stride), width, height };
}

function withoutGaps(data: Uint8Array, row: number, rows: number, stride: number): Buffer {
  if (data.length < stride * (rows - 1) + row) throw new Unprintable('broken', 'rows are missing');
  if (stride === row) return Buffer.from(data.buffer, data.byteOffset, row * rows);
  return Buffer.concat(Array.from({ length: rows }, (_, index) => data.subarray(index * stride, index * stride + row)));
}
