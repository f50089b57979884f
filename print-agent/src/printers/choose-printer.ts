/** Which printer stands behind a lane of the settings, and which printers the computer has. The one place that knows all kinds. */
import type { AgentConfig, PrinterConfig, PrinterKind } from '../config.ts';
import { createCupsPrinter, cupsQueues } from './cups.ts';
import { createFolderPrinter } from './folder.ts';
import type { Printer } from './printer.port.ts';
import { createSumatraPrinter, windowsPrinters } from './sumatra.ts';

export function printerOf(config: AgentConfig, lane: PrinterConfig): Printer {
  if (lane.kind === 'folder') return createFolderPrinter({ folder: lane.folder ?? '.' });
  if (lane.kind === 'sumatra')
    return createSumatraPrinter({
      printer: lane.systemName,
      ...(config.sumatra_path === undefined ? {} : { sumatraPath: config.sumatra_path }),
    });
  return createCupsPrinter({ queue: lane.systemName, ...(config.cups_server === undefined ? {} : { server: config.cups_server }) });
}

/** The default one first; empty where the computer has none or cannot be asked. */
export async function printersHere(kind: PrinterKind, cupsServer: string | undefined): Promise<readonly string[]> {
  if (kind === 'folder') return [];
  try {
    return await (kind === 'sumatra' ? windowsPrinters() : cupsQueues(cupsServer));
  } catch {
    return [];
  }
}
