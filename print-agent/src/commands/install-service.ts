/** `install-service`: lets the system start the agent, from a copy that stays where it is. Does what service-plan.ts says, and says what it did. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { planService, type ServicePlan } from './service-plan.ts';

export interface InstallInput {
  readonly configPath: string;
  readonly stateFolder: string;
  /** The file that runs now. */
  readonly program: string;
}

/** Answers the exit code. */
export function installService({ configPath, stateFolder, program }: InstallInput, say: (line: string) => void): number {
  const kept = keepProgram(program, stateFolder);
  if (kept !== program) say(`Copied: ${kept}`);
  const plan = planHere([process.execPath, ...process.execArgv, kept], configPath);
  if (plan.file) {
    const { path, text, encoding } = plan.file;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, encoding);
    say(`Written: ${path}`);
  }
  // An older one may run, or not be there at all.
  for (const words of plan.before) spawnSync(words[0] ?? '', words.slice(1), { windowsHide: true });
  for (const words of plan.commands) if (!runs(words, say)) return 1;
  say(plan.hint);
  return 0;
}

/** Answers the exit code. */
export function removeService(say: (line: string) => void): number {
  const plan = planHere([process.execPath], '');
  for (const words of plan.removal) runs(words, say);
  if (plan.file) {
    rmSync(plan.file.path, { force: true });
    say(`Removed: ${plan.file.path}`);
  }
  say('The agent does not start by itself any more.');
  return 0;
}

/**
 * Where the program lies from now on: what npx fetched or somebody downloaded may be swept away any day. Takes an older copy's place at
 * once or not at all.
 */
export function keepProgram(program: string, stateFolder: string): string {
  // Sources are many files; whoever has them keeps them.
  if (program.endsWith('.ts')) return program;
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  const kept = join(realpathSync(stateFolder), 'print-agent.mjs');
  if (realpathSync(program) === kept) return kept;
  copyFileSync(program, `${kept}.new`);
  renameSync(`${kept}.new`, kept);
  return kept;
}

function planHere(command: readonly string[], configPath: string): ServicePlan {
  const { USERDOMAIN, USERNAME } = process.env;
  const user = USERDOMAIN === undefined ? USERNAME : `${USERDOMAIN}\\${USERNAME}`;
  return planService(process.platform, homedir(), { command, configPath, user: user ?? '' });
}

function runs([program = '', ...args]: readonly string[], say: (line: string) => void): boolean {
  const run = spawnSync(program, args, { encoding: 'utf8', windowsHide: true });
  const line = [program, ...args].join(' ');
  say(run.status === 0 ? `Done: ${line}` : `Did not work: ${line}\n${(run.error?.message ?? run.stderr).trim()}`);
  return run.status === 0;
}
