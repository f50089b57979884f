/** Pictures and files by key, wherever they are kept. Keys are made by the program from ids; no text a person typed may be one. */
import type { Readable } from 'node:stream';

export interface Blob {
  readonly bytes: Buffer;
  readonly mimeType: string;
}

export interface BlobStream {
  readonly stream: Readable;
  /** Bytes. */
  readonly size: number;
  readonly mimeType: string;
}

export interface Blobs {
  /** Writes whole or not at all; an earlier blob of the key is replaced. */
  put(key: string, bytes: Uint8Array, mimeType: string): Promise<void>;
  get(key: string): Promise<Blob | undefined>;
  /** For large files; the caller reads the stream to its end or destroys it. */
  stream(key: string): Promise<BlobStream | undefined>;
  has(key: string): Promise<boolean>;
  /** Nothing happens when there is none. */
  delete(key: string): Promise<void>;
}

const KEY = /^[a-z0-9][a-z0-9_-]*(?:[./][a-z0-9_-]+)*$/;
const MAX_KEY = 300;

/** Lower-case letters, digits, `-_`, with single dots and slashes between: no key can climb out of its folder. @throws otherwise */
export function checkedKey(key: string): string {
  if (key.length > MAX_KEY || !KEY.test(key)) throw new Error('a blob key has a form that is not allowed');
  return key;
}
