/** `pair`: exchanges the code shown on the dashboard for a key and writes the settings. Nobody types a key. */
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { pair } from '../backend.client.ts';
import { type PrinterKind, parseConfig, writeConfig } from '../config.ts';
import { printersHere } from '../printers/choose-printer.ts';

export interface PairOptions {
  readonly code: string;
  readonly backend: string;
  readonly configPath: string;
  readonly printer?: string;
  readonly kind: PrinterKind;
  readonly folder?: string;
  readonly cupsServer?: string;
  readonly name?: string;
}

/** Answers the exit code. */
export async function pairCommand(options: PairOptions, say: (line: string) => void): Promise<number> {
  const { code, configPath, kind, folder, cupsServer } = options;
  const backend = options.backend.replace(/\/+$/, '');
  const here = await printersHere(kind, cupsServer);
  const printer = options.printer ?? here[0] ?? (kind === 'folder' ? 'Folder' : undefined);
  if (printer === undefined) {
    say('This computer shows no printer. Add one to the system, or name it: --printer "<name>"');
    return 1;
  }
  const about = {
    backend_url: backend,
    printer_name: printer,
    poll_timeout: 25,
    printer_kind: kind,
    ...(folder === undefined ? {} : { folder: resolve(folder) }),
    ...(cupsServer === undefined ? {} : { cups_server: cupsServer }),
  };
  // What would be refused later is refused before the code is spent.
  parseConfig(JSON.stringify({ ...about, api_key: 'not known yet' }), configPath);
  const answer = await pair(backend, { code, name: (options.name ?? hostname()).slice(0, 120) || 'Print computer' });
  if (answer.is !== 'ok') {
    say(answer.is === 'refused' ? `The code was not taken: ${answer.message}` : `${backend} cannot be reached: ${answer.message}`);
    return 1;
  }
  writeConfig(configPath, { ...about, api_key: answer.value.api_key });
  say(`Paired with ${answer.value.merchant.name}. Printer: ${printer}. Settings: ${configPath}`);
  const others = here.filter((name) => name !== printer);
  if (others.length > 0) say(`Also here: ${others.join(', ')}. Change "printer_name" in the settings to use another.`);
  say('Now run: parley-print-agent run   (or install-service, to start with the computer)');
  return 0;
}
