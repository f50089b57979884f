/** Where staff write: an answer to the customer while the window is open, or a note that only colleagues see. */

import type { ConversationView } from '@parley/contract/api/conversations.ts';
import { selling } from '@parley/contract/values/role.ts';
import { useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { post } from '../../api.ts';
import { mayDo, useMe } from '../../session.ts';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { Button } from '../../ui/button.tsx';
import { useAct } from '../../ui/use-act.ts';
import { filterOf } from './chat-filter.ts';
import { chatWords } from './chat-words.ts';

export function AnswerBox({ chat }: { readonly chat: ConversationView }) {
  const say = useWords(chatWords);
  const format = useFormat();
  const me = useMe();
  const { say: waiting } = filterOf(useSearch({ strict: false }));
  const [text, setText] = useState(waiting ?? '');
  const [isNote, setNote] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const asNote = isNote || !chat.window_open;
  const send = useAct({
    send: (words: string) => post(`/conversations/${chat.id}/${asNote ? 'note' : 'reply'}`, { text: words }),
    touches: [['chats']],
    done: () => {
      setText('');
      field.current?.focus();
    },
  });
  if (!mayDo(me, selling)) return null;
  const submit = (): void => {
    if (text.trim() !== '' && !send.busy) send.run(text.trim());
  };
  return (
    <form
      className="border-t border-line bg-surface px-3 py-2 md:px-5 md:py-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="mb-1 flex items-center gap-1" role="group" aria-label={say('kind')}>
        {[false, true].map((note) => (
          <button
            key={String(note)}
            type="button"
            aria-pressed={asNote === note}
            disabled={!note && !chat.window_open}
            onClick={() => setNote(note)}
            className={`min-h-8 cursor-pointer rounded-full px-3 text-sm disabled:cursor-not-allowed disabled:opacity-50 ${asNote === note ? 'bg-sunken font-medium text-ink' : 'text-ink-2'}`}
          >
            {say(note ? 'note' : 'answer')}
          </button>
        ))}
        <span className="ml-auto text-right text-xs text-ink-2">
          {chat.window_open && chat.window_closes_at
            ? say('window_until', { time: format.time(chat.window_closes_at) })
            : say('window_closed')}
        </span>
      </div>
      <div className="flex items-end gap-2">
        <textarea
          ref={field}
          value={text}
          rows={2}
          maxLength={4096}
          aria-label={say(asNote ? 'note' : 'answer')}
          placeholder={say(asNote ? 'note_hint' : chat.mode === 'bot' ? 'answer_hint_bot' : 'answer_hint')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            submit();
          }}
          className={`field-sizing-content max-h-40 min-h-11 grow resize-none rounded-lg border border-line px-3 py-2 outline-none focus:border-leaf ${asNote ? 'bg-turmeric-soft' : 'bg-paper'}`}
        />
        <Button type="submit" isPending={send.busy} isDisabled={text.trim() === ''}>
          {say(asNote ? 'keep_note' : 'send')}
        </Button>
      </div>
    </form>
  );
}
