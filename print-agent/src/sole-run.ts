/**
 * Keeps a second agent off the same state folder, also where both start at the same instant: by something that the system gives to one
 * process alone and takes back when that process ends, however it ends. Nothing is left behind that could be taken for a running agent.
 */
import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

export class AlreadyRunning extends Error {}

export interface SoleRun {
  release(): Promise<void>;
}

/** Of BSD and macOS: the file opens for one process alone. Node has no name for it. */
const O_EXLOCK = 0x20;

/** @param stateFolder is there. Throws AlreadyRunning. */
export async function runAlone(stateFolder: string): Promise<SoleRun> {
  // The same folder by another way is the same folder.
  const mark = createHash('sha256').update(realpathSync.native(stateFolder)).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return byName(`\\\\.\\pipe\\parley-print-agent-lock-${mark}`);
  // Linux's abstract names: there is no file that could stay.
  if (process.platform === 'linux') return byName(`\0parley-print-agent-${mark}`);
  return byFile(join(stateFolder, 'agent.lock'));
}

async function byName(name: string): Promise<SoleRun> {
  const server: Server = createServer((connection) => connection.destroy());
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(name, resolve);
    });
  } catch (error) {
    throw refused(error, ['EADDRINUSE', 'EACCES']);
  }
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function byFile(path: string): Promise<SoleRun> {
  try {
    const file = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK, 0o600);
    return Promise.resolve({ release: () => Promise.resolve(closeSync(file)) });
  } catch (error) {
    throw refused(error, ['EAGAIN', 'EWOULDBLOCK']);
  }
}

function refused(error: unknown, taken: readonly string[]): unknown {
  if (!taken.includes((error as NodeJS.ErrnoException).code ?? '')) return error;
  return new AlreadyRunning('The agent runs already on this computer. See: parley-print-agent status');
}
