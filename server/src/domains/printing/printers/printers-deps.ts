/** What the verbs of printers work with, handed in by the composition root. */
import type { Clock } from '@parley/contract/values/time.ts';
import type { Bell } from '../../../foundation/db/bell.ts';
import type { Tx } from '../../../foundation/db/database.ts';
import type { PrintEvent } from '../printing.ts';

export interface PrintersDeps {
  readonly clock: Clock;
  readonly emit: (tx: Tx, event: PrintEvent) => Promise<void>;
  /** Rings when a printer may have become able to take a job. */
  readonly bell: Bell;
}
