/** One process of the program, as an operator would start it; can be killed without warning and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface ServerProcess {
  readonly name: string;
  /** It said so; false while it boots or is gone. */
  isUp(): boolean;
  start(): void;
  /** SIGKILL; resolves when the kernel has buried it. */
  kill(): Promise<void>;
  /** SIGTERM, as an operator stops it. Answers the exit code; a process that does not go within `withinMs` is killed and answers undefined. */
  stop(withinMs: number): Promise<number | undefined>;
}

export interface ServerProcessOptions {
  readonly name: string;
  readonly role: 'all' | 'web' | 'worker';
  readonly environment: Readonly<Record<string, string>>;
  /** All it says, with that of its earlier lives. */
  readonly logFile: string;
  /** It ended although we did not end it; it is started again at once. */
  readonly onEnd: (name: string, how: { readonly code: number | null; readonly signal: string | null }) => void;
}

/** Whoever started them must not leave them behind, however it ends. */
const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

export function createServerProcess(options: ServerProcessOptions): ServerProcess {
  let child: ChildProcess | undefined;
  let isUp = false;

  function start(): void {
    isUp = false;
    const own = spawn(process.execPath, ['--no-warnings', MAIN, options.role], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'], ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = own;
    living.add(own);
    const keep = (chunk: Buffer): void => {
      const text = chunk.toString('utf8');
      appendFileSync(options.logFile, text);
      if (/Parley (answers|is at work)/.test(text)) isUp = child === own;
    };
    own.stdout.on('data', keep);
    own.stderr.on('data', keep);
    own.once('exit', (code, signal) => {
      living.delete(own);
      if (child !== own) return;
      options.onEnd(options.name, { code, signal });
      start();
    });
  }

  /** From here on its end is expected. */
  function letGo(): ChildProcess | undefined {
    const own = child;
    child = undefined;
    isUp = false;
    return own;
  }

  return {
    name: options.name,
    isUp: () => isUp,
    start,
    async kill() {
      const own = letGo();
      if (!own || own.exitCode !== null || own.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => own.once('exit', () => resolve()));
      own.kill('SIGKILL');
      await gone;
    },
    async stop(withinMs) {
      const own = letGo();
      if (!own || own.exitCode !== null || own.signalCode !== null) return 0;
      const gone = new Promise<number | undefined>((resolve) => own.once('exit', (code) => resolve(code ?? undefined)));
      own.kill('SIGTERM');
      const timer = setTimeout(() => own.kill('SIGKILL'), withinMs);
      const code = await gone;
      clearTimeout(timer);
      return code;
    },
  };
}
