/** The limits of a template message: what may stand in a variable, and how buttons are numbered. Pure. */
import { type Note, noteLength, noteMedia } from './content-notes.ts';
import type { ContentLimits, OutboundContent } from './messaging.port.ts';

type Template = Extract<OutboundContent, { kind: 'template' }>;

export function checkTemplate(content: Template, limits: ContentLimits, note: Note): void {
  if (!/^[a-z0-9_]+$/.test(content.name) || content.name.length > limits.templateName)
    note('name', `must be 1 to ${limits.templateName} lower-case letters, digits and underscores`);
  if (!/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/.test(content.language)) note('language', 'must be a language code such as en or pt_BR');
  checkHeader(content, limits, note);
  const body = content.body ?? [];
  for (const [index, parameter] of body.entries()) checkVariable(parameter.text, `body.${index}.text`, limits.body, note);
  const named = body.filter((parameter) => parameter.name !== undefined);
  if (named.length !== 0 && named.length !== body.length) note('body', 'either all parameters have a name or none has');
  if (new Set(named.map((parameter) => parameter.name)).size !== named.length) note('body', 'names must be unique');
  checkButtons(content, limits, note);
}

function checkHeader({ header }: Template, limits: ContentLimits, note: Note): void {
  if (!header) return;
  const given = [header.text, header.image, header.document].filter((part) => part !== undefined).length;
  if (given !== 1) note('header', 'must be a text, an image or a document, and one only');
  if (header.text !== undefined) checkVariable(header.text, 'header.text', limits.header, note);
  if (header.image) noteMedia(note, 'header.image', header.image, 'image');
  if (header.document) {
    noteMedia(note, 'header.document.source', header.document.source, 'document');
    noteLength(note, 'header.document.filename', header.document.filename, 240);
  }
}

function checkVariable(text: string, field: string, most: number, note: Note): void {
  noteLength(note, field, text, most);
  if (/[\n\r\t]| {5}/.test(text)) note(field, 'must not hold line breaks, tabs or more than four spaces in a row');
}

function checkButtons({ buttons = [] }: Template, limits: ContentLimits, note: Note): void {
  const most = { quick_reply: limits.quickReplyPayload, url: limits.url, copy_code: limits.couponCode };
  for (const [at, button] of buttons.entries()) {
    if (!Number.isInteger(button.index) || button.index < 0 || button.index > 9) note(`buttons.${at}.index`, 'must be 0 to 9');
    noteLength(note, `buttons.${at}.value`, button.value, most[button.kind]);
  }
  if (new Set(buttons.map((button) => button.index)).size !== buttons.length) note('buttons', 'indexes must be unique');
}
