/**
 * Whether a message fits the service, said when it is composed and not when it is refused. Pure. Where the service's documents
 * disagree the smaller number counts. It must never shorten a text by itself.
 */
import { type FieldProblem, ok, refuse } from '@parley/contract/values/result.ts';
import { checkTemplate } from './content-limits-template.ts';
import { imageTypes, type Note, noteLength, noteMedia, noteUrl } from './content-notes.ts';
import type { CheckContent, ContentLimits, ListRow, MessageHeader, OutboundContent } from './messaging.port.ts';

export const contentLimits: ContentLimits = {
  text: 4_096,
  caption: 1_024,
  body: 1_024,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonId: 256,
  buttonTitle: 20,
  listButton: 20,
  rows: 10,
  sections: 10,
  sectionTitle: 24,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
  products: 30,
  templateName: 512,
  quickReplyPayload: 256,
  couponCode: 15,
  url: 2_000,
};

export const checkContent: CheckContent = (content) => {
  const details: FieldProblem[] = [];
  const note: Note = (field, message) => {
    details.push({ field, message });
  };
  examine(content, note);
  return details.length === 0 ? ok(undefined) : refuse('message.invalid', { details });
};

type Of<K extends OutboundContent['kind']> = Extract<OutboundContent, { kind: K }>;

function examine(content: OutboundContent, note: Note): void {
  switch (content.kind) {
    case 'text':
      return noteLength(note, 'text', content.text, contentLimits.text);
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
      return examineMedia(content, note);
    case 'buttons':
      return examineButtons(content, note);
    case 'list':
      return examineList(content, note);
    case 'link_button':
      return examineLinkButton(content, note);
    case 'location_request':
    case 'contact_request':
      return noteLength(note, 'body', content.body, contentLimits.body);
    case 'location':
      return examineLocation(content, note);
    case 'reaction':
      return examineReaction(content, note);
    case 'product':
    case 'products':
    case 'catalog':
      return examineCommerce(content, note);
    case 'template':
      return checkTemplate(content, contentLimits, note);
  }
}

function examineMedia(content: Of<'image' | 'video' | 'audio' | 'document'>, note: Note): void {
  noteMedia(note, 'source', content.source, content.kind);
  if (content.kind === 'document') noteLength(note, 'filename', content.filename, 240);
  if (content.kind === 'audio') {
    if (content.voice && 'mimeType' in content.source && !content.source.mimeType.startsWith('audio/ogg'))
      note('source', 'a voice note must be Ogg with Opus');
    return;
  }
  if (content.caption !== undefined) noteLength(note, 'caption', content.caption, contentLimits.caption);
}

function examineButtons(content: Of<'buttons'>, note: Note): void {
  examineFrame(content, note);
  const { buttons } = content;
  if (buttons.length < 1 || buttons.length > contentLimits.buttons) note('buttons', `there must be 1 to ${contentLimits.buttons} buttons`);
  for (const [index, button] of buttons.entries()) {
    noteLength(note, `buttons.${index}.id`, button.id, contentLimits.buttonId);
    noteLength(note, `buttons.${index}.title`, button.title, contentLimits.buttonTitle);
  }
  noteRepeats(
    note,
    'buttons',
    'ids',
    buttons.map((button) => button.id),
  );
  noteRepeats(
    note,
    'buttons',
    'titles',
    buttons.map((button) => button.title),
  );
}

function examineList(content: Of<'list'>, note: Note): void {
  const { sections } = content;
  if (content.header !== undefined) noteLength(note, 'header', content.header, contentLimits.header);
  examineFrame({ body: content.body, ...(content.footer === undefined ? {} : { footer: content.footer }) }, note);
  noteLength(note, 'button', content.button, contentLimits.listButton);
  noteCount(note, 'sections', sections.length, contentLimits.sections);
  const rows = sections.flatMap((section) => section.rows);
  noteCount(note, 'sections', rows.length, contentLimits.rows, 'rows in all sections together');
  noteRepeats(
    note,
    'sections',
    'row ids',
    rows.map((row) => row.id),
  );
  for (const [index, section] of sections.entries()) {
    if (section.rows.length === 0) note(`sections.${index}.rows`, 'a section needs at least one row');
    if (section.title !== undefined) noteLength(note, `sections.${index}.title`, section.title, contentLimits.sectionTitle);
    else if (sections.length > 1) note(`sections.${index}.title`, 'is needed where there is more than one section');
    for (const [at, row] of section.rows.entries()) examineRow(row, `sections.${index}.rows.${at}`, note);
  }
}

