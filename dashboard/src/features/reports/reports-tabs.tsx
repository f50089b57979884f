/** The reports side by side. */
import { useWords } from '../../speech/speech.ts';
import { PageTabs } from '../../ui/page-tabs.tsx';
import { reportsWords } from './reports-words.ts';

export function ReportsTabs() {
  const say = useWords(reportsWords);
  return (
    <PageTabs
      name={say('title')}
      tabs={[
        { to: '/reports', label: say('sales'), exact: true },
        { to: '/reports/margin', label: say('margin') },
        { to: '/reports/receivables', label: say('receivables') },
        { to: '/reports/stock-ageing', label: say('ageing') },
      ]}
    />
  );
}
