/** How a message looks to staff: in words, with what was offered or pressed, and what became of it. Pure. */
import type { ConversationView, MessageView } from '@parley/contract/api/conversations.ts';
import type { InboundContent, OutboundContent } from '../../providers/messaging/messaging.port.ts';
import type { ChangeRow, ConversationRow, TranscriptRow } from './transcript.store.ts';
import { isWindowOpen, windowClosesAt } from './window.ts';

type Content = InboundContent | OutboundContent;
type Shown = Pick<MessageView, 'text'> & Partial<Pick<MessageView, 'options' | 'link' | 'location' | 'file'>>;

export function conversationViewOf(row: ConversationRow, now: Date): ConversationView {
  const { last, last_inbound_at: lastInbound } = row;
  return {
    id: row.id,
    customer: { id: row.customer_id, name: row.name, phone: row.phone, username: row.username },
    channel: row.provider,
    mode: row.mode,
    window_open: isWindowOpen(lastInbound ?? undefined, now),
    window_closes_at: lastInbound === null ? null : windowClosesAt(lastInbound).toISOString(),
    last_message_at: row.last_message_at?.toISOString() ?? null,
    last_message: last && { direction: last.direction, text: shown(last.content).text.slice(0, 200), at: new Date(last.at).toISOString() },
  };
}

export function messageViewOf(row: TranscriptRow, changes: readonly ChangeRow[]): MessageView {
  const own = changes.filter((change) => change.target === row.provider_message_id).map((change) => change.content);
  const edit = own.findLast((content) => content.kind === 'edit');
  const reaction = own.findLast((content) => content.kind === 'reaction');
  const seen: Shown = typeof row.content === 'string' ? { text: row.content } : shown(row.content);
  return {
    id: row.id,
    direction: row.direction,
    kind: row.kind,
    text: edit?.text ?? seen.text,
    at: row.at.toISOString(),
    author: row.author,
    options: seen.options ?? [],
    link: seen.link ?? null,
    location: seen.location ?? null,
    file: seen.file ? { ...seen.file, stored: seen.file.stored || row.blob_key !== null } : null,
    status: row.state,
    failure: row.failure_kind === null ? null : { kind: row.failure_kind, detail: row.failure_detail ?? '' },
    delivered_at: row.delivered_at?.toISOString() ?? null,
    read_at: row.read_at?.toISOString() ?? null,
    edited: edit !== undefined,
    revoked: own.some((content) => content.kind === 'revoke'),
    reaction: reaction?.emoji ?? null,
  };
}

function shown(content: Content): Shown {
  switch (content.kind) {
    case 'text':
      return { text: content.text, ...('choices' in content && content.choices ? { options: [...content.choices] } : {}) };
    case 'media':
      return {
        text: content.caption ?? '',
        file: { media: content.media, filename: content.filename ?? null, mime_type: content.ref.mimeType, stored: false },
      };
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
      return shownFile(content);
    case 'choice':
      return { text: content.title, options: [{ id: content.id, title: content.title }] };
    case 'buttons':
      return { text: content.body, options: content.buttons.map(({ id, title }) => ({ id, title })) };
    case 'list':
      return { text: content.body, options: content.sections.flatMap(({ rows }) => rows.map(({ id, title }) => ({ id, title }))) };
    case 'link_button':
      return { text: content.body, link: content.url };
    case 'location':
      return {
        text: [content.name, content.address].filter((part) => part !== undefined).join(', '),
        location: { latitude: content.latitude, longitude: content.longitude },
      };
    case 'contacts':
      return {
        text: content.contacts.map(({ name, phones }) => [name, ...phones].filter((part) => part !== undefined).join(' ')).join('; '),
      };
    case 'cart':
      return { text: [content.note, ...content.lines.map((line) => `${line.quantity} × ${line.retailerId}`)].filter(Boolean).join('\n') };
    case 'template':
      return { text: [`[${content.name}]`, ...(content.body ?? []).map((each) => each.text)].join(' ') };
    case 'unsupported':
      return { text: `[${content.type}]` };
    case 'reaction':
      return { text: content.emoji ?? '' };
    case 'edit':
      return { text: content.text ?? '' };
    default:
      return { text: 'body' in content && content.body !== undefined ? content.body : '' };
  }
}

function shownFile(content: Extract<OutboundContent, { kind: 'image' | 'video' | 'audio' | 'document' }>): Shown {
  return {
    text: 'caption' in content ? (content.caption ?? '') : '',
    ...('link' in content.source ? { link: content.source.link } : {}),
    file: {
      media: content.kind,
      filename: content.kind === 'document' ? content.filename : null,
      mime_type: 'blob' in content.source ? content.source.mimeType : null,
      stored: 'blob' in content.source,
    },
  };
}
