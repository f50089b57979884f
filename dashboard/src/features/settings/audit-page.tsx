/** Who changed what and when: every change of money, stock, settings and access, newest first, with before and after. */
import { Button } from '@heroui/react';
import type { AuditEntry } from '@parley/contract/api/merchants.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { ListBar, SearchBox } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { uiWords } from '../../ui/ui-words.ts';
import { auditQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';

export function AuditPage() {
  const say = useWords(settingsWords);
  const sayUi = useWords(uiWords);
  const [action, setAction] = useState('');
  const log = useInfiniteQuery(auditQuery(action === '' ? undefined : action));
  const entries = (log.data?.pages ?? []).flatMap(({ data }) => data);
  const search = useCallback((text: string) => setAction(text.trim()), []);
  return (
    <Page title={say('audit')} about={say('audit_about')}>
      <Panel flush>
        <ListBar>
          <SearchBox value={action} label={say('audit_find')} onChange={search} />
        </ListBar>
        {log.isPending ? (
          <Waiting />
        ) : log.isError ? (
          <Failure error={log.error} retry={() => void log.refetch()} />
        ) : entries.length === 0 ? (
          <Empty title={say('audit_none')} text={say('audit_none_text')} />
        ) : (
          <ul className="divide-y divide-line">
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
        {log.hasNextPage && (
          <div className="flex justify-center border-t border-line p-3">
            <Button variant="tertiary" isPending={log.isFetchingNextPage} onPress={() => void log.fetchNextPage()}>
              {sayUi('more')}
            </Button>
          </div>
        )}
      </Panel>
    </Page>
  );
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const say = useWords(settingsWords);
  const format = useFormat();
  const has = (value: unknown): boolean => value !== null && value !== undefined;
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span>
          <code className="font-medium">{entry.action}</code>{' '}
          <span className="text-ink-2">{entry.actor.name ?? say(`actor_${entry.actor.kind}`)}</span>
        </span>
        <time className="text-sm text-ink-2" dateTime={entry.at}>
          {format.time(entry.at)}
        </time>
      </div>
      {(has(entry.before) || has(entry.after)) && (
        <details className="mt-1">
          <summary className="cursor-pointer text-sm text-ink-2">{say('before_after')}</summary>
          <div className="mt-2 grid gap-2 md:grid-cols-2">
            {[entry.before, entry.after].map((value, index) => (
              <pre key={index === 0 ? 'before' : 'after'} className="overflow-x-auto rounded-lg bg-sunken p-2 text-xs">
                {has(value) ? JSON.stringify(value, null, 2) : '–'}
              </pre>
            ))}
          </div>
        </details>
      )}
    </li>
  );
}
