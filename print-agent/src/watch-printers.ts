/** Keeps an eye on the printers and tells the server: at once when something changed, else every half minute as a sign of life. */
import type { PrinterState } from '@parley/contract/api/printing.ts';
import { type Backend, reasonOf } from './backend.client.ts';
import { pause } from './pace.ts';
import type { Printer, PrinterLook } from './printers/printer.port.ts';

export interface Watch {
  /** Looks now. */
  mayWork(name: string): Promise<boolean>;
  states(): readonly { readonly name: string; readonly state: PrinterState; readonly detail?: string }[];
  /** How the last report went, for the operator. */
  server(): string;
  run(stop: AbortSignal): Promise<void>;
}

export interface WatchDeps {
  readonly backend: Backend;
  readonly printers: readonly { readonly name: string; readonly printer: Printer }[];
  readonly version: string;
  readonly lookMs: number;
  readonly say: (line: string) => void;
}

const REPORT_EVERY_MS = 30_000;
const working: readonly PrinterState[] = ['ready', 'printing'];

export function watchPrinters({ backend, printers, version, lookMs, say }: WatchDeps): Watch {
  const looks = new Map<string, PrinterLook>();
  let server = 'not asked yet';

  async function look(name: string, printer: Printer): Promise<PrinterLook> {
    const seen = await printer.see().catch((error: unknown): PrinterLook => ({ state: 'offline', detail: reasonOf(error).slice(0, 300) }));
    const before = looks.get(name);
    looks.set(name, seen);
    if (before && before.state !== seen.state) say(`${name}: ${seen.state}${seen.detail === undefined ? '' : ` (${seen.detail})`}`);
    return seen;
  }

  async function report(): Promise<boolean> {
    const said = printers.map(({ name }) => {
      const { papers, ...seen } = looks.get(name) ?? { state: 'offline' as const };
      return { name, ...seen, ...(papers ? { papers: [...papers] } : {}) };
    });
    const answer = await backend.report({ printers: said, version });
    const now =
      answer.is === 'ok' ? 'answers' : answer.is === 'refused' ? `refuses: ${answer.message}` : `cannot be reached: ${answer.message}`;
    if (now !== server) say(`server ${now}`);
    server = now;
    return answer.is === 'ok';
  }

  async function run(stop: AbortSignal): Promise<void> {
    let told = '';
    let toldAt = Number.NEGATIVE_INFINITY;
    for (;;) {
      await Promise.all(printers.map(({ name, printer }) => look(name, printer)));
      const now = JSON.stringify([...looks]);
      if (now !== told || performance.now() - toldAt >= REPORT_EVERY_MS) {
        // What was not heard is told again at the next look.
        told = (await report()) ? now : '';
        toldAt = performance.now();
      }
      await pause(Math.max(lookMs * 3, server === 'answers' ? 0 : 5_000), stop);
    }
  }

  return {
    async mayWork(name) {
      const found = printers.find((each) => each.name === name);
      return found !== undefined && working.includes((await look(name, found.printer)).state);
    },
    states: () =>
      printers.map(({ name }) => {
        const { state, detail } = looks.get(name) ?? { state: 'offline' as const, detail: undefined };
        return { name, state, ...(detail === undefined ? {} : { detail }) };
      }),
    server: () => server,
    run,
  };
}
