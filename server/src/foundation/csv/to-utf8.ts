/** Makes UTF-8 of whatever a spreadsheet saved: UTF-8, UTF-16 or Windows-1252, told apart by the bytes. Pure. */
import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Without a byte-order mark. Text that is not valid UTF-8 is taken for Windows-1252, which reads any bytes. */
export function toUtf8(bytes: Buffer): { readonly bytes: Buffer; readonly encoding: Encoding } {
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8') return { encoding, bytes: bytes.subarray(hasMark(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0) };
  return { encoding, bytes: Buffer.from(new TextDecoder(encoding).decode(bytes)) };
}

function encodingOf(bytes: Buffer): Encoding {
  if (hasMark(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (hasMark(bytes, 0xfe, 0xff)) return 'utf-16be';
  // Headers are mostly plain letters, of which UTF-16 leaves every other byte empty.
  const head = bytes.subarray(0, 1_000);
  const empty = (parity: number) => head.filter((byte, index) => index % 2 === parity && byte === 0).length;
  if (empty(1) > head.length / 4) return 'utf-16le';
  if (empty(0) > head.length / 4) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function hasMark(bytes: Buffer, ...mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}
