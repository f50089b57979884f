/** How text is made findable: lower case, no accents, one space. Pure; what is stored and what is asked go through the same door. */

const MOST_WORDS = 8;
const MOST_DESCRIPTION = 4_000;

/**
 * `Café  CRÈME` → `cafe creme`. Only the accents of Latin, Greek and Cyrillic letters go: the vowel signs of Hindi and its neighbours
 * are marks as well, and carry the meaning.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** First line the name, second the description, third the codes: the search ranks by the first line. */
export function searchTextOf(parts: { readonly name: string; readonly description: string; readonly codes: readonly string[] }): string {
  return [normalise(parts.name), normalise(parts.description).slice(0, MOST_DESCRIPTION), normalise(parts.codes.join(' '))].join('\n');
}

export interface SearchTerms {
  /** One `like` pattern for each word: all must fit. */
  readonly patterns: readonly string[];
  /** `like` pattern of a name that begins with the whole phrase. */
  readonly phrasePattern: string;
}

/** Undefined when nothing to look for is left. */
export function searchTerms(text: string): SearchTerms | undefined {
  const phrase = normalise(text.slice(0, 200));
  if (phrase === '') return undefined;
  const words = [...new Set(phrase.split(' '))].slice(0, MOST_WORDS);
  return { patterns: words.map((word) => `%${literally(word)}%`), phrasePattern: `${literally(phrase)}%` };
}

function literally(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

/** For an address: letters and digits of any script, dashes between. `product` when nothing is left. */
export function slugOf(name: string): string {
  const slug = normalise(name)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'product' : slug;
}

/** The slug itself, or the first free of `slug-2`, `slug-3` … */
export function freeSlug(slug: string, taken: readonly string[]): string {
  const used = new Set(taken);
  if (!used.has(slug)) return slug;
  let n = 2;
  while (used.has(`${slug}-${n}`)) n += 1;
  return `${slug}-${n}`;
}
