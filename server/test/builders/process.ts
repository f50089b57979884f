/** The program as a process of its own, as `npm start` runs it: started, asked, killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface RunningProgram {
  readonly url: string;
  /** Everything it printed so far. */
  output(): string;
  /** Waits until it prints something like this, or ends. */
  prints(pattern: RegExp, withinMs?: number): Promise<string>;
  /** Waits for the first answer of /health. */
  answers(withinMs?: number): Promise<void>;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export function startProgram(role: 'all' | 'web' | 'worker' | 'migrate', environment: Readonly<Record<string, string>>): RunningProgram {
  const { PATH = '', HOME = '' } = process.env;
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, role], {
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    text += chunk.toString('utf8');
    for (const listener of listeners) listener();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
  });
  const url = `http://127.0.0.1:${environment['PORT'] ?? '3000'}`;
  const prints = (pattern: RegExp, withinMs = 120_000): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(text);
        if (!found) return;
        stop();
        resolve(found[0]);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`never printed ${pattern}: ${text.slice(-2_000)}`));
      }, withinMs);
      const stop = (): void => {
        clearTimeout(timer);
        listeners.delete(look);
      };
      listeners.add(look);
      look();
    });
  return {
    url,
    output: () => text,
    prints,
    async answers(withinMs = 120_000) {
      const deadline = performance.now() + withinMs;
      for (;;) {
        const answer = await fetch(`${url}/health`).catch(() => undefined);
        if (answer?.ok) return;
        if (performance.now() > deadline) throw new Error(`never answered: ${text.slice(-2_000)}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    ended,
    async kill(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
