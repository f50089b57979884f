/** WhatsApp's marks in a text: *bold*, _italic_, ~struck~ and ```plain```. Pure; what does not close stays as it was written. */

export interface MarkedPart {
  readonly text: string;
  readonly look: 'plain' | 'bold' | 'italic' | 'struck' | 'code';
}

const looks = { '*': 'bold', _: 'italic', '~': 'struck', '`': 'code' } as const;
// A mark stands at the edge of a word and touches what it marks.
const marks = /(?<![\p{L}\p{N}])(?:```([^`]+)```|([*_~])(?=\S)([^\n]*?\S)\2)(?![\p{L}\p{N}])/gu;

export function partsOf(text: string): readonly MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), look: 'plain' });
    const [whole, code, mark, inner] = match;
    parts.push(code === undefined ? { text: inner ?? '', look: looks[mark as '*'] } : { text: code, look: 'code' });
    at = match.index + whole.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), look: 'plain' });
  return parts;
}

/** The text without its marks. */
export const plainOf = (text: string): string =>
  partsOf(text)
    .map((part) => part.text)
    .join('');
