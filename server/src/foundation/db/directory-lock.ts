/**
 * One process per data directory. The embedded database has no lock of its own, and two writers would lose rows without an error;
 * a local socket named by the path is held as long as we live and is let go by the kernel when we are killed.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DirectoryLock {
  release(): Promise<void>;
}

export class DirectoryInUse extends Error {
  readonly holder: string;
  constructor(directory: string, holder: string) {
    super(`${directory} is in use by ${holder}. Stop that one first, or choose another folder with DATA_DIR.`);
    this.holder = holder;
  }
}

/** @throws DirectoryInUse when a living process holds the directory. */
export async function lockDirectory(directory: string, whoAmI: string): Promise<DirectoryLock> {
  mkdirSync(directory, { recursive: true });
  const hash = createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 24);
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\parley-${hash}` : join(tmpdir(), `parley-${hash}.sock`);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const server = await tryListen(address, whoAmI);
    if (server) {
      return {
        release: () =>
          new Promise((resolve) => {
            server.close(() => resolve());
          }),
      };
    }
    const holder = await askHolder(address);
    if (holder !== undefined) throw new DirectoryInUse(directory, holder);
    rmSync(address, { force: true });
  }
  throw new Error(`cannot lock ${directory}`);
}

function tryListen(address: string, whoAmI: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(whoAmI);
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

function askHolder(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(address);
    socket.setTimeout(2_000, () => {
      socket.destroy();
      resolve(said || 'another process');
    });
    socket.on('data', (chunk) => {
      said += chunk.toString('utf8');
    });
    socket.on('end', () => resolve(said || 'another process'));
    socket.on('error', () => resolve(undefined));
  });
}
