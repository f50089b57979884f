/** One message to one's own phone, followed until it arrives or is refused, with the reason in words. */
import type { QueuedView } from '@parley/contract/api/conversations.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, post } from '../../api.ts';
import { useMe } from '../../session.ts';
import { useWords } from '../../speech/speech.ts';
import { Form, Submit, TextBox } from '../../ui/form.tsx';
import { Panel } from '../../ui/page.tsx';
import { StatusChip } from '../../ui/status-chip.tsx';
import { useAct } from '../../ui/use-act.ts';
import { merchantQuery } from '../settings/settings-queries.ts';
import { newestChatQuery, sentMessageQuery } from './setup-queries.ts';
import { stepWords } from './step-words.ts';

export function TestMessage() {
  const say = useWords(stepWords);
  const { merchant } = useMe();
  const [sent, setSent] = useState<QueuedView>();
  const [closed, setClosed] = useState(false);
  const chat = useQuery(newestChatQuery).data?.data[0];
  const own = useQuery(merchantQuery).data?.phone ?? '';
  const send = useAct(
    {
      send: async (values: Readonly<Record<string, string>>) => {
        setClosed(false);
        try {
          return await post<QueuedView>('/whatsapp/send-message', values);
        } catch (error) {
          setClosed(error instanceof Problem && error.code === 'conversation.window_closed');
          throw error;
        }
      },
      touches: [['chats']],
      done: setSent,
    },
    true,
  );
  return (
    <Panel title={say('test_title')}>
      <Form
        onSend={(values) => send.run(values)}
        problems={send.problems}
        failure={closed && !chat?.window_open ? say('window_closed') : closed ? undefined : send.failure}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <TextBox
            key={chat?.customer.phone ?? own}
            name="to"
            type="tel"
            label={say('to')}
            initial={chat?.customer.phone ? `+${chat.customer.phone}` : own}
            required
            autoComplete="tel"
          />
          <TextBox name="text" label={say('message')} initial={say('test_default', { shop: merchant.name })} required maxLength={4096} />
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Submit busy={send.busy}>{say('send')}</Submit>
          <span aria-live="polite">{sent && <SentState sent={sent} />}</span>
        </div>
      </Form>
    </Panel>
  );
}

function SentState({ sent }: { readonly sent: QueuedView }) {
  const say = useWords(stepWords);
  const { data: message } = useQuery(sentMessageQuery(sent.conversation_id, sent.message_id));
  switch (message?.status) {
    case 'failed':
      return <StatusChip tone="bad">{say('sent_failed', { why: message.failure?.detail ?? '' })}</StatusChip>;
    case 'read':
      return <StatusChip tone="good">{say('sent_read')}</StatusChip>;
    case 'delivered':
      return <StatusChip tone="good">{say('sent_delivered')}</StatusChip>;
    case 'accepted':
    case 'sent':
      return <StatusChip tone="info">{say('sent_there')}</StatusChip>;
    default:
      return <StatusChip>{say('sent_waiting')}</StatusChip>;
  }
}
