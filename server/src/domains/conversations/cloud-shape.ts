/** WhatsApp's own message body → our content. Pure; whatever does not fit is refused with the field's name, limits are checked later. */
import type { CloudMessage } from '@parley/contract/api/cloud-message.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import type { MediaSource, MessageHeader, OutboundContent } from '../../providers/messaging/messaging.port.ts';

class Misfit extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** Refuses `request.invalid`. */
export function contentOfCloudMessage(message: CloudMessage): Result<OutboundContent> {
  try {
    return ok(contentOf(message));
  } catch (error) {
    if (error instanceof Misfit) return refuse('request.invalid', { details: [{ field: error.field, message: error.message }] });
    throw error;
  }
}

function contentOf(message: CloudMessage): OutboundContent {
  switch (message.type) {
    case 'text': {
      const { body, preview_url } = given(message.text, 'text');
      return { kind: 'text', text: body, ...optional('previewUrl', preview_url) };
    }
    case 'image':
    case 'video': {
      const { caption, ...file } = given(message[message.type], message.type);
      return { kind: message.type, source: sourceOf(file, message.type), ...optional('caption', caption) };
    }
    case 'audio': {
      const { voice, ...file } = given(message.audio, 'audio');
      return { kind: 'audio', source: sourceOf(file, 'audio'), ...optional('voice', voice) };
    }
    case 'document': {
      const file = given(message.document, 'document');
      return { kind: 'document', source: sourceOf(file, 'document'), filename: filenameOf(file), ...optional('caption', file.caption) };
    }
    case 'interactive':
      return interactiveOf(given(message.interactive, 'interactive'));
    default:
      return templateOf(given(message.template, 'template'));
  }
}

type Interactive = NonNullable<CloudMessage['interactive']>;
type Header = NonNullable<Interactive['header']>;

function interactiveOf(interactive: Interactive): OutboundContent {
  const { body, footer } = interactive;
  const ends = { body: body.text, ...optional('footer', footer?.text) };
  switch (interactive.type) {
    case 'button': {
      const buttons = interactive.action.buttons.map(({ reply }) => reply);
      return { kind: 'buttons', ...ends, buttons, ...optional('header', headerOf(interactive.header)) };
    }
    case 'cta_url': {
      const { display_text: label, url } = interactive.action.parameters;
      return { kind: 'link_button', ...ends, label, url, ...optional('header', headerOf(interactive.header)) };
    }
    default: {
      if (interactive.header !== undefined && interactive.header.type !== 'text')
        throw new Misfit('interactive.header.type', 'A list takes a text header only.');
      return { kind: 'list', ...ends, ...interactive.action, ...optional('header', interactive.header?.text) };
    }
  }
}

function headerOf(header: Header | undefined): MessageHeader | undefined {
  if (header === undefined) return undefined;
  const field = `interactive.header.${header.type}`;
  if (header.type === 'text') return { text: given(header.text, field) };
  if (header.type === 'image') return { image: sourceOf(given(header.image, field), field) };
  const file = given(header.document, field);
  return { document: { source: sourceOf(file, field), filename: filenameOf(file) } };
}

type Template = NonNullable<CloudMessage['template']>;
type Component = Template['components'][number];

function templateOf(template: Template): OutboundContent {
  const header = template.components.find((each) => each.type === 'header');
  const body = template.components.find((each) => each.type === 'body');
  const buttons = template.components.filter((each) => each.type === 'button');
  return {
    kind: 'template',
    name: template.name,
    language: template.language.code,
    ...optional('header', header && templateHeader(header)),
    ...(body === undefined
      ? {}
      : { body: body.parameters.map((each) => ({ ...optional('name', each.parameter_name), text: each.text ?? '' })) }),
    ...(buttons.length === 0 ? {} : { buttons: buttons.map(templateButton) }),
  };
}

function templateHeader(component: Component): NonNullable<Extract<OutboundContent, { kind: 'template' }>['header']> {
  const [first] = component.parameters;
  const { image, document, text } = given(first, 'template.components.header.parameters.0');
  return {
    ...optional('text', text),
    ...(image === undefined ? {} : { image: sourceOf(image, 'template.header.image') }),
    ...(document === undefined
      ? {}
      : { document: { source: sourceOf(document, 'template.header.document'), filename: filenameOf(document) } }),
  };
}

function templateButton(component: Component, position: number) {
  const [first] = component.parameters;
  const value = first?.payload ?? first?.coupon_code ?? first?.text ?? '';
  return { index: component.index ?? position, kind: component.sub_type ?? ('quick_reply' as const), value };
}

function sourceOf(file: { readonly id?: string; readonly link?: string }, field: string): MediaSource {
  if (file.id !== undefined && file.link === undefined) return { mediaId: file.id };
  if (file.link !== undefined && file.id === undefined) return { link: file.link };
  throw new Misfit(field, 'Give either id or link.');
}

function filenameOf(file: { readonly filename?: string; readonly link?: string }): string {
  if (file.filename !== undefined) return file.filename;
  const last = file.link === undefined ? '' : (new URL(file.link).pathname.split('/').at(-1) ?? '');
  return last === '' ? 'document' : decodeURIComponent(last);
}

function given<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new Misfit(field, 'Missing for this type.');
  return value;
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: V });
}
