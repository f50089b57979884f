/** Cuts texts to the room a message has, between whole characters as people see them. Lengths are JavaScript lengths. Pure. */

const segmenters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One line, at most `most` long, ending in … where something was cut; never empty. */
export function fitLine(text: string, most: number): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return isBlank(line) ? '–' : cut(line, most);
}

/** The text with its line breaks, at most `most` long; never empty. */
export function fitText(text: string, most: number): string {
  const trimmed = text.trim();
  return isBlank(trimmed) ? '–' : cut(trimmed, most);
}

/** The first lines that fit; what `rest` says of the number left out stands at their end. */
export function fitLines(lines: readonly string[], most: number, rest: (left: number) => string): string {
  const whole = lines.join('\n');
  if (whole.length <= most) return whole;
  for (let kept = lines.length - 1; kept > 0; kept -= 1) {
    const text = [...lines.slice(0, kept), rest(lines.length - kept)].join('\n');
    if (text.length <= most) return text;
  }
  return cut(rest(lines.length), most);
}

/** Paragraphs that are there, an empty line between them. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** Lines that are there. */
export function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n');
}

function isBlank(text: string): boolean {
  return text.replace(/[\s\p{Cf}\p{Cc}]/gu, '') === '';
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  // A text far beyond the room is not walked to its end.
  for (const { segment } of segmenters.segment(text.slice(0, most + 64))) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
