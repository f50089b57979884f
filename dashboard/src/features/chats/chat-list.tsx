/** Who wrote, what was said last, and who waits for a person. */
import type { ConversationView } from '@parley/contract/api/conversations.ts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { FilterTabs, Pager, SearchBox } from '../../ui/list-tools.tsx';
import { Empty, Failure, Waiting } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { type ChatFilter, filterOf } from './chat-filter.ts';
import { chatListQuery } from './chat-queries.ts';
import { chatWords } from './chat-words.ts';
import { plainOf } from './whatsapp-marks.ts';

const modes = ['waiting', 'human', 'bot'] as const;

export function ChatList({ open }: { readonly open: string | undefined }) {
  const say = useWords(chatWords);
  const filter = filterOf(useSearch({ strict: false }));
  const navigate = useNavigate();
  const list = useQuery(chatListQuery(filter));
  const show = useCallback(
    (change: ChatFilter | { readonly mode: undefined } | { readonly search: undefined }) =>
      void navigate({
        to: '.',
        search: (before: ChatFilter) => filterOf({ ...before, page: undefined, say: undefined, ...change }),
        replace: true,
      }),
    [navigate],
  );
  const search = useCallback((text: string) => show(text === '' ? { search: undefined } : { search: text }), [show]);
  useEffect(() => {
    if (open === undefined) document.title = `${say('title')} · Parley`;
  });
  return (
    <>
      <div className="flex flex-col gap-2 px-4 pt-4 pb-2">
        <h1 className={`text-xl font-semibold tracking-tight ${open === undefined ? '' : 'lg:text-lg'}`}>{say('title')}</h1>
        <SearchBox value={filter.search ?? ''} label={say('find')} onChange={search} />
        <FilterTabs
          label={say('title')}
          value={filter.mode}
          options={modes.map((id) => ({ id, label: say(`tab_${id}`) }))}
          onChange={(mode) => show(mode === undefined ? { mode: undefined } : filterOf({ mode }))}
        />
      </div>
      <div className="min-h-0 grow pb-24 md:pb-0 lg:overflow-y-auto">
        {list.isPending ? (
          <Waiting />
        ) : list.isError ? (
          <Failure error={list.error} retry={() => void list.refetch()} />
        ) : list.data.data.length === 0 ? (
          filter.mode || filter.search ? (
            <Empty title={say('none_here')} text={say('none_here_text')} />
          ) : (
            <Empty title={say('none')} text={say('none_text')} />
          )
        ) : (
          <ul>
            {list.data.data.map((chat) => (
              <ChatRow key={chat.id} chat={chat} isOpen={chat.id === open} />
            ))}
          </ul>
        )}
        {list.data && <Pager pagination={list.data.pagination} onPage={(page) => show({ page })} />}
      </div>
    </>
  );
}

export function nameOf({ customer }: Pick<ConversationView, 'customer'>, otherwise: string): string {
  return customer.name ?? (customer.username ? `@${customer.username}` : customer.phone ? `+${customer.phone}` : otherwise);
}

function ChatRow({ chat, isOpen }: { readonly chat: ConversationView; readonly isOpen: boolean }) {
  const say = useWords(chatWords);
  const format = useFormat();
  const last = chat.last_message;
  return (
    <li>
      <Link
        to="/chats/$id"
        params={{ id: chat.id }}
        search={(before: ChatFilter) => filterOf({ ...before, say: undefined })}
        aria-current={isOpen ? 'page' : undefined}
        className={`block border-b border-line px-4 py-3 hover:bg-sunken ${isOpen ? 'bg-sunken' : ''}`}
      >
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate font-medium">{nameOf(chat, say('customer'))}</span>
          {last && <time className="shrink-0 text-xs text-ink-2">{format.ago(last.at)}</time>}
        </span>
        <span className="mt-0.5 flex items-center justify-between gap-2">
          <span className="truncate text-sm text-ink-2">
            {last?.direction === 'out' && `${say('we')}: `}
            {plainOf(last?.text ?? '')}
          </span>
          {chat.mode !== 'bot' && <StatusChip tone={chat.mode === 'waiting' ? 'attention' : 'info'}>{say(chat.mode)}</StatusChip>}
        </span>
      </Link>
    </li>
  );
}
