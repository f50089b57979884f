/** Runs a command with TEST_DATABASE_URL pointing at a throw-away PostgreSQL (real binaries from npm), and removes it afterwards. */
import { spawn } from 'node:child_process';
import { startPostgres } from '../server/test/builders/throwaway-postgres.ts';

const [program, ...args] = process.argv.slice(2);
if (!program) throw new Error('usage: node tools/with-postgres.ts COMMAND [ARGUMENT …]');

const postgres = await startPostgres();
const code = await new Promise<number>((resolve) => {
  const env = { ...process.env, TEST_DATABASE_URL: postgres.url };
  spawn(program, args, { stdio: 'inherit', env }).on('close', (exit) => resolve(exit ?? 1));
});
await postgres.stop();
process.exitCode = code;
