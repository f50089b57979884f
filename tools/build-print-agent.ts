/**
 * Builds the print agent for shops' computers (print-agent/dist), where its build is missing or older than its sources: one file that runs
 * on Node 20 without an install, and the same as an npm package. The same sources give the same bytes.
 */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createTar } from 'nanotar';
import { build } from 'vite';
import { changedAt } from './changed-at.ts';

const FILE = 'print-agent.mjs';
const PACKAGE = 'print-agent.tgz';
const root = fileURLToPath(new URL('../print-agent/', import.meta.url));
const sources = ['src', 'package.json', '../contract/src', '../package-lock.json', '../tools/build-print-agent.ts'];
/** The one argument: a folder elsewhere, built whatever lies there. */
const elsewhere = process.argv[2];
const outDir = resolve(elsewhere ?? join(root, 'dist'));

const newest = Math.max(...sources.map((path) => changedAt(join(root, path))));
if (elsewhere !== undefined || Math.min(changedAt(join(outDir, FILE)), changedAt(join(outDir, PACKAGE))) < newest) {
  const under = `${outDir}.${process.pid}`;
  try {
    await bundle(under);
    chmodSync(join(under, FILE), 0o755);
    writeFileSync(join(under, PACKAGE), pack(readFileSync(join(under, FILE))));
    // A server that hands out the old one goes on doing so until the new one is whole.
    mkdirSync(outDir, { recursive: true });
    for (const name of [FILE, PACKAGE]) renameSync(join(under, name), join(outDir, name));
  } finally {
    rmSync(under, { recursive: true, force: true });
  }
}

async function bundle(folder: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: 'src/main.ts',
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: FILE, codeSplitting: false } },
    },
  });
}

/** As `npm pack` would, with nothing in it that differs from one build to the next. */
function pack(program: Uint8Array): Buffer {
  const { version, description, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  const about = {
    name: 'parley-print-agent',
    version,
    description,
    license: 'MIT',
    type: 'module',
    bin: { 'parley-print-agent': FILE },
    engines,
  };
  const attrs = { uid: 0, gid: 0, mtime: 0 };
  const tar = createTar([
    { name: 'package/package.json', data: Buffer.from(`${JSON.stringify(about, null, 2)}\n`), attrs: { ...attrs, mode: '644' } },
    { name: `package/${FILE}`, data: program, attrs: { ...attrs, mode: '755' } },
  ]);
  // Two empty blocks end an archive, wherever its last file ends.
  const packed = gzipSync(Buffer.concat([tar, Buffer.alloc(1024)]), { level: 9 });
  // The one byte of the header that names the system it was made on.
  packed[9] = 255;
  return packed;
}