function examineRow(row: ListRow, field: string, note: Note): void {
  noteLength(note, `${field}.id`, row.id, contentLimits.rowId);
  noteLength(note, `${field}.title`, row.title, contentLimits.rowTitle);
  if (row.description !== undefined) noteLength(note, `${field}.description`, row.description, contentLimits.rowDescription);
}

function examineLinkButton(content: Of<'link_button'>, note: Note): void {
  examineFrame(content, note);
  noteLength(note, 'label', content.label, contentLimits.buttonTitle);
  noteUrl(note, 'url', content.url, contentLimits.url);
}

function examineFrame(content: { readonly header?: MessageHeader; readonly body: string; readonly footer?: string }, note: Note): void {
  if (content.header) examineHeader(content.header, note);
  noteLength(note, 'body', content.body, contentLimits.body);
  if (content.footer !== undefined) noteLength(note, 'footer', content.footer, contentLimits.footer);
}

function examineHeader(header: MessageHeader, note: Note): void {
  const given = [header.text, header.image, header.document].filter((part) => part !== undefined).length;
  if (given !== 1) note('header', 'must be a text, an image or a document, and one only');
  if (header.text !== undefined) noteLength(note, 'header.text', header.text, contentLimits.header);
  if (header.image) noteMedia(note, 'header.image', header.image, 'image', imageTypes);
  if (header.document) {
    noteMedia(note, 'header.document.source', header.document.source, 'document');
    noteLength(note, 'header.document.filename', header.document.filename, 240);
  }
}

function examineLocation(content: Of<'location'>, note: Note): void {
  // Written so that NaN fails too.
  if (!(Math.abs(content.latitude) <= 90)) note('latitude', 'must lie between -90 and 90');
  if (!(Math.abs(content.longitude) <= 180)) note('longitude', 'must lie between -180 and 180');
  if (content.name !== undefined) noteLength(note, 'name', content.name, 1_000);
  if (content.address !== undefined) noteLength(note, 'address', content.address, 1_000);
}

function examineReaction(content: Of<'reaction'>, note: Note): void {
  if (content.to === '') note('to', 'must name a message');
  const signs = [...new Intl.Segmenter('en').segment(content.emoji)].length;
  const pictorial = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{20E3}/u.test(content.emoji);
  if (content.emoji !== '' && (signs !== 1 || !pictorial)) note('emoji', 'must be one emoji, or empty to take it away');
}

function examineCommerce(content: Of<'product' | 'products' | 'catalog'>, note: Note): void {
  if (content.body !== undefined) noteLength(note, 'body', content.body, contentLimits.body);
  if (content.footer !== undefined) noteLength(note, 'footer', content.footer, contentLimits.footer);
  if (content.kind === 'catalog') return;
  noteLength(note, 'catalogId', content.catalogId, 100);
  if (content.kind === 'product') return noteLength(note, 'retailerId', content.retailerId, 100);
  noteLength(note, 'header', content.header, contentLimits.header);
  noteCount(note, 'sections', content.sections.length, contentLimits.sections);
  const ids = content.sections.flatMap((section) => section.retailerIds);
  noteCount(note, 'sections', ids.length, contentLimits.products, 'products in all sections together');
  for (const [index, section] of content.sections.entries()) {
    noteLength(note, `sections.${index}.title`, section.title, contentLimits.sectionTitle);
    if (section.retailerIds.length === 0) note(`sections.${index}.retailerIds`, 'a section needs at least one product');
    if (section.retailerIds.some((id) => id === '' || id.length > 100))
      note(`sections.${index}.retailerIds`, 'ids have 1 to 100 characters');
  }
}

function noteCount(note: Note, field: string, count: number, most: number, what = field): void {
  if (count < 1 || count > most) note(field, `there must be 1 to ${most} ${what}`);
}

function noteRepeats(note: Note, field: string, what: string, values: readonly string[]): void {
  if (new Set(values).size !== values.length) note(field, `${what} must be unique`);
}
