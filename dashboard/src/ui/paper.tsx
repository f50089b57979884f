/** Taking a page away: on paper, or as a file for a spreadsheet; and the heading that stands on the paper alone. */

import { Download, Printer } from 'lucide-react';
import { useMe } from '../session.ts';
import { useWords } from '../speech/speech.ts';
import { Button } from './button.tsx';
import { OutsideButton } from './link-button.tsx';
import { rangeWords } from './range-words.ts';

export function PrintButton() {
  const say = useWords(rangeWords);
  return (
    <Button variant="secondary" className="print:hidden" onPress={printPage}>
      <Printer size={16} aria-hidden="true" />
      {say('print')}
    </Button>
  );
}

/** Paper is white: the page prints in its light colours whatever the screen shows. */
function printPage(): void {
  const { dataset } = document.documentElement;
  const shown = dataset['theme'];
  dataset['theme'] = 'light';
  addEventListener(
    'afterprint',
    () => {
      if (shown !== undefined) dataset['theme'] = shown;
    },
    { once: true },
  );
  print();
}

/** @param href an address of the API that answers a file. */
export function CsvButton({ href }: { readonly href: string }) {
  const say = useWords(rangeWords);
  return (
    <OutsideButton href={href} download className="print:hidden" variant="secondary">
      <Download size={16} aria-hidden="true" />
      {say('csv')}
    </OutsideButton>
  );
}

/** Whose page it is and of which days: on paper the frame that says so is gone. */
export function PaperHead({ text }: { readonly text: string }) {
  const me = useMe();
  return (
    <p className="mb-4 hidden justify-between border-b border-line pb-2 text-sm print:flex">
      <strong>{me.merchant.name}</strong>
      <span>{text}</span>
    </p>
  );
}
