/** The pages of the print shop side by side. */
import { useWords } from '../../speech/speech.ts';
import { PageTabs } from '../../ui/page-tabs.tsx';
import { printingWords } from './printing-words.ts';

export function PrintTabs() {
  const say = useWords(printingWords);
  return (
    <PageTabs
      name={say('title')}
      tabs={[
        { to: '/print', label: say('sections_board'), exact: true },
        { to: '/print/jobs', label: say('sections_jobs') },
        { to: '/print/printers', label: say('sections_printers') },
        { to: '/print/figures', label: say('sections_figures') },
      ]}
    />
  );
}
