/** Looks into archives without believing them: names from the directory, and how much they truly unpack to. Never writes a file. */
import { inflateRawSync } from 'node:zlib';
import { limits, Unprintable } from './prepared.ts';

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packedSize: number;
  readonly offset: number;
}

/** Undefined when the directory cannot be read. */
export function entryNames(bytes: Buffer): readonly string[] | undefined {
  return readEntries(bytes)?.map((entry) => entry.name);
}

/**
 * Unpacks every entry and throws it away: what the directory says of sizes may be a lie, and entries may share their bytes.
 * @throws Unprintable `too_heavy` beyond the limits, `broken` when it cannot be read, `password` when it is locked
 */
export function proveSmall(bytes: Buffer): void {
  const entries = readEntries(bytes);
  if (!entries) throw new Unprintable('broken', 'the directory of the archive cannot be read');
  if (entries.length > limits.archiveEntries) throw new Unprintable('too_heavy', 'too many entries');
  let left: number = limits.unpackedBytes;
  for (const entry of entries) {
    const packed = packedBytes(bytes, entry);
    if (entry.method === 0) left -= packed.length;
    else if (entry.method === 8) left -= unpackedLength(packed, left);
    else throw new Unprintable('broken', `packing method ${entry.method}`);
    if (left < 0) throw new Unprintable('too_heavy', 'unpacks to too much');
  }
}

function unpackedLength(packed: Buffer, left: number): number {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(left, 1) }).length;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new Unprintable(code === 'ERR_BUFFER_TOO_LARGE' ? 'too_heavy' : 'broken', 'an entry cannot be unpacked');
  }
}

function packedBytes(bytes: Buffer, { offset, packedSize }: Entry): Buffer {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== 0x04034b50) throw new Unprintable('broken', 'an entry is missing');
  if ((bytes.readUInt16LE(offset + 6) & 1) === 1) throw new Unprintable('password', 'an entry is encrypted');
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + packedSize > bytes.length) throw new Unprintable('broken', 'an entry is cut off');
  return bytes.subarray(start, start + packedSize);
}

function readEntries(bytes: Buffer): readonly Entry[] | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packedSize: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}
