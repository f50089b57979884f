/** Puts texts into messages so that each fits the service. Every message of the bot is made here. Pure. */
import type { ContentLimits, ListRow, MessageHeader, OutboundContent, ReplyButton } from '../../../providers/messaging/messaging.port.ts';
import { fitLine, fitText } from '../fit.ts';

/** The room there is; a test keeps it equal to the service's limits. */
export const room = {
  text: 4_096,
  body: 1_024,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  listButton: 20,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  rowId: 200,
  sections: 10,
  sectionTitle: 24,
  products: 30,
} as const satisfies Partial<ContentLimits>;

export function text(body: string): OutboundContent {
  return { kind: 'text', text: fitText(body, room.text) };
}

export function button(id: string, title: string): ReplyButton {
  return { id, title: fitLine(title, room.buttonTitle) };
}

/** At most three are shown, those with an id or a title that stood before not twice. */
export function buttons(input: {
  readonly header?: MessageHeader | undefined;
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly (ReplyButton | undefined)[];
}): OutboundContent {
  const shown: ReplyButton[] = [];
  for (const each of input.buttons)
    if (each && shown.length < room.buttons && !shown.some(({ id, title }) => id === each.id || title === each.title)) shown.push(each);
  return {
    kind: 'buttons',
    ...(input.header ? { header: input.header } : {}),
    body: fitText(input.body, room.body),
    ...(input.footer === undefined ? {} : { footer: fitLine(input.footer, room.footer) }),
    buttons: shown,
  };
}

export function row(id: string, title: string, description?: string): ListRow {
  return {
    id,
    title: fitLine(title, room.rowTitle),
    ...(description === undefined || description === '' ? {} : { description: fitLine(description, room.rowDescription) }),
  };
}

export function list(input: {
  readonly header?: string;
  readonly body: string;
  readonly footer?: string | undefined;
  readonly button: string;
  readonly rows: readonly ListRow[];
}): OutboundContent {
  return {
    kind: 'list',
    ...(input.header === undefined ? {} : { header: fitLine(input.header, room.header) }),
    body: fitText(input.body, room.body),
    ...(input.footer === undefined ? {} : { footer: fitLine(input.footer, room.footer) }),
    button: fitLine(input.button, room.listButton),
    sections: [{ rows: input.rows }],
  };
}

export function linkButton(input: { readonly body: string; readonly label: string; readonly url: string }): OutboundContent {
  return { kind: 'link_button', body: fitText(input.body, room.body), label: fitLine(input.label, room.buttonTitle), url: input.url };
}

/** WhatsApp's bold; a star within would end it. */
export function bold(title: string): string {
  return `*${fitLine(title.replaceAll('*', ''), 200)}*`;
}

/** The same message with these sentences above it; undefined where they do not fit or the message has no words of its own. */
export function withNotes(content: OutboundContent, notes: readonly string[]): OutboundContent | undefined {
  const above = notes.join('\n');
  if (content.kind === 'text') return joined(above, content.text, room.text, (whole) => ({ ...content, text: whole }));
  if (content.kind === 'buttons' || content.kind === 'list' || content.kind === 'link_button' || content.kind === 'products')
    return joined(above, content.body, room.body, (whole) => ({ ...content, body: whole }));
  return undefined;
}

function joined(above: string, below: string, most: number, make: (whole: string) => OutboundContent): OutboundContent | undefined {
  const whole = `${above}\n\n${below}`;
  return whole.length <= most ? make(whole) : undefined;
}
