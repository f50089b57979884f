/** What a customer chose where the service brings no id: by the number of a written-out menu, or by the title alone. Pure. */
import type { Choice, InboundContent, OutboundContent } from '../../providers/messaging/messaging.port.ts';

/** The last message of ours that offered something, and whether its numbers still mean what they say. */
export interface Offer {
  readonly content: OutboundContent;
  /** Nobody asked for a number or a word of another kind since. */
  readonly counts: boolean;
}

const LONGEST_TITLE = 72;

/**
 * Whether it is worth looking for an offer at all.
 * @param titlesCome the service may tell a pressed title without its id, or show menus as text.
 */
export function mayChoose(content: InboundContent, titlesCome: boolean): boolean {
  if (content.kind === 'choice') return titlesCome && content.id === content.title;
  return content.kind === 'text' && (numberIn(content.text) !== undefined || (titlesCome && content.text.length <= LONGEST_TITLE));
}

/** The choice that was meant, or the content as it came. */
export function chosenFrom(offer: Offer | undefined, content: InboundContent): InboundContent {
  if (offer === undefined) return content;
  const choices = choicesOf(offer.content);
  const found = choiceIn(offer, choices, content);
  return found === undefined ? content : { kind: 'choice', id: found.id, title: found.title, from: 'list' };
}

function choiceIn(offer: Offer, choices: readonly Choice[], content: InboundContent): Choice | undefined {
  if (content.kind === 'choice') return byTitle(choices, content.title);
  if (content.kind !== 'text') return undefined;
  const number = offer.content.kind === 'text' && offer.counts ? numberIn(content.text) : undefined;
  return number === undefined ? byTitle(choices, content.text) : choices[number - 1];
}

/** Two of one name are nobody's. */
function byTitle(choices: readonly Choice[], title: string): Choice | undefined {
  const wanted = plain(title);
  const found = choices.filter((choice) => plain(choice.title) === wanted);
  return found.length === 1 ? found[0] : undefined;
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

function choicesOf(content: OutboundContent): readonly Choice[] {
  if (content.kind === 'text') return content.choices ?? [];
  if (content.kind === 'buttons') return content.buttons;
  return content.kind === 'list' ? content.sections.flatMap((section) => section.rows) : [];
}

/** "2", "2.", "(2)", "२": 1 to 99. */
function numberIn(text: string): number | undefined {
  const digits = /^\s*[(#]?\s*(\p{Nd}{1,2})\s*[.):]?\s*$/u.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const number = Number(Array.from(digits, valueOf).join(''));
  return number >= 1 ? number : undefined;
}

/** Digits of one script stand in a row of ten that begins at its zero. */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  for (let value = 0; value < 10; value += 1) if (value === 9 || !/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) return value;
  return 0;
}
