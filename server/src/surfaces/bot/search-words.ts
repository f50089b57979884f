/** What a customer's sentence asks the catalogue for: polite words around it are left out, and a plural is tried as its singular. Pure. */

/** Around the thing that is wanted, in all five languages; matched at the beginning or the end. */
const LEAD_INS: readonly RegExp[] = [
  /^(?:please\s+)?(?:can|could|may)\s+(?:you|i|we)\s+(?:please\s+)?(?:show|give|get|send|see|have|order|buy)(?:\s+me)?\s+/i,
  /^(?:please\s+)?(?:show|give|get|send|bring|find)\s+me\s+/i,
  /^(?:i(?:'d|’d| would)?\s+(?:like|want|need|am looking for)|i'm looking for|looking for|we (?:want|need)|do you (?:have|sell)|have you got|is there|got any)\s+(?:to (?:buy|order|get|see)\s+)?/i,
  /^(?:eu\s+)?(?:quero|queria|gostaria de|preciso de|procuro|tem|vocês têm|me mostra|mostre)\s+(?:comprar\s+|ver\s+)?/i,
  /^(?:yo\s+)?(?:quiero|quisiera|necesito|busco|tienen|hay|muéstrame|enséñame|me gustaría)\s+(?:comprar\s+|ver\s+)?/i,
  /^(?:je\s+(?:cherche|veux|voudrais|prends)|avez-vous|vous avez|montrez-moi|il me faut)\s+(?:acheter\s+|voir\s+)?/i,
  /^(?:मुझे|हमें|क्या)\s+/,
  /^(?:some|any|a|an|the|um|uma|uns|umas|o|os|as|un|una|unos|unas|el|la|los|las|du|de la|des|de|le|les|une)\s+/i,
];
const TAILS: readonly RegExp[] = [
  /\s+(?:please|por favor|s'il vous plaît|svp)$/i,
  /\s+(?:दिखाइए|दिखाओ|दिखाएँ|चाहिए|चाहिये|दीजिए|है क्या|मिलेगा|मिलेगी|dikhao|chahiye)$/i,
];

/** Searches to try in turn, the first being what was typed; at most four, none twice. */
export function searchesFor(text: string): readonly string[] {
  const typed = text
    .replace(/[?!.,;:]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const bare = strip(typed);
  const singular = bare.split(' ').map(singularOf).join(' ');
  return [...new Set([text.trim(), typed, bare, singular])].filter((each) => each !== '');
}

function strip(text: string): string {
  let rest = text;
  for (const pattern of [...LEAD_INS, ...TAILS]) {
    const next = rest.replace(pattern, '').trim();
    // A customer may be after the very word: "some" alone stays.
    if (next !== '') rest = next;
  }
  return rest;
}

/** `mangoes` → `mango`, `berries` → `berr` (found within berry and berries), `coffees` → `coffee`; short words stay. */
function singularOf(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/i.test(word)) return word;
  if (/ies$/i.test(word)) return word.slice(0, -3);
  if (/(?:oes|ches|shes|sses|xes)$/i.test(word)) return word.slice(0, -2);
  return /[^s]s$/i.test(word) ? word.slice(0, -1) : word;
}
