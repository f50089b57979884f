/** `pair`: exchanges the code shown on the dashboard for a key and writes the settings. Nobody types a key. */
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { pair } from '../backend.client.ts';
import { type PrinterKind, parseConfig, writeConfig, writtenConfig } from '../config.ts';
import { printersHere } from '../printers/choose-printer.ts';
import { plainText } from '../printers/plain-text.ts';
import { commandOf, quoted, type Started } from '../started.ts';

export interface PairOptions {
  readonly code: string;
  readonly backend: string;
  readonly configPath: string;
  readonly printer?: string;
  /** Undefined: as before, or what this system prints through. */
  readonly kind?: PrinterKind;
  readonly folder?: string;
  readonly cupsServer?: string;
  readonly name?: string;
  readonly started: Started;
  /** Whether the settings lie where nobody looks unless told. */
  readonly isConfigGiven: boolean;
}

/** Answers the exit code. */
export async function pairCommand(options: PairOptions, say: (line: string) => void): Promise<number> {
  const { code, configPath } = options;
  const backend = options.backend.replace(/\/+$/, '');
  const { printer, here, about } = await settingsFor(options, backend);
  if (printer === undefined) {
    say('This computer shows no printer. Add one to the system, or name it: --printer "<name>"');
    return 1;
  }
  // What would be refused later is refused before the code is spent.
  parseConfig(JSON.stringify({ ...about, api_key: 'not known yet' }), configPath);
  const answer = await pair(backend, { code, name: (options.name ?? hostname()).slice(0, 120) || 'Print computer' });
  if (answer.is !== 'ok') {
    say(answer.is === 'refused' ? `The code was not taken: ${answer.message}` : `${backend} cannot be reached: ${answer.message}`);
    return 1;
  }
  writeConfig(configPath, { ...about, api_key: answer.value.api_key });
  say(`Paired with ${plainText(answer.value.merchant.name)}. Printer: ${printer}. Settings: ${configPath}`);
  const others = here.filter((name) => name !== printer);
  if (others.length > 0) say(`Also here: ${others.join(', ')}. Change "printer_name" in the settings to use another.`);
  const command = commandOf(options.started, backend);
  const settings = options.isConfigGiven ? ` --config ${quoted(configPath)}` : '';
  say(`Now start it:                     ${command} run${settings}`);
  say(`Or let it start with the computer: ${command} install-service${settings}`);
  return 0;
}

/** Paired again, what people wrote into the settings stays, as far as nothing else was said now. */
async function settingsFor(options: PairOptions, backend: string) {
  const before = writtenConfig(options.configPath);
  const { folder = before.folder, cupsServer = before.cups_server } = options;
  const kind =
    options.kind ??
    (options.folder === undefined ? (before.printer_kind ?? (process.platform === 'win32' ? 'sumatra' : 'cups')) : ('folder' as const));
  const here = await printersHere(kind, cupsServer);
  const isSaidNow = options.printer !== undefined || options.kind !== undefined || options.folder !== undefined;
  const printer = options.printer ?? (isSaidNow ? undefined : before.printer_name) ?? here[0] ?? (kind === 'folder' ? 'Folder' : undefined);
  const { printers, api_key: _, ...kept } = before;
  const about = {
    poll_timeout: 25,
    ...kept,
    ...(printers === undefined || isSaidNow ? {} : { printers }),
    backend_url: backend,
    printer_name: printer,
    printer_kind: kind,
    ...(folder === undefined
      ? {}
      : { folder: resolve(dirname(options.configPath), options.folder === undefined ? folder : resolve(folder)) }),
    ...(cupsServer === undefined ? {} : { cups_server: cupsServer }),
  };
  return { printer, here, about };
}
