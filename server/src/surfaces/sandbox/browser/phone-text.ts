/** How words look in a bubble: the chat's own marks, links, times in the person's language and zone. Pure but for the nodes it makes. */
import { type Child, h } from './dom.ts';

/** One mark each: its sign, and the element it becomes. A mark holds only where it hugs its words. */
const pattern =
  /\x60{3}([\s\S]+?)\x60{3}|\x60([^\x60\n]+)\x60|(?<![\w*])\*(?! )([^*\n]+?)(?<! )\*(?![\w*])|(?<![\w_])_(?! )([^_\n]+?)(?<! )_(?![\w_])|(?<![\w~])~(?! )([^~\n]+?)(?<! )~(?![\w~])|(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/g;

export type OpenLink = (url: string) => void;

export function richText(text: string, openLink: OpenLink): readonly Child[] {
  const parts: Child[] = [];
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    const [whole, block, code, bold, italic, struck, url] = found;
    if (found.index > from) parts.push(text.slice(from, found.index));
    from = found.index + whole.length;
    if (block !== undefined) parts.push(h('code', { class: 'block' }, block.replace(/^\n|\n$/g, '')));
    else if (code !== undefined) parts.push(h('code', {}, code));
    else if (bold !== undefined) parts.push(h('strong', {}, richText(bold, openLink)));
    else if (italic !== undefined) parts.push(h('em', {}, richText(italic, openLink)));
    else if (struck !== undefined) parts.push(h('s', {}, richText(struck, openLink)));
    else if (url !== undefined) parts.push(linkTo(url, url, openLink));
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

export function linkTo(url: string, words: Child, openLink: OpenLink): HTMLAnchorElement {
  return h(
    'a',
    {
      href: webAddress(url) ?? '#',
      rel: 'noopener noreferrer',
      target: '_blank',
      onclick: (event: MouseEvent) => {
        event.preventDefault();
        openLink(url);
      },
    },
    words,
  );
}

/** The address when it is one of the web, else nothing. */
export function webAddress(url: string): string | undefined {
  return URL.canParse(url, location.href) && /^https?:$/.test(new URL(url, location.href).protocol) ? url : undefined;
}

export interface Voice {
  readonly language: string;
  readonly timeZone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(voice: Voice, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([voice, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(voice.language.replace('_', '-'), { timeZone: voice.timeZone, ...options });
  formats.set(key, known);
  return known;
}

export function clockTime(at: Date, voice: Voice): string {
  return format(voice, { hour: 'numeric', minute: '2-digit' }).format(at);
}

/** Same for two instants exactly when they fall on one local day. */
export function dayKey(at: Date, voice: Voice): string {
  return format({ ...voice, language: 'en-CA' }, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** Today and yesterday in words, the last days by name, then the date. */
export function dayWords(at: Date, voice: Voice, now = new Date()): string {
  const days = Math.round((Date.parse(dayKey(now, voice)) - Date.parse(dayKey(at, voice))) / 86_400_000);
  if (days === 0 || days === 1) {
    const words = new Intl.RelativeTimeFormat(voice.language.replace('_', '-'), { numeric: 'auto' }).format(-days, 'day');
    return words.replace(/^./u, (first) => first.toLocaleUpperCase());
  }
  return days > 0 && days < 7 ? format(voice, { weekday: 'long' }).format(at) : format(voice, { dateStyle: 'medium' }).format(at);
}

/** The time on the day itself, else the day. */
export function listTime(at: Date, voice: Voice): string {
  return dayKey(at, voice) === dayKey(new Date(), voice) ? clockTime(at, voice) : dayWords(at, voice);
}

export function money(amount: number, currency: string, language: string): string {
  return new Intl.NumberFormat(language.replace('_', '-') === 'en' ? 'en-IN' : language.replace('_', '-'), {
    style: 'currency',
    currency,
  }).format(amount);
}

/** `919845012345` as `+91 98450 12345`. */
export function phoneWords(digits: string): string {
  const code = ['234', '91', '55', '34', '33', '44', '1'].find((each) => digits.startsWith(each)) ?? digits.slice(0, 2);
  const rest = digits.slice(code.length);
  const spaced = rest
    .replace(/^(\d{2})(\d{5})(\d{4})$/, '$1 $2 $3')
    .replace(/^(\d{5})(\d{5})$/, '$1 $2')
    .replace(/^(\d{3})(\d{3})(\d{3,4})$/, '$1 $2 $3');
  return `+${code} ${spaced}`;
}

export function byteWords(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
