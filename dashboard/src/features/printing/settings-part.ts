/** What each part of the print settings' form is given: the settings as they are being changed, and whether this person may. */
import type { PrintSettings } from '@parley/contract/api/printing.ts';

export type Change = (change: Partial<PrintSettings>) => void;
export interface PartProps {
  readonly draft: PrintSettings;
  readonly change: Change;
  readonly may: boolean;
}
