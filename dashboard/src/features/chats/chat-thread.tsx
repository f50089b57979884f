/** One chat: what was said, by whom and whether it arrived; take it over, answer, leave a note, hand it back to the bot. */

import type { ConversationView } from '@parley/contract/api/conversations.ts';
import { selling } from '@parley/contract/values/role.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { post } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { useAct } from '../../ui/use-act.ts';
import { AnswerBox } from './answer-box.tsx';
import { nameOf } from './chat-list.tsx';
import { chatQuery, messagesQuery } from './chat-queries.ts';
import { chatWords } from './chat-words.ts';
import { MessageBubble } from './message-bubble.tsx';

const channelNames: Readonly<Record<string, string>> = { whatsapp: 'WhatsApp', twilio: 'WhatsApp (Twilio)' };

export function ChatThread({ id }: { readonly id: string }) {
  const chat = useQuery(chatQuery(id));
  if (chat.isPending) return <Waiting />;
  if (chat.isError) return <Failure error={chat.error} retry={() => void chat.refetch()} />;
  return (
    <section className="flex h-[calc(100dvh-7.5rem)] flex-col md:h-dvh">
      <ThreadHead chat={chat.data} />
      <Messages id={id} />
      <AnswerBox chat={chat.data} />
    </section>
  );
}

function ThreadHead({ chat }: { readonly chat: ConversationView }) {
  const say = useWords(chatWords);
  const me = useMe();
  const name = nameOf(chat, say('customer'));
  const takeOver = useAct({ send: () => post(`/conversations/${chat.id}/handoff`, {}), touches: [['chats']] });
  const handBack = useAct({ send: () => post(`/conversations/${chat.id}/resolve`, {}), touches: [['chats']] });
  useEffect(() => {
    document.title = `${name} · Parley`;
  }, [name]);
  return (
    <header className="flex items-center gap-2 border-b border-line bg-surface px-3 py-2 md:px-5">
      <Link to="/chats" search={{}} aria-label={say('back')} className="grid size-9 place-items-center rounded-lg lg:hidden">
        <ChevronLeft size={20} aria-hidden="true" />
      </Link>
      <div className="min-w-0 grow">
        <h2 className="truncate text-lg font-semibold">
          <Link to="/customers/$id" params={{ id: chat.customer.id }} className="hover:underline">
            {name}
          </Link>
        </h2>
        <p className="truncate text-xs text-ink-2">
          {chat.customer.phone ? `+${chat.customer.phone} · ` : ''}
          {channelNames[chat.channel] ?? chat.channel}
        </p>
      </div>
      <span className="max-sm:hidden">
        <StatusChip tone={chat.mode === 'waiting' ? 'attention' : chat.mode === 'human' ? 'info' : 'quiet'}>{say(chat.mode)}</StatusChip>
      </span>
      {mayDo(me, selling) &&
        (chat.mode === 'human' ? (
          <Button size="sm" variant="secondary" isPending={handBack.busy} onPress={() => handBack.run()}>
            {say('hand_back')}
          </Button>
        ) : (
          <Button size="sm" isPending={takeOver.busy} onPress={() => takeOver.run()}>
            {say('take_over')}
          </Button>
        ))}
    </header>
  );
}

/** Opens at the newest; older ones are fetched above without moving what is read. */
function Messages({ id }: { readonly id: string }) {
  const say = useWords(chatWords);
  const format = useFormat();
  const query = useInfiniteQuery(messagesQuery(id));
  const box = useRef<HTMLDivElement>(null);
  const fromEnd = useRef(0);
  const messages = (query.data?.pages ?? []).flatMap(({ data }) => data).toReversed();
  const newest = messages.at(-1)?.id;
  useLayoutEffect(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight - fromEnd.current;
  }, [messages.length, newest]);
  if (query.isPending) return <Waiting />;
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return (
    <div
      ref={box}
      // Scrolled by keyboard too.
      tabIndex={0}
      role="log"
      aria-label={say('messages')}
      className="flex min-h-0 grow flex-col gap-1.5 overflow-y-auto bg-sunken px-3 py-4 md:px-6"
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        // Near the end one wants to see what comes; further up one reads.
        fromEnd.current = scrollHeight - scrollTop <= clientHeight + 80 ? 0 : scrollHeight - scrollTop;
      }}
    >
      {query.hasNextPage && (
        <Button
          size="sm"
          variant="tertiary"
          className="self-center"
          isPending={query.isFetchingNextPage}
          onPress={() => void query.fetchNextPage()}
        >
          {say('older')}
        </Button>
      )}
      {messages.map((message, index) => {
        const day = format.date(message.at);
        const before = messages[index - 1];
        return (
          <div key={message.id} className="contents">
            {(before === undefined || format.date(before.at) !== day) && (
              <p className="my-2 self-center rounded-full bg-surface px-3 py-0.5 text-xs text-ink-2">{day}</p>
            )}
            <MessageBubble message={message} />
          </div>
        );
      })}
    </div>
  );
}
