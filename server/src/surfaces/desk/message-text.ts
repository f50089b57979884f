/** What was said, in a line staff can read: every kind of message has words, unknown ones too. Pure. */
import type { ChatContent } from './reads/chat-list.store.ts';
import { say, sayCode } from './words.ts';

export interface Said {
  readonly text: string;
  /** Buttons or rows under it. */
  readonly choices: readonly string[];
  /** Not words of a person: shown quieter. */
  readonly isLabel: boolean;
}

export function saidIn(content: ChatContent): Said {
  switch (content.kind) {
    case 'text':
      return said(content.text);
    case 'choice':
      return said(content.title);
    case 'media':
      return label([sayCode('message', content.media), content.filename, content.caption]);
    case 'image':
    case 'video':
      return label([sayCode('message', content.kind), content.caption]);
    case 'audio':
      return label([sayCode('message', content.voice ? 'voice' : 'audio')]);
    case 'document':
      return label([say('message.document'), content.filename, content.caption]);
    case 'buttons':
      return said(
        content.body,
        content.buttons.map((each) => each.title),
      );
    case 'list':
      return said(content.body, [content.button]);
    case 'link_button':
      return said(content.body, [content.label]);
    case 'location_request':
    case 'contact_request':
      return said(content.body);
    case 'location':
      return label([say('message.location'), content.name, content.address ?? `${content.latitude}, ${content.longitude}`]);
    case 'contacts':
      return label([say('message.contacts'), ...content.contacts.flatMap((each) => [each.name, ...each.phones])]);
    default:
      return rarer(content);
  }
}

type Common = 'text' | 'choice' | 'media' | 'image' | 'video' | 'audio' | 'document' | 'buttons' | 'list' | 'link_button';
type Rare = Exclude<ChatContent, { kind: Common | 'location_request' | 'contact_request' | 'location' | 'contacts' }>;

function rarer(content: Rare): Said {
  switch (content.kind) {
    case 'form':
      return label([say('message.form'), content.name]);
    case 'cart':
      return label([say('message.cart', { count: content.lines.length }), content.note]);
    case 'reaction':
      return label([content.emoji ? say('message.reaction', { emoji: content.emoji }) : say('message.reaction.gone')]);
    case 'edit':
      return said(say('message.edit', { text: content.text ?? '' }));
    case 'revoke':
      return label([say('message.revoke')]);
    case 'welcome':
      return label([say('message.welcome')]);
    case 'unsupported':
      return label([say('message.unsupported', { type: content.type })]);
    case 'event':
      return label([say('message.event')]);
    case 'product':
      return label([say('message.product'), content.body]);
    case 'products':
    case 'catalog':
      return label([sayCode('message', content.kind), content.body]);
    default:
      return label([say('message.template', { name: content.name }), content.body?.map((each) => each.text).join(' · ')]);
  }
}

function said(text: string, choices: readonly string[] = []): Said {
  return { text, choices, isLabel: false };
}

function label(parts: readonly (string | undefined)[]): Said {
  return { text: parts.filter((part) => part !== undefined && part !== '').join(' · '), choices: [], isLabel: true };
}
