/** Keeps an eye on the printers and tells the server: at once when something changed, else every half minute as a sign of life. */
import type { PrinterState } from '@parley/contract/api/printing.ts';
import { reasonOf } from './ask.ts';
import type { Backend } from './backend.client.ts';
import { backoff, pause } from './pace.ts';
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

  async function report(): Promise<'ok' | 'refused' | 'away'> {
    const said = printers.map(({ name }) => {
      const { papers, ...seen } = looks.get(name) ?? { state: 'offline' as const };
      return { name, ...seen, ...(papers ? { papers: [...papers] } : {}) };
    });
    const answer = await backend.report({ printers: said, version });
    const now =
      answer.is === 'ok' ? 'answers' : answer.is === 'refused' ? `refuses: ${answer.message}` : `cannot be reached: ${answer.message}`;
    if (now !== server) say(`server ${now}`);
    server = now;
    return answer.is;
  }

  async function run(stop: AbortSignal): Promise<void> {
    let told = '';
    let toldAt = Number.NEGATIVE_INFINITY;
    let refusals = 0;
    for (;;) {
      await Promise.all(printers.map(({ name, printer }) => look(name, printer)));
      const now = JSON.stringify([...looks]);
      if (now !== told || performance.now() - toldAt >= REPORT_EVERY_MS) {
        const how = await report();
        // What was not heard is told again at the next look; a key that was taken back is not good again in a moment.
        told = how === 'ok' ? now : '';
        refusals = how === 'refused' ? refusals + 1 : 0;
        toldAt = performance.now();
      }
      const apart = refusals > 0 ? backoff(refusals, 5_000) : server === 'answers' ? 0 : 5_000;
      await pause(Math.max(lookMs * 3, apart), stop);
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
