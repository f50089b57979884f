/** A bare computer at a shop: a shell, a Node of the system, and a folder of its own. Runs lines as people paste them, and can lose its power. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface RunningLine {
  output(): string;
  prints(pattern: RegExp, withinMs?: number): Promise<string>;
  readonly ended: Promise<number | null>;
}

export interface ShopComputer {
  readonly folder: string;
  /** As typed into the shell. */
  type(line: string): RunningLine;
  /** Everything that runs is gone at once. */
  cutPower(): Promise<void>;
  scrap(): Promise<void>;
}

export function openShopComputer(): ShopComputer {
  const folder = mkdtempSync(join(tmpdir(), 'parley-shop-pc-'));
  mkdirSync(join(folder, 'desk'));
  // Nothing of this repository, and no registry: what it needs must come from the shop's server.
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((each) => !each.includes('node_modules'));
  const env = {
    PATH: path.join(delimiter),
    HOME: folder,
    npm_config_cache: join(folder, 'npm-cache'),
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_update_notifier: 'false',
  };
  const running = new Set<ChildProcess>();
  const cutPower = async (): Promise<void> => {
    const ends = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
    // The whole group: npx starts others.
    for (const child of running) if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await Promise.all(ends);
  };
  return {
    folder,
    type(line) {
      const child = spawn('/bin/sh', ['-c', line], { cwd: join(folder, 'desk'), env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
      running.add(child);
      let text = '';
      const hear = new Set<() => void>();
      const take = (part: Buffer): void => {
        text += part.toString('utf8');
        for (const each of hear) each();
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      const ended = new Promise<number | null>((resolve) => {
        child.once('close', (code) => {
          running.delete(child);
          resolve(code);
        });
      });
      const prints = (pattern: RegExp, withinMs = 60_000): Promise<string> =>
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
            reject(new Error(`"${line}" never said ${pattern}: ${text.slice(-2_000)}`));
          }, withinMs);
          hear.add(look);
          look();
        });
      return { output: () => text, prints, ended };
    },
    cutPower,
    async scrap() {
      await cutPower();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
