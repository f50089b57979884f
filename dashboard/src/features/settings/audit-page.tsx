/** Who changed what and when: every change of money, stock, settings and access, newest first, with what it was before. */

import type { AuditEntry } from '@parley/contract/api/merchants.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { FilterSelect, ListBar } from '../../ui/list-tools.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { uiWords } from '../../ui/ui-words.ts';
import { type AuditChange, changesOf } from './audit-changes.ts';
import { type AuditSubject, auditSubjects, partsOfAction } from './audit-subjects.ts';
import { auditWords } from './audit-words.ts';
import { auditQuery } from './settings-queries.ts';
import { settingsWords } from './settings-words.ts';

export function AuditPage() {
  const say = useWords(settingsWords);
  const sayAudit = useWords(auditWords);
  const sayUi = useWords(uiWords);
  const { about } = useSearch({ from: '/shell/settings/audit' });
  const navigate = useNavigate();
  const log = useInfiniteQuery(auditQuery(about));
  const entries = (log.data?.pages ?? []).flatMap(({ data }) => data);
  const show = (next: string | undefined): void =>
    void navigate({ to: '/settings/audit', search: next === undefined ? {} : { about: next as AuditSubject } });
  return (
    <Page title={say('audit')} about={say('audit_about')}>
      <Panel flush>
        <ListBar>
          <FilterSelect
            label={sayAudit('about_filter')}
            value={about}
            options={auditSubjects.map((id) => ({ id, label: sayAudit(`subject_${id}`) }))}
            onChange={show}
          />
        </ListBar>
        {log.isPending ? (
          <Waiting />
        ) : log.isError ? (
          <Failure error={log.error} retry={() => void log.refetch()} />
        ) : entries.length === 0 ? (
          <Empty title={say('audit_none')} text={say('audit_none_text')}>
            <Button variant="secondary" onPress={() => show(undefined)}>
              {sayUi('clear')}
            </Button>
          </Empty>
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
  const changes = changesOf(entry.before, entry.after);
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">
          <ActionName action={entry.action} />
        </span>
        <time className="text-sm text-ink-2 tabular-nums" dateTime={entry.at}>
          {format.time(entry.at)}
        </time>
      </div>
      <p className="text-sm text-ink-2">
        {entry.actor.name ?? say(`actor_${entry.actor.kind}`)} · <code>{entry.action}</code>
      </p>
      {changes.length > 0 && (
        <details className="mt-1">
          <summary className="cursor-pointer py-0.5 text-sm text-ink-2 hover:text-ink">
            {say('before_after')} ({format.number(changes.length)})
          </summary>
          <dl className="mt-2 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[minmax(8rem,16rem)_1fr]">
            {changes.map((change) => (
              <Change key={change.field} change={change} />
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

function Change({ change: { field, before, after } }: { readonly change: AuditChange }) {
  const say = useWords(auditWords);
  return (
    <>
      <dt className="font-mono break-words text-ink-2">{field}</dt>
      <dd className="mb-1 break-words">
        <del className="text-ink-2 no-underline">{before ?? say('nothing_before')}</del>
        <span aria-hidden="true"> → </span>
        <ins className="font-medium no-underline">{after ?? say('nothing_before')}</ins>
      </dd>
    </>
  );
}

/** In words where there are any, else as it is called. */
function ActionName({ action }: { readonly action: string }) {
  const say = useWords(auditWords);
  const { subject, verb } = partsOfAction(action);
  const known = `verb_${verb}`;
  const done = known in auditWords.en ? say(known as keyof typeof auditWords.en) : verb.replaceAll('_', ' ');
  return subject === undefined ? action.replaceAll(/[._]/g, ' ') : `${say(`subject_${subject}`)}: ${done}`;
}
