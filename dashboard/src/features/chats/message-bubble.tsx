/** One message as staff read it: whose, what, whether it arrived and why not. */
import type { MessageView } from '@parley/contract/api/conversations.ts';
import { Check, CheckCheck, Clock, TriangleAlert } from 'lucide-react';
import { localeOf, type Say, useReader, useWords } from '../../speech/speech.ts';
import { chatWords } from './chat-words.ts';
import { type MarkedPart, partsOf } from './whatsapp-marks.ts';

export function MessageBubble({ message }: { readonly message: MessageView }) {
  const say = useWords(chatWords);
  const ours = message.direction === 'out';
  const look =
    message.direction === 'note' ? 'self-center bg-turmeric-soft text-turmeric' : ours ? 'self-end bg-leaf-soft' : 'self-start bg-surface';
  return (
    <article className={`max-w-[85%] rounded-xl px-3 py-1.5 md:max-w-[65%] ${look}`}>
      <p className="sr-only">{message.direction === 'in' ? say('customer') : authorOf(message, say)}</p>
      {message.direction !== 'in' && <p className="text-xs font-medium text-ink-2">{authorOf(message, say)}</p>}
      <p className={`break-words whitespace-pre-wrap ${message.revoked ? 'text-ink-2 italic' : ''}`}>
        {message.revoked ? say('revoked') : <Marked text={message.text} />}
      </p>
      {message.file && <p className="text-sm text-ink-2">{message.file.filename ?? message.file.media}</p>}
      {message.link && (
        <a href={message.link} target="_blank" rel="noopener noreferrer" className="block truncate text-sm text-sky hover:underline">
          {message.link}
        </a>
      )}
      {message.options.length > 0 && ours && (
        <ul className="mt-1 flex flex-wrap gap-1" aria-label={say('options')}>
          {message.options.slice(0, 10).map((option) => (
            <li key={option.id} className="rounded-full border border-line bg-surface px-2 text-xs text-ink-2">
              {option.title}
            </li>
          ))}
        </ul>
      )}
      <footer className="mt-0.5 flex items-center justify-end gap-1 text-xs text-ink-2">
        {message.reaction && <span className="mr-auto text-base">{message.reaction}</span>}
        {message.edited && <span>{say('edited')}</span>}
        <Time at={message.at} />
        {ours && <Tick message={message} />}
      </footer>
      {message.failure && (
        <p className="mt-1 flex items-start gap-1 text-sm text-brick">
          <TriangleAlert size={14} className="mt-0.5 shrink-0" aria-hidden="true" />
          {say('not_sent', { why: message.failure.detail })}
        </p>
      )}
    </article>
  );
}

const lookOf: Readonly<Record<MarkedPart['look'], string>> = {
  plain: '',
  bold: 'font-semibold',
  italic: 'italic',
  struck: 'line-through',
  code: 'font-mono text-sm',
};

function Marked({ text }: { readonly text: string }) {
  return partsOf(text).map((part, index) => (
    // Parts of a text never change places.
    <span key={`${index}${part.look}`} className={lookOf[part.look]}>
      {part.text}
    </span>
  ));
}

function authorOf({ author }: MessageView, say: Say<keyof (typeof chatWords)['en']>): string {
  if (author === null || author === 'bot') return say('by_bot');
  return author.startsWith('staff') ? say('by_staff') : say('by_shop');
}

function Time({ at }: { readonly at: string }) {
  const { language, country, timeZone } = useReader();
  const text = new Intl.DateTimeFormat(localeOf(language, country), { hour: 'numeric', minute: '2-digit', timeZone }).format(new Date(at));
  return <time dateTime={at}>{text}</time>;
}

function Tick({ message: { status } }: { readonly message: MessageView }) {
  const say = useWords(chatWords);
  if (status === null || status === 'failed') return null;
  const label = say(`status_${status}`);
  if (status === 'read') return <CheckCheck size={14} className="text-sky" aria-label={label} />;
  if (status === 'delivered') return <CheckCheck size={14} aria-label={label} />;
  if (status === 'sent' || status === 'accepted') return <Check size={14} aria-label={label} />;
  return <Clock size={14} aria-label={label} />;
}
