/** A printer as a lamp with its name and its state in words; pressed, it opens what can be set. */
import type { PrinterView } from '@parley/contract/api/printing.ts';
import { useState } from 'react';
import { useWords } from '../../speech/speech.ts';
import { Lamp, usePrinterState } from './lamp.tsx';
import { PrinterDialog } from './printer-dialog.tsx';
import { printerWords } from './printer-words.ts';

export function PrinterLamp({ printer }: { readonly printer: PrinterView }) {
  const say = useWords(printerWords);
  const stateOf = usePrinterState();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="flex min-h-14 min-w-44 cursor-pointer items-center gap-3 rounded-lg border border-line bg-surface px-3 py-2 text-left hover:bg-sunken"
      >
        <Lamp state={printer.state} />
        <span className="min-w-0">
          <span className="block max-w-64 truncate font-medium">{printer.name}</span>
          <span className="block max-w-64 truncate text-sm text-ink-2">
            {stateOf(printer)}
            {printer.waiting_jobs > 0 && ` · ${say('queue', { n: printer.waiting_jobs })}`}
          </span>
        </span>
      </button>
      {open && <PrinterDialog printer={printer} onClose={() => setOpen(false)} />}
    </>
  );
}
