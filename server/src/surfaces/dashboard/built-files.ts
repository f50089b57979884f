/** The dashboard as it was built, read once: its page and its hashed files, compressed ahead. Knows nothing of what they do. */
import { existsSync, readFileSync, statSync } from 'node:fs';
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

/** @returns what to ask before each use: the build there is now; undefined while there is none. @param folder with index.html and assets/. */
export function watchBuilt(folder: URL): () => Built | undefined {
  let built: { readonly at: number; readonly files: Built } | undefined;
  return () => {
    const index = new URL('index.html', folder);
    const at = statSync(index, { throwIfNoEntry: false })?.mtimeMs;
    if (at === undefined) return undefined;
    // A build made anew beside a running server is handed out from then on.
    if (built?.at !== at) built = { at, files: readBuilt(index, new URL('assets/', folder)) };
    return built.files;
  };
}

function readBuilt(index: URL, assets: URL): Built {
  const ready = new Map<string, BuiltFile>();
  return {
    page: readFileSync(index, 'utf8'),
    // Compressed when first asked for: a start does not wait for files that nobody opens.
    file(name) {
      const known = ready.get(name);
      if (known) return known;
      const path = new URL(name, assets);
      if (!existsSync(path)) return undefined;
      const plain = readFileSync(path);
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
