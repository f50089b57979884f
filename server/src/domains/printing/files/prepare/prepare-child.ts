/**
 * The process apart: starts the work in a thread and watches the memory of both, so that a file which swells takes nothing with it but
 * this process. Its folder is all it is told.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Preparing, prepareFile } from './prepare-file.ts';
import { limits, names, type Prepared } from './prepared.ts';

const LOOK_MS = 100;

if (isMainThread) watch();
else void work(workerData as Preparing);

function watch(): void {
  const [folder = '', libreOffice = ''] = process.argv.slice(2);
  const finish = (result: Prepared): never => {
    writeFileSync(join(folder, names.result), JSON.stringify(result));
    // Whatever it started ends with it.
    if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
    process.exit(0);
  };
  const input: Preparing = { folder, libreOffice: libreOffice === '' ? undefined : libreOffice };
  const thread = new Worker(new URL(import.meta.url), { workerData: input, resourceLimits: { maxOldGenerationSizeMb: 1_024 } });
  thread.on('message', (result: Prepared) => finish(result));
  thread.on('error', (error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') finish({ refusal: 'too_heavy' });
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
  setInterval(() => {
    if (process.memoryUsage.rss() > limits.memoryBytes) finish({ refusal: 'too_heavy' });
  }, LOOK_MS);
}

async function work(input: Preparing): Promise<void> {
  parentPort?.postMessage(await prepareFile(input), []);
}
