/** What is running out, the scarcest first. */
import type { DashboardStats } from '@parley/contract/api/dashboard.ts';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../speech/speech.ts';
import { Panel } from '../../ui/page.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { homeWords } from './home-words.ts';

export function LowStock({ stats }: { readonly stats: DashboardStats }) {
  const say = useWords(homeWords);
  const more = stats.running_out - stats.low_stock.length;
  return (
    <Panel title={say('running_out')}>
      {stats.low_stock.length === 0 && <p className="text-ink-2">{say('shelves_full')}</p>}
      <ul className="flex flex-col gap-2">
        {stats.low_stock.map((each) => (
          <li key={each.variant_id} className="flex items-center justify-between gap-3">
            <Link to="/products/$id" params={{ id: each.product_id }} className="min-w-0 truncate hover:underline">
              {[each.name, each.options].filter(Boolean).join(' · ')}
            </Link>
            <StatusChip tone={each.available <= 0 ? 'bad' : 'attention'}>
              {each.available <= 0 ? say('sold_out') : say('left', { n: each.available })}
            </StatusChip>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Link to="/stock" className="mt-2 inline-block text-sm font-medium text-leaf hover:underline">
          {say('more_low', { n: more })}
        </Link>
      )}
    </Panel>
  );
}
