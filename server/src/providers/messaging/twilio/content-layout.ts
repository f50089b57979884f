/**
 * Any text as a pattern of variables: a content is created once and must carry later texts, but a variable holds 255 characters and no
 * line break. So lines stand in the pattern and words in the variables. Pure.
 */
import { twilioLimits } from './limits.ts';

/** Gives out `{{1}}`, `{{2}}`, … and remembers what belongs into them. */
export interface Slots {
  readonly values: Record<string, string>;
  /** The placeholder of one value that fits into one variable. */
  one(value: string): string;
  /** A pattern of lines and placeholders for a text of any length. */
  text(value: string): string;
  count(): number;
}

export function createSlots(): Slots {
  const values: Record<string, string> = {};
  let count = 0;
  const one = (value: string): string => {
    count += 1;
    values[String(count)] = value;
    return `{{${count}}}`;
  };
  return {
    values,
    one,
    text: (value) =>
      value
        .split(/\r\n|\r|\n/)
        .map((line) => chunksOf(flat(line)).map(one).join(''))
        .join('\n'),
    count: () => count,
  };
}

/** As a variable may hold it: one line, no tabs, no long gaps. */
export function flat(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/ {5,}/g, '    ')
    .trim();
}

/** At most 255 UTF-16 units each, no sign cut in two, none that is blank. */
function chunksOf(line: string): readonly string[] {
  const chunks: string[] = [];
  let chunk = '';
  for (const { segment } of new Intl.Segmenter('en').segment(line)) {
    if (chunk.length + segment.length > twilioLimits.variable && chunk.trim() !== '') {
      chunks.push(chunk);
      chunk = '';
    }
    chunk += segment;
  }
  if (chunk.trim() === '') return chunks;
  return [...chunks, chunk];
}
