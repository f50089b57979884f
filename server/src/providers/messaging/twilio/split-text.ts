/** Cuts a long text where a reader would: between paragraphs, lines, sentences, words, at worst between two signs. Pure; loses no word. */

/** Parts of 1 to `most` UTF-16 units; blank ends are dropped, a blank text is one part as it is. */
export function splitText(text: string, most: number): readonly string[] {
  if (text.length <= most) return [text];
  const parts: string[] = [];
  let rest = text.trim();
  if (rest === '') return [text.slice(0, most)];
  while (rest.length > most) {
    const at = cutOf(rest, most);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

const places = [/\n\s*\n/g, /\n/g, /[.!?।…]\s+/gu, /\s+/g];

function cutOf(text: string, most: number): number {
  const head = text.slice(0, most);
  for (const place of places) {
    const last = [...head.matchAll(place)].at(-1);
    const at = last === undefined ? 0 : last.index + last[0].length;
    // An early cut would leave a part of a few words.
    if (at > most / 4) return at;
  }
  let at = 0;
  for (const { index, segment } of new Intl.Segmenter('en').segment(head)) if (index + segment.length < most) at = index + segment.length;
  return at === 0 ? most : at;
}
