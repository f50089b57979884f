/**
 * The agent's settings: one JSON file beside the program or in the user's folder. Says in plain words what is wrong with it. Only pairing
 * writes it.
 */
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

export const printerKinds = ['cups', 'sumatra', 'folder'] as const;
export type PrinterKind = (typeof printerKinds)[number];

const onePrinter = z.strictObject({
  /** As the shop calls it. */
  name: z.string().trim().min(1).max(120),
  kind: z.enum(printerKinds).optional(),
  /** What the print system calls it, where that differs. */
  system_name: z.string().min(1).optional(),
  /** Of a `folder` printer. */
  folder: z.string().min(1).optional(),
});

const settings = z.strictObject({
  backend_url: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://shop.example' })
    .refine((url) => !/[?#]|\/\/[^/]*@/.test(url), 'must be the address alone, without a name, "?" or "#"')
    .transform((url) => url.replace(/\/+$/, '')),
  api_key: z.string({ error: 'is missing: pair this computer again' }).min(1, 'is empty: pair this computer again'),
  printer_name: z.string().trim().min(1).max(120),
  /** Seconds that the server may think about one question for work. */
  poll_timeout: z.number().int().min(0).max(60).default(25),
  /** Where `printer_name` alone does not say enough; several printers get a lane each. */
  printers: z.array(onePrinter).min(1).max(20).optional(),
  printer_kind: z.enum(printerKinds).optional(),
  folder: z.string().min(1).optional(),
  /** `host:port` or the path of CUPS's socket. */
  cups_server: z.string().min(1).optional(),
  sumatra_path: z.string().min(1).optional(),
  /** Where journal and files under way are kept. */
  state_folder: z.string().min(1).optional(),
  /** How often a job under way is looked at. */
  look_seconds: z.number().min(0.01).max(60).default(1),
  lease_seconds: z.number().int().min(15).max(900).default(60),
});
export type AgentSettings = z.infer<typeof settings>;

export interface PrinterConfig {
  readonly name: string;
  readonly kind: PrinterKind;
  readonly systemName: string;
  readonly folder: string | undefined;
}

export interface AgentConfig extends AgentSettings {
  readonly path: string;
  readonly stateFolder: string;
  readonly lanes: readonly PrinterConfig[];
}

export class ConfigProblem extends Error {}

/** The user's folder for settings of this system. */
export function userFolder(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Parley Print Agent');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Parley Print Agent');
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'parley-print-agent');
}

/** The given path; else the one beside the program, where there is one; else the one in the user's folder. */
export function configPath(given: string | undefined): string {
  if (given !== undefined) return resolve(given);
  const beside = join(dirname(process.argv[1] ?? '.'), 'parley-print-agent.json');
  return existsSync(beside) ? beside : join(userFolder(), 'config.json');
}

/** Throws a ConfigProblem to be shown as it is. */
export function readConfig(path: string): AgentConfig {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new ConfigProblem(`${path} cannot be read: ${(error as Error).message}`);
    throw new ConfigProblem(`There is no ${path} yet. Pair this computer first: parley-print-agent pair <code> --backend <address>`);
  }
  return parseConfig(text, path);
}

export function parseConfig(text: string, path: string): AgentConfig {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ConfigProblem(`${path} is not JSON: ${(error as Error).message}`);
  }
  const parsed = settings.safeParse(raw);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || 'the file'}: ${issue.message}`);
    throw new ConfigProblem(`${path} is not right:\n${lines.join('\n')}`);
  }
  const config = { ...parsed.data, path, stateFolder: resolve(dirname(path), parsed.data.state_folder ?? 'state') };
  const lanes = (config.printers ?? [{ name: config.printer_name }]).map((each) => laneOf(config, each));
  const twice = lanes.find((each, at) => lanes.findIndex((other) => other.name.toLowerCase() === each.name.toLowerCase()) !== at);
  if (twice) throw new ConfigProblem(`${path} is not right:\n  printers: ${twice.name} is named twice`);
  return { ...config, lanes };
}

function laneOf(config: AgentSettings & { readonly path: string }, each: z.infer<typeof onePrinter>): PrinterConfig {
  const kind = each.kind ?? config.printer_kind ?? (process.platform === 'win32' ? 'sumatra' : 'cups');
  const folder = each.folder ?? config.folder;
  if (kind === 'folder' && folder === undefined)
    throw new ConfigProblem(`${config.path} is not right:\n  folder: say where ${each.name} puts its pages`);
  return {
    name: each.name,
    kind,
    systemName: each.system_name ?? each.name,
    folder: folder === undefined ? undefined : resolve(dirname(config.path), folder),
  };
}

/** Only this user can read it: it holds the key. On disk when it returns. */
export function writeConfig(path: string, config: Readonly<Record<string, unknown>>): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const under = `${path}.new`;
  const file = openSync(under, 'w', 0o600);
  try {
    writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(under, 0o600);
  renameSync(under, path);
}

/** What stands in the file as it was written, for pairing again; empty where there is none that can be read. */
export function writtenConfig(path: string): Partial<z.input<typeof settings>> {
  try {
    return readConfig(path) && (JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as Partial<z.input<typeof settings>>);
  } catch (error) {
    if (error instanceof ConfigProblem) return {};
    throw error;
  }
}
