/** The true program as the shop runs it: `main.ts` in a process of its own, with a settings file in a folder of the test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface AgentProcess {
  output(): string;
  prints(pattern: RegExp, withinMs?: number): Promise<string>;
  readonly ended: Promise<number | null>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

export function startAgent(
  args: readonly string[],
  program: string = MAIN,
  environment: Readonly<Record<string, string>> = {},
): AgentProcess {
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let text = '';
  const hear = new Set<() => void>();
  const take = (part: Buffer): void => {
    text += part.toString('utf8');
    for (const each of hear) each();
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const ended = new Promise<number | null>((resolve) => {
    // Not before the last of its words arrived.
    child.once('close', (code) => resolve(code));
  });
  return {
    output: () => text,
    ended,
    prints: (pattern, withinMs = 40_000) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(text)?.[0];
          if (found === undefined) return;
          clearTimeout(timer);
          hear.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          hear.delete(look);
          reject(new Error(`never printed ${pattern}: ${text.slice(-2_000)}`));
        }, withinMs);
        hear.add(look);
        look();
      }),
    async kill(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

/** One command to its end. */
export async function runAgentCommand(
  args: readonly string[],
  program?: string,
  environment?: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const agent = startAgent(args, program, environment);
  const code = await agent.ended;
  return { code, output: agent.output() };
}

/** Asks until it is so; the test's own limit ends it. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs = 40_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`it never came to be: ${isSo.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
