/** Listens for the first message of a customer, live; until then it says how to send one and what to look at when nothing comes. */
import { useQuery } from '@tanstack/react-query';
import { Ear } from 'lucide-react';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { LinkButton, OutsideButton } from '../../ui/link-button.tsx';
import { Panel } from '../../ui/page.tsx';
import { shareQuery } from '../settings/settings-queries.ts';
import { Listening } from './listening.tsx';
import { newestChatQuery } from './setup-queries.ts';
import { stepWords } from './step-words.ts';

export function FirstMessage() {
  const say = useWords(stepWords);
  const format = useFormat();
  const { data: share } = useQuery(shareQuery);
  const chat = useQuery(newestChatQuery).data?.data[0];
  return (
    <Panel title={say('first_title')} about={say('first_text')}>
      <div className="flex flex-col items-start gap-3" aria-live="polite">
        {chat ? (
          <p className="flex flex-wrap items-center gap-x-2 font-medium text-leaf">
            {say('arrived', { name: chat.customer.name ?? chat.customer.username ?? chat.customer.phone ?? '' })}
            {chat.last_message_at && <span className="font-normal text-ink-2">{format.ago(chat.last_message_at)}</span>}
          </p>
        ) : (
          <Listening icon={Ear} hint={say('not_arrived')}>
            {say('listening')}
          </Listening>
        )}
        <div className="flex flex-wrap gap-2">
          {chat && (
            <LinkButton to="/chats/$id" params={{ id: chat.id }} search={{}} variant="primary">
              {say('open_chat')}
            </LinkButton>
          )}
          {share?.chat_url && (
            <OutsideButton href={share.chat_url} target="_blank" rel="noopener" variant={chat ? 'secondary' : 'primary'}>
              {say('write_number')}
            </OutsideButton>
          )}
        </div>
      </div>
    </Panel>
  );
}
