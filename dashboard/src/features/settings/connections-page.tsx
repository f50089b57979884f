/** Which accounts the shop has connected and whether they work. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Page, Panel } from '../../ui/page.tsx';
import { Loaded } from '../../ui/states.tsx';
import { ConnectionChip } from './connection-chip.tsx';
import { kinds } from './connection-kinds.ts';
import { connectionsQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';

const groups = ['messaging', 'payment', 'delivery', 'more'] as const;

export function ConnectionsPage() {
  const say = useWords(settingsWords);
  const format = useFormat();
  const connections = useQuery(connectionsQuery);
  return (
    <Page title={say('connections')} about={say('connections_about')}>
      <Loaded query={connections}>
        {(data) => (
          <div className="flex flex-col gap-4">
            {groups.map((group) => (
              <Panel key={group} title={say(`group_${group}`)} flush>
                <ul className="divide-y divide-line border-t border-line">
                  {kinds
                    .filter((each) => each.group === group)
                    .map(({ kind }) => {
                      const found = data.find((each) => each.kind === kind);
                      return (
                        <li key={kind}>
                          <Link
                            to="/settings/connections/$kind"
                            params={{ kind }}
                            className="flex min-h-14 items-center gap-3 px-4 py-2 hover:bg-sunken"
                          >
                            <span className="min-w-0 grow">
                              <span className="block font-medium">{say(`kind_${kind}`)}</span>
                              <span className="block truncate text-sm text-ink-2">
                                {found?.failure ??
                                  (found?.tested_at ? say('tested', { time: format.ago(found.tested_at) }) : say(`about_${kind}`))}
                              </span>
                            </span>
                            <ConnectionChip state={found?.state ?? 'missing'} />
                            <ChevronRight size={16} className="shrink-0 text-ink-2" aria-hidden="true" />
                          </Link>
                        </li>
                      );
                    })}
                </ul>
              </Panel>
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
