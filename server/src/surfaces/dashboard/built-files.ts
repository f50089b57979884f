/** The dashboard as it was built, read once: its page and its hashed files, compressed ahead. Knows nothing of what they do. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export interface BuiltFile {
  readonly type: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

export interface Built {
  readonly page: string;
  file(name: string): BuiltFile | undefined;
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  png: 'image/png',
};
const QUALITY = 9;

/** @returns undefined when there is no build. @param folder with index.html and assets/. */
export function readBuilt(folder: URL): Built | undefined {
  const index = new URL('index.html', folder);
  if (!existsSync(index)) return undefined;
  const assets = new URL('assets/', folder);
  const names = new Set(readdirSync(assets));
  const ready = new Map<string, BuiltFile>();
  return {
    page: readFileSync(index, 'utf8'),
    // Compressed when first asked for: a start does not wait for files that nobody opens.
    file(name) {
      if (!names.has(name)) return undefined;
      const known = ready.get(name);
      if (known) return known;
      const plain = readFileSync(new URL(name, assets));
      const file: BuiltFile = {
        type: types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
        plain,
        br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }),
        gzip: gzipSync(plain),
      };
      ready.set(name, file);
      return file;
    },
  };
}
