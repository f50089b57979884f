/** A printer's light, and its state in words. */
import type { PrinterView } from '@parley/contract/api/printing.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import type { Tone } from '../../ui/status-chip.tsx';
import { printerTone } from './job-states.ts';
import { printerWords } from './printer-words.ts';

const lights: Readonly<Record<Tone, string>> = {
  good: 'bg-leaf',
  info: 'bg-sky animate-pulse',
  attention: 'bg-turmeric',
  bad: 'bg-brick',
  quiet: 'bg-ink-3',
};

export function Lamp({ state }: { readonly state: PrinterView['state'] }) {
  return <span aria-hidden="true" className={`size-2.5 shrink-0 rounded-full ${lights[printerTone[state]]}`} />;
}

/** `Offline · last heard 5 min ago` */
export function usePrinterState(): (printer: PrinterView) => string {
  const say = useWords(printerWords);
  const format = useFormat();
  return ({ state, state_detail: detail, last_seen_at: seen }) => {
    const more = state === 'offline' ? (seen === null ? say('never_seen') : say('last_seen', { ago: format.ago(seen) })) : detail;
    return [say(`state_${state}`), more].filter(Boolean).join(' · ');
  };
}
