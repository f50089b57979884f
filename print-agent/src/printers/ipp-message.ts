/**
 * IPP/2.0 messages (RFC 8010) as bytes and back: the few value types that printing needs, collections skipped. Knows no operation and
 * does no I/O.
 */
export type IppValue = string | number | boolean;

/** What is sent: the name, its type, one value or several. */
export interface IppAttribute {
  readonly name: string;
  readonly type: keyof typeof tags;
  readonly value: IppValue | readonly IppValue[];
}

export interface IppGroup {
  readonly tag: 'operation' | 'job' | 'printer' | 'unsupported';
  readonly attributes: ReadonlyMap<string, readonly IppValue[]>;
}

export interface IppAnswer {
  /** Below 0x0100 it went well. */
  readonly status: number;
  readonly groups: readonly IppGroup[];
}

const tags = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  language: 0x48,
  mime: 0x49,
} as const;
const groupTags = { operation: 1, job: 2, printer: 4, unsupported: 5 } as const;
const END = 3;

export function encodeRequest(
  operation: number,
  groups: readonly { readonly tag: 'operation' | 'job'; readonly attributes: readonly IppAttribute[] }[],
): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(2, 0);
  head.writeUInt16BE(operation, 2);
  head.writeUInt32BE(1, 4);
  const parts: Buffer[] = [head];
  for (const { tag, attributes } of groups) parts.push(Buffer.from([groupTags[tag]]), ...attributes.map(encodeAttribute));
  parts.push(Buffer.from([END]));
  return Buffer.concat(parts);
}

function encodeAttribute({ name, type, value }: IppAttribute): Buffer {
  const values = typeof value === 'object' ? value : [value];
  return Buffer.concat(
    // A further value of the same attribute carries an empty name.
    values.map((each, index) => Buffer.concat([Buffer.from([tags[type]]), counted(index === 0 ? name : ''), counted(encodeValue(each))])),
  );
}

function encodeValue(value: IppValue): Buffer | string {
  if (typeof value === 'boolean') return Buffer.from([value ? 1 : 0]);
  if (typeof value === 'string') return value;
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function counted(content: string | Buffer): Buffer {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Throws a RangeError where the bytes end early. */
export function decodeAnswer(bytes: Buffer): IppAnswer {
  const status = bytes.readUInt16BE(2);
  const groups: { tag: IppGroup['tag']; attributes: Map<string, IppValue[]> }[] = [];
  let at = 8;
  let name = '';
  let depth = 0;
  const take = (): Buffer => {
    const length = bytes.readUInt16BE(at);
    if (at + 2 + length > bytes.length) throw new RangeError('an IPP answer that ends early');
    at += 2 + length;
    return bytes.subarray(at - length, at);
  };
  for (;;) {
    const tag = bytes.readUInt8(at);
    at += 1;
    if (tag === END) return { status, groups };
    if (tag < 0x10) {
      groups.push({ tag: nameOfGroup(tag), attributes: new Map() });
      continue;
    }
    const given = take().toString('utf8');
    const value = decodeValue(tag, take());
    if (tag === 0x37) depth -= 1;
    // The members of a collection are of no interest here.
    if (depth === 0 && given !== '') name = given;
    if (tag === 0x34) depth += 1;
    const group = groups.at(-1)?.attributes;
    if (depth > 0 || value === undefined || !group) continue;
    group.set(name, [...(group.get(name) ?? []), value]);
  }
}

function nameOfGroup(tag: number): IppGroup['tag'] {
  return tag === 2 ? 'job' : tag === 4 ? 'printer' : tag === 5 ? 'unsupported' : 'operation';
}

function decodeValue(tag: number, bytes: Buffer): IppValue | undefined {
  if (tag === tags.integer || tag === tags.enum) return bytes.readInt32BE(0);
  if (tag === tags.boolean) return bytes[0] === 1;
  // A range: its upper end.
  if (tag === 0x33) return bytes.readInt32BE(4);
  // With a language in front.
  if (tag === 0x35 || tag === 0x36) return bytes.subarray(4 + bytes.readUInt16BE(0)).toString('utf8');
  return tag >= 0x40 && tag <= 0x49 ? bytes.toString('utf8') : undefined;
}
