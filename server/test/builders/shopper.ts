/** A customer with a phone and a browser without script: writes, presses what the bot offers, fills the checkout's forms, pays. */
import type { PersonAct, PhoneBubble, PhonePerson } from '../../src/providers/messaging/whatsapp-cloud/phone.port.ts';
import type { StandIns } from './stand-ins.ts';

export interface Shopper {
  readonly person: PhonePerson;
  say(text: string): void;
  /** Presses a stable id where it was offered, or types it. */
  press(id: string): void;
  act(act: PersonAct): void;
  /** Everything the business sent so far, oldest first. */
  heard(): readonly Heard[];
  /** Waits for a message of the business after `mark()` that satisfies; fails with what was heard instead. */
  hears(what: string, isIt: (message: Heard) => boolean, withinMs?: number): Promise<Heard>;
  /** From here on `hears` looks at later messages only. */
  mark(): void;
  /** Opens the checkout link, fills the address, goes on to pay; answers the gateway's page address. */
  checkOut(url: string, address?: Readonly<Record<string, string>>, gateway?: string): Promise<string>;
}

/** A message of the business as a person sees it. */
export interface Heard {
  readonly bubble: PhoneBubble;
  /** Every word in it. */
  readonly text: string;
  /** Ids that can be pressed. */
  readonly ids: readonly string[];
  /** Link buttons and bare addresses. */
  readonly urls: readonly string[];
}

export const homeAddress = {
  method: 'delivery',
  name: 'Asha Rao',
  phone: '+91 98765 43210',
  postal_code: '560034',
  line1: 'Flat 4, Rose Apartments',
  line2: '5th Block, Koramangala',
  landmark: 'Opposite the park',
  city: 'Bengaluru',
  state: 'Karnataka',
} as const;

const WITHIN_MS = 15_000;

export function openShopper(
  standIns: StandIns,
  phoneNumberId: string,
  who: {
    readonly name?: string;
    readonly phone: string;
    readonly language?: string;
    readonly hidesPhone?: boolean;
    readonly username?: string;
  },
): Shopper {
  const { phone } = standIns.whatsapp;
  const person = phone.addPerson({
    name: who.name ?? 'Asha',
    phone: who.phone,
    hidesPhone: who.hidesPhone ?? false,
    language: who.language ?? 'en',
    timeZone: 'Asia/Kolkata',
    ...(who.username ? { username: who.username } : {}),
  });
  // By id: a message whose ticks moved comes later in the row than before.
  let marked: ReadonlySet<string> = new Set();
  const heard = (): Heard[] =>
    phone
      .chat(person.id, phoneNumberId)
      .bubbles.filter((bubble) => bubble.from === 'business')
      .map(read);
  const fresh = (): Heard[] => heard().filter((message) => !marked.has(message.bubble.id));
  return {
    person,
    heard,
    say: (text) => void phone.act(person.id, phoneNumberId, { kind: 'text', text }),
    press: (id) => {
      // On the latest message that offers it, however old; typed where none does.
      const offer = heard().findLast((message) => message.ids.includes(id));
      phone.act(
        person.id,
        phoneNumberId,
        offer ? { kind: 'press', of: offer.bubble.id, id, title: id.slice(0, 20) } : { kind: 'text', text: id },
      );
    },
    act: (act) => void phone.act(person.id, phoneNumberId, act),
    mark: () => {
      marked = new Set(heard().map((message) => message.bubble.id));
    },
    hears: (what, isIt, withinMs = WITHIN_MS) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = fresh().find(isIt);
          if (found) finish(() => resolve(found));
        };
        const stop = phone.watch((change) => {
          if (change.personId === person.id) look();
        });
        const timer = setTimeout(
          () =>
            finish(() =>
              reject(
                new Error(
                  `${person.name} never heard ${what}; heard: ${
                    fresh()
                      .map((each) => JSON.stringify(each.text.slice(0, 160)))
                      .join(' | ') || 'nothing'
                  }`,
                ),
              ),
            ),
          withinMs,
        );
        const finish = (end: () => void): void => {
          clearTimeout(timer);
          stop();
          end();
        };
        look();
      }),
    checkOut: (url, address = homeAddress, gateway) => checkOut(url, address, gateway === undefined ? {} : { gateway }),
  };
}

/** Follows redirects by hand, as a browser without script would, until an address of another host. */
async function checkOut(url: string, address: Readonly<Record<string, string>>, choice: { readonly gateway?: string }): Promise<string> {
  const base = new URL(url);
  let page = await visit(url);
  for (let step = 0; step < 12; step += 1) {
    if (page.away) return page.away;
    const pay = /<form method="post" action="(\/checkout\/[^"]+\/pay)"><input type="hidden" name="expected_total" value="(\d+)"/.exec(
      page.text,
    );
    const again = /<form method="post" action="(\/order\/[^"]+\/pay)"/.exec(page.text);
    const form = /<form method="post" action="(\/checkout\/[^"]+\/delivery)"/.exec(page.text);
    if (pay?.[1]) page = await visit(new URL(pay[1], base).href, { expected_total: pay[2] ?? '', ...choice });
    else if (again?.[1]) page = await visit(new URL(again[1], base).href, choice);
    else if (form?.[1]) page = await visit(new URL(form[1], base).href, address);
    else if (/http-equiv="refresh"/.test(page.text)) page = await visit(page.url);
    else
      throw new Error(
        `the checkout ended on ${page.status} ${page.url}: ${page.text
          .replace(/<[^>]+>/g, ' ')
          .replace(/\s+/g, ' ')
          .slice(0, 300)}`,
      );
  }
  throw new Error('the checkout goes in circles');
}

interface Visited {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  /** Where the page sent the browser, when that is another host. */
  readonly away?: string;
}

async function visit(url: string, form?: Readonly<Record<string, string>>): Promise<Visited> {
  const own = new URL(url).host;
  let response = await fetch(url, form ? { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' } : { redirect: 'manual' });
  let at = url;
  for (let hops = 0; response.status >= 300 && response.status < 400 && hops < 10; hops += 1) {
    at = new URL(response.headers.get('location') ?? '', at).href;
    await response.body?.cancel();
    if (new URL(at).host !== own) return { url: at, status: response.status, text: '', away: at };
    response = await fetch(at, { redirect: 'manual' });
  }
  return { url: at, status: response.status, text: await response.text() };
}

function read(bubble: PhoneBubble): Heard {
  const strings: string[] = [];
  const ids: string[] = [];
  const urls: string[] = [];
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (key === 'url' || key === 'link') urls.push(value);
      else if (key === 'id') ids.push(value);
      else strings.push(value);
    } else if (Array.isArray(value)) for (const each of value) walk(each, key);
    else if (typeof value === 'object' && value !== null) for (const [name, each] of Object.entries(value)) walk(each, name);
  };
  walk(bubble.message, '');
  const text = strings.join('\n');
  return { bubble, text, ids, urls: [...urls, ...(text.match(/https?:\/\/\S+/g) ?? [])] };
}
