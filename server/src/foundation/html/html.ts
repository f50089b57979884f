/** Server-made HTML: every value put into a template is escaped unless it is itself made by `html` or, knowingly, by `raw`. */

/** Markup that may be sent as it is. Only `html` and `raw` make it. */
export class Html {
  readonly #markup: string;
  constructor(markup: string) {
    this.#markup = markup;
  }
  toString(): string {
    return this.#markup;
  }
}

/** What may stand in a template: nothing is written for false, true, null and undefined, so that `${condition && html`…`}` reads well. */
export type HtmlValue = string | number | bigint | boolean | null | undefined | Html | readonly HtmlValue[];

/** Attributes must be written with quotes: `<a href="${address}">`. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = strings[0] ?? '';
  for (const [index, value] of values.entries()) markup += render(value) + (strings[index + 1] ?? '');
  return new Html(markup);
}

/** Markup from elsewhere, unescaped. Never hand it anything a person typed. */
export function raw(markup: string): Html {
  return new Html(markup);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => ESCAPES[character] ?? '');
}

/** The address when a browser may follow it (http, https, mailto, tel, or a path); `#` for scripts and the like. */
export function safeUrl(address: string): string {
  // Browsers skip control characters and spaces inside a scheme.
  const bare = address.replace(/[\p{Cc}\s]/gu, '').toLowerCase();
  return /^[a-z][a-z0-9+.-]*:/.test(bare) && !/^(?:https?|mailto|tel):/.test(bare) ? '#' : address;
}

interface HtmlReply {
  status(code: number): unknown;
  type(contentType: string): unknown;
  send(body: string): unknown;
}

/** Sends a whole page; the doctype is added here. */
export function sendHtml<R extends HtmlReply>(reply: R, page: Html, status = 200): R {
  reply.status(status);
  reply.type('text/html; charset=utf-8');
  reply.send(`<!doctype html>\n${page.toString()}`);
  return reply;
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined || typeof value === 'boolean') return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number' || typeof value === 'bigint') return value.toString();
  return value.map(render).join('');
}
