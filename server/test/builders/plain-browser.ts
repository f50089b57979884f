/** A browser without script: keeps cookies, follows redirects, finds forms on the page and sends them as people would. */
import { request } from 'node:http';

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface PageForm {
  readonly action: string;
  readonly method: 'get' | 'post';
  /** What is in it before anybody types. */
  readonly fields: Readonly<Record<string, string>>;
  readonly buttons: readonly { readonly name: string; readonly value: string; readonly isOff: boolean }[];
}

export type PlainBrowser = ReturnType<typeof openPlainBrowser>;

/** @param origin where the server listens; addresses may name other hosts, which are then sent as such. */
export function openPlainBrowser(origin: string, options: { readonly language?: string } = {}) {
  const cookies = new Map<string, string>();
  const { hostname, port } = new URL(origin);

  function send(url: URL, form: Readonly<Record<string, string>> | undefined, headers: Readonly<Record<string, string>>): Promise<Page> {
    return new Promise((resolve, reject) => {
      const sent = [...cookies].filter(([key]) => key.startsWith(`${url.host} `)).map(([key, value]) => `${key.split(' ')[1]}=${value}`);
      const asked = request(
        {
          hostname,
          port,
          path: url.pathname + url.search,
          method: form ? 'POST' : 'GET',
          headers: {
            host: url.host,
            accept: 'text/html',
            ...(options.language ? { 'accept-language': options.language } : {}),
            ...(sent.length > 0 ? { cookie: sent.join('; ') } : {}),
            ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
            ...headers,
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => {
            for (const cookie of response.headers['set-cookie'] ?? []) {
              const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
              cookies.set(`${url.host} ${name}`, value);
            }
            resolve({
              url: url.href,
              status: response.statusCode ?? 0,
              text: Buffer.concat(parts).toString('utf8'),
              headers: response.headers,
            });
          });
        },
      );
      asked.on('error', reject);
      asked.end(form ? new URLSearchParams(form).toString() : undefined);
    });
  }

  /** Follows redirects until a page, or until an address of another server, which is answered unvisited. */
  async function visit(
    address: string,
    form?: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Page> {
    let at = new URL(address, origin);
    let page = await send(at, form, headers);
    for (let hops = 0; page.status >= 300 && page.status < 400 && page.status !== 304 && hops < 10; hops += 1) {
      const next = new URL(String(page.headers['location']), at);
      if (next.port !== port) return { ...page, url: next.href };
      at = next;
      page = await send(at, undefined, headers);
    }
    return page;
  }

  return {
    visit,
    /** One answer, not followed. */
    ask: (address: string, form?: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
      send(new URL(address, origin), form, headers),
    /** Fills and sends the first form whose action ends so, by the button given. */
    async submit(page: Page, action: string, typed: Readonly<Record<string, string>> = {}): Promise<Page> {
      const form = formsOf(page).find((each) => each.action.split('?')[0]?.endsWith(action));
      if (!form) throw new Error(`no form to ${action} on ${page.url}: ${wordsOf(page).slice(0, 300)}`);
      const fields = { ...form.fields, ...typed };
      const url = new URL(form.action, page.url);
      if (form.method === 'post') return visit(url.href, fields);
      url.search = new URLSearchParams(fields).toString();
      return visit(url.href);
    },
    forget: () => cookies.clear(),
    cookie: (name: string) => [...cookies].find(([key]) => key.endsWith(` ${name}`))?.[1],
    /** Another browser that somebody put this cookie into. */
    put: (host: string, name: string, value: string) => void cookies.set(`${host} ${name}`, value),
  };
}

export function formsOf(page: Page): readonly PageForm[] {
  return [...page.text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', body = '']) => ({
    action: unescape(attribute(head, 'action') ?? ''),
    method: attribute(head, 'method') === 'post' ? ('post' as const) : ('get' as const),
    fields: Object.fromEntries(
      [...body.matchAll(/<input\b([^>]*)>/g)].flatMap(([, tag = '']) => {
        const name = attribute(tag, 'name');
        const isUnticked = /type="(?:checkbox|radio)"/.test(tag) && !/ checked/.test(tag);
        return name === undefined || isUnticked ? [] : [[name, unescape(attribute(tag, 'value') ?? '')]];
      }),
    ),
    buttons: [...body.matchAll(/<button\b([^>]*)>/g)].flatMap(([, tag = '']) => {
      const [name, value] = [attribute(tag, 'name'), attribute(tag, 'value')];
      return name === undefined || value === undefined ? [] : [{ name, value: unescape(value), isOff: / disabled/.test(tag) }];
    }),
  }));
}

export function linksOf(page: Page): readonly string[] {
  return [...page.text.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, href = '']) => unescape(href));
}

/** What a person reads. */
export function wordsOf(page: Page): string {
  return unescape(page.text.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ');
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
}

function unescape(text: string): string {
  const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' };
  return text.replace(/&(amp|lt|gt|quot|#39|#96);/g, (whole, name: string) => signs[name] ?? whole);
}
