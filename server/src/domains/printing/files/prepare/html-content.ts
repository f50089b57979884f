/** The few tags a Word file is turned into, as content that can be drawn: paragraphs, headings, lists, tables, pictures. Pure. */
import type { Content, ContentText } from 'pdfmake/interfaces.js';
import { runsOf } from './text-page.ts';

type Inline = Omit<ContentText, 'text'> & { readonly text: string };

interface Box {
  readonly tag: string;
  readonly blocks: Content[];
  inline: Inline[];
}

const HEADINGS: Readonly<Record<string, number>> = { h1: 20, h2: 16, h3: 13.5, h4: 12, h5: 11, h6: 11 };
const TOKENS = /<(\/?)([a-z0-9]+)((?:\s[^<>]*?)?)\s*\/?>|[^<]+/gi;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0', apos: "'" };
const BLOCKS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'td', 'th', 'ul', 'ol', 'table', 'tr', 'root']);

export function contentOfHtml(html: string): readonly Content[] {
  const boxes: Box[] = [{ tag: 'root', blocks: [], inline: [] }];
  const marks = { bold: 0, italics: 0 };
  const top = (): Box => boxes.at(-1) ?? { tag: 'root', blocks: [], inline: [] };
  for (const [token, slash, name, attributes] of html.matchAll(TOKENS)) {
    if (name === undefined) {
      for (const run of runsOf(decode(token))) top().inline.push({ text: run, bold: marks.bold > 0, italics: marks.italics > 0 });
      continue;
    }
    const tag = name.toLowerCase();
    const step = slash === '' ? 1 : -1;
    if (tag === 'strong' || tag === 'b') marks.bold += step;
    else if (tag === 'em' || tag === 'i') marks.italics += step;
    else if (tag === 'br') top().inline.push({ text: '\n' });
    else if (tag === 'img') addPicture(top(), attributes ?? '');
    else if (BLOCKS.has(tag) && slash === '') open(boxes, tag);
    else if (BLOCKS.has(tag)) close(boxes, tag);
  }
  while (boxes.length > 1) close(boxes, top().tag);
  settle(top());
  return top().blocks;
}

function open(boxes: Box[], tag: string): void {
  const parent = boxes.at(-1);
  if (parent) settle(parent);
  boxes.push({ tag, blocks: [], inline: [] });
}

function close(boxes: Box[], tag: string): void {
  if (boxes.length < 2 || !boxes.some((box) => box.tag === tag)) return;
  for (;;) {
    const box = boxes.pop();
    const parent = boxes.at(-1);
    if (!box || !parent) return;
    settle(box);
    const content = contentOf(box);
    if (content !== undefined) parent.blocks.push(content);
    if (box.tag === tag) return;
  }
}

/** What was written so far becomes a paragraph. */
function settle(box: Box): void {
  if (box.inline.some((run) => run.text.trim() !== '')) {
    const size = HEADINGS[box.tag];
    box.blocks.push({
      text: box.inline,
      margin: box.tag === 'p' || size !== undefined ? [0, size === undefined ? 0 : 6, 0, 6] : 0,
      ...(size === undefined ? {} : { fontSize: size, bold: true }),
    });
  }
  box.inline = [];
}

function contentOf({ tag, blocks }: Box): Content | undefined {
  if (tag === 'ul') return blocks.length === 0 ? undefined : { ul: blocks, margin: [0, 0, 0, 6] };
  if (tag === 'ol') return blocks.length === 0 ? undefined : { ol: blocks, margin: [0, 0, 0, 6] };
  if (tag === 'table') return tableOf(blocks);
  if (tag === 'tr') return { columns: blocks };
  if (tag === 'td' || tag === 'th' || tag === 'li') return { stack: blocks };
  return blocks.length === 0 ? undefined : blocks.length === 1 ? blocks[0] : { stack: blocks };
}

function tableOf(rows: readonly Content[]): Content | undefined {
  const cells = rows.flatMap((row) => (typeof row === 'object' && 'columns' in row ? [row.columns as Content[]] : []));
  const width = Math.max(0, ...cells.map((row) => row.length));
  if (width === 0) return undefined;
  const body = cells.map((row) => [...row, ...Array.from({ length: width - row.length }, (): Content => ({ text: '' }))]);
  return { table: { widths: Array.from({ length: width }, () => '*'), body }, margin: [0, 4, 0, 8] };
}

const ROOM = { width: 481, height: 700 };

function addPicture(box: Box, attributes: string): void {
  const image = /src="(data:image\/(?:jpeg|png);base64,[A-Za-z0-9+/=]+)"/.exec(attributes)?.[1];
  if (image === undefined) return;
  settle(box);
  box.blocks.push({ image, fit: [ROOM.width, ROOM.height], margin: [0, 4, 0, 8] });
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal: string, hex: string, name: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
