/** Builds the print agent into one file that runs on Node 20 and later without an install: print-agent/dist/parley-print-agent.mjs. */
import { chmodSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../print-agent/', import.meta.url));
/** The one argument: a folder elsewhere. */
const outDir = resolve(process.argv[2] ?? join(root, 'dist'));
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'src/main.ts',
    outDir,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'parley-print-agent.mjs', codeSplitting: false } },
  },
});
chmodSync(join(outDir, 'parley-print-agent.mjs'), 0o755);
