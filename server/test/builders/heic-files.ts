/**
 * HEIC photos as phones write them, and as nobody should: real ones made once with heif-enc (libheif 1.15, x265) of bars of red, blue
 * and green, `heif-enc -q 40 [-b 10] scene.png [second.png] -o scene.heic`, changed here box by box.
 */
import { readFileSync } from 'node:fs';

export type HeicName = 'scene.heic' | 'odd-alpha.heic' | 'ten-bit.heic' | 'several.heic' | 'scene.avif';

export const heicFile = (name: HeicName): Buffer =>
  readFileSync(new URL(`../../src/domains/printing/files/prepare/fixtures/${name}`, import.meta.url));

/** Where a box begins, by its path: `meta/iprp/ipco`. */
function boxAt(bytes: Buffer, path: string): number {
  let [from, to, at] = [0, bytes.length, -1];
  for (const type of path.split('/')) {
    at = from;
    while (at + 8 <= to && bytes.toString('latin1', at + 4, at + 8) !== type) at += bytes.readUInt32BE(at);
    if (at + 8 > to) throw new Error(`no box ${path}`);
    to = at + bytes.readUInt32BE(at);
    // A full box has its version and flags before its children.
    from = at + (type === 'meta' ? 12 : 8);
  }
  return at;
}

/** Puts bytes into a box at its end, and moves what the file says of places behind it. */
function extend(bytes: Buffer, path: string, more: Buffer): Buffer {
  const at = boxAt(bytes, path);
  const end = at + bytes.readUInt32BE(at);
  const longer = Buffer.concat([bytes.subarray(0, end), more, bytes.subarray(end)]);
  const names = path.split('/');
  for (let depth = 1; depth <= names.length; depth += 1) {
    const box = boxAt(bytes, names.slice(0, depth).join('/'));
    longer.writeUInt32BE(bytes.readUInt32BE(box) + more.length, box);
  }
  return moveItems(longer, more.length);
}

/** `iloc` of version 0 or 1 with offsets of four bytes, as heif-enc writes it. */
function moveItems(bytes: Buffer, by: number): Buffer {
  const at = boxAt(bytes, 'meta/iloc');
  const version = bytes.readUInt8(at + 8);
  const [sizes, bases] = [bytes.readUInt8(at + 12), bytes.readUInt8(at + 13)];
  const [offsetSize, lengthSize, baseSize] = [sizes >> 4, sizes & 15, bases >> 4];
  const count = bytes.readUInt16BE(at + 14);
  let place = at + 16;
  for (let item = 0; item < count; item += 1) {
    const method = version === 0 ? 0 : bytes.readUInt16BE(place + 2) & 15;
    place += (version === 0 ? 4 : 6) + baseSize;
    const extents = bytes.readUInt16BE(place);
    place += 2;
    for (let extent = 0; extent < extents; extent += 1) {
      if (method === 0) bytes.writeUInt32BE(bytes.readUInt32BE(place) + by, place);
      place += offsetSize + lengthSize;
    }
  }
  return bytes;
}

/** Taken with the phone held on its side: shown turned by so many quarters against the clock. */
export function turned(heic: Buffer, quarters: 1 | 2 | 3): Buffer {
  const properties = boxAt(heic, 'meta/iprp/ipco');
  let number = 1;
  for (let at = properties + 8; at < properties + heic.readUInt32BE(properties); at += heic.readUInt32BE(at)) number += 1;
  const withTurn = extend(heic, 'meta/iprp/ipco', Buffer.from([0, 0, 0, 9, 0x69, 0x72, 0x6f, 0x74, quarters]));
  const wanted = boxAt(withTurn, 'meta/iprp/ipma');
  // The first item, which is the picture: its list is one longer, and the new property stands at the end of the only list.
  withTurn.writeUInt8(withTurn.readUInt8(wanted + 18) + 1, wanted + 18);
  return extend(withTurn, 'meta/iprp/ipma', Buffer.from([0x80 | number]));
}

/** Says of itself that it is so large; what is packed stays as it was. */
export function claiming(heic: Buffer, width: number, height: number): Buffer {
  const bytes = Buffer.from(heic);
  for (let at = bytes.indexOf('ispe'); at >= 0; at = bytes.indexOf('ispe', at + 1)) {
    bytes.writeUInt32BE(width, at + 8);
    bytes.writeUInt32BE(height, at + 12);
  }
  return bytes;
}

/** Another of its pictures is the one that is shown. */
export function showing(heic: Buffer, item: number): Buffer {
  const bytes = Buffer.from(heic);
  bytes.writeUInt16BE(item, boxAt(bytes, 'meta/pitm') + 12);
  return bytes;
}

export function branded(heic: Buffer, brand: string): Buffer {
  const bytes = Buffer.from(heic);
  bytes.write(brand.padEnd(4), 8, 'latin1');
  return bytes;
}
