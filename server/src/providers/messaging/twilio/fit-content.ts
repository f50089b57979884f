/**
 * What Twilio can carry of what WhatsApp's own API can: everything, but some of it in plainer clothes. Richer menus are written out and
 * numbered, link buttons become links, pictures above buttons go before them. Pure; it must never drop a word or a choice.
 */
import type { Choice, ListRow, MessageHeader, OutboundContent, OutboundMedia } from '../messaging.port.ts';
import { type Shapeable, shapeOf } from './content-shape.ts';
import { twilioLimits } from './limits.ts';
import { splitText } from './split-text.ts';

type Content<M> = OutboundContent<M>;
type Of<M, K extends OutboundContent['kind']> = Extract<Content<M>, { kind: K }>;

/** At least one, in the order to be sent. Products of WhatsApp's catalogue and a reaction taken away stay as they are: the client refuses them by name. */
export function fitForTwilio<M = OutboundMedia>(content: Content<M>): readonly Content<M>[] {
  switch (content.kind) {
    case 'text':
      return texts(content.text, content.choices, content.previewUrl);
    case 'document': {
      const { caption, ...bare } = content;
      return caption === undefined ? [content] : [bare, ...texts<M>(caption)];
    }
    case 'location_request':
    case 'contact_request':
      return texts(content.body);
    case 'reaction':
      return content.emoji === '' ? [content] : texts(content.emoji);
    case 'buttons':
      return [...headerFile(content.header), ...fitButtons(content)];
    case 'link_button':
      return [...headerFile(content.header), ...fitLink(content)];
    case 'list':
      return fitList(content);
    default:
      return [content];
  }
}

function fitButtons<M>({ header, body, footer, buttons }: Of<M, 'buttons'>): readonly Content<M>[] {
  const framed: Shapeable = { kind: 'buttons', body: frame(header?.text, body, footer), buttons };
  if (shapeOf(framed) !== undefined) return [{ kind: 'buttons', body: framed.body, buttons }];
  return numbered({ header: header?.text, body, footer, groups: [{ rows: buttons }] });
}

function fitList<M>({ header, body, footer, button, sections }: Of<M, 'list'>): readonly Content<M>[] {
  const framed = frame(header, body, footer);
  // The heading of a lone section says nothing that the list does not.
  const rows = sections.length === 1 ? sections.map((section) => ({ rows: section.rows })) : sections;
  if (shapeOf({ kind: 'list', body: framed, button, sections: rows }) !== undefined)
    return [{ kind: 'list', body: framed, button, sections: rows }];
  return numbered({ header, body, footer, groups: sections });
}

function fitLink<M>({ header, body, footer, label, url }: Of<M, 'link_button'>): readonly Content<M>[] {
  const framed = frame(header?.text, body, footer);
  if (shapeOf({ kind: 'link_button', body: framed, label, url }) !== undefined) return [{ kind: 'link_button', body: framed, label, url }];
  return texts(frame(header?.text, `${body}\n\n${label}: ${url}`, footer));
}

/** No message of theirs has a file above its buttons. */
function headerFile<M>(header: MessageHeader<M> | undefined): readonly Content<M>[] {
  if (header?.image !== undefined) return [{ kind: 'image', source: header.image }];
  return header?.document === undefined ? [] : [{ kind: 'document', ...header.document }];
}

interface Menu {
  readonly header: string | undefined;
  readonly body: string;
  readonly footer: string | undefined;
  readonly groups: readonly { readonly title?: string; readonly rows: readonly ListRow[] }[];
}

/** The numbers run through all groups; the last line says without words that a number is the answer. */
function numbered<M>({ header, body, footer, groups }: Menu): readonly Content<M>[] {
  const choices: Choice[] = [];
  const paragraphs = groups.map(({ title, rows }) => {
    const lines = rows.flatMap(({ id, title: name, description }) => {
      choices.push({ id, title: name });
      return [`${choices.length}. ${name}`, ...(description === undefined ? [] : [`    ${description}`])];
    });
    return [...(title === undefined ? [] : [`*${title}*`]), ...lines].join('\n');
  });
  const hint = choices.length === 1 ? '↩️ 1' : `↩️ 1 – ${choices.length}`;
  const end = footer === undefined ? [] : [`_${footer}_`];
  return texts([frame(header, body, undefined), ...paragraphs, ...end, hint].join('\n\n'), choices);
}

function frame(header: string | undefined, body: string, footer: string | undefined): string {
  return [...(header === undefined ? [] : [`*${header}*`]), body, ...(footer === undefined ? [] : [`_${footer}_`])].join('\n\n');
}

/** The numbers belong to the last part: it is the one that is answered. */
function texts<M>(text: string, choices?: readonly Choice[], previewUrl?: boolean): readonly Content<M>[] {
  const parts = splitText(text, twilioLimits.text);
  return parts.map((part, index) => ({
    kind: 'text',
    text: part,
    ...(previewUrl === undefined ? {} : { previewUrl }),
    ...(choices === undefined || index < parts.length - 1 ? {} : { choices }),
  }));
}
