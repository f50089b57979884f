/** That nothing WhatsApp's own API takes crashes or vanishes on Twilio: every word, every choice and every link arrives, in some form. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkContent } from '../content-limits.ts';
import type { MediaSource, OutboundContent } from '../messaging.port.ts';
import { shapeOf } from './content-shape.ts';
import { fitForTwilio } from './fit-content.ts';
import { twilioLimits } from './limits.ts';
import { openTestDesk, type TestDesk } from './simulator/test-desk.ts';
import { splitText } from './split-text.ts';

type Content = OutboundContent<MediaSource>;

const words = (most: number, least = 1) =>
  fc
    .string({
      unit: fc.oneof(
        { arbitrary: fc.constantFrom(...'abc कखग 😀👩‍👩‍👧.\n*_{}'.split('')), weight: 9 },
        { arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), weight: 1 },
      ),
      minLength: least,
      maxLength: most,
    })
    .filter((text) => text.trim() !== '' && text.length <= most && text.isWellFormed() && !/\p{Cc}(?<!\n)/u.test(text));
const line = (most: number) =>
  words(most)
    .map((text) => text.replaceAll('\n', ' ').trim())
    .filter((text) => text !== '');
const long = (most: number) =>
  fc.oneof(
    { arbitrary: words(Math.min(most, 60)), weight: 3 },
    { arbitrary: words(40, 20).map((text) => text.repeat(200).slice(0, most).toWellFormed()), weight: 1 },
  );
const id = (most: number) =>
  fc.oneof(
    fc.stringMatching(/^[a-z][a-z.:_0-9]{0,39}$/),
    fc.stringMatching(/^[a-z]{10}$/).map((text) => text.repeat(26).slice(0, most)),
  );
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.stringMatching(/^[a-z0-9]{1,900}$/).map((path) => `https://shop.test/${path}`),
);
const source = fc.constant<MediaSource>({ link: 'https://shop.test/a.jpg' });
const header = fc.option(
  fc.oneof(
    line(60).map((text) => ({ text })),
    source.map((image) => ({ image })),
    source.map((file) => ({ document: { source: file, filename: 'a.pdf' } })),
  ),
  { nil: undefined },
);
const optional = <T>(given: fc.Arbitrary<T>) => fc.option(given, { nil: undefined });
const distinct = <T extends { readonly id: string; readonly title: string }>(rows: fc.Arbitrary<T>, maxLength: number) =>
  fc
    .uniqueArray(rows, { minLength: 1, maxLength, selector: (row) => row.title.toLowerCase() })
    .filter((all) => new Set(all.map((row) => row.id)).size === all.length);
const button = fc.record({ id: id(256), title: line(20) });
const row = fc.record({ id: id(200), title: line(24), description: optional(line(72)) });

/** Without the keys that are undefined. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, each]) => (each === undefined ? [] : [[name, tidy(each)]])));
}

const kinds: { readonly [K in Content['kind']]: fc.Arbitrary<unknown> } = {
  text: fc.record({ text: long(4_096) }),
  image: fc.record({ source, caption: optional(long(1_024)) }),
  video: fc.record({ source, caption: optional(words(60)) }),
  audio: fc.record({ source, voice: optional(fc.boolean()) }),
  document: fc.record({ source, filename: fc.constant('bill.pdf'), caption: optional(long(1_024)) }),
  buttons: fc.record({ header, body: long(1_024), footer: optional(line(60)), buttons: distinct(button, 3) }),
  list: fc.record({
    header: optional(line(60)),
    body: long(1_024),
    footer: optional(line(60)),
    button: line(20),
    sections: distinct(row, 10).chain((rows) =>
      fc.integer({ min: 1, max: rows.length }).map((cut) =>
        cut === rows.length
          ? [{ rows }]
          : [
              { title: 'One', rows: rows.slice(0, cut) },
              { title: 'Two', rows: rows.slice(cut) },
            ],
      ),
    ),
  }),
  link_button: fc.record({ header, body: long(1_024), footer: optional(line(60)), label: line(20), url }),
  location_request: fc.record({ body: words(1_024) }),
  contact_request: fc.record({ body: words(1_024) }),
  location: fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    name: optional(line(60)),
    address: optional(line(90)),
  }),
  reaction: fc.record({ to: fc.constant('SM1'), emoji: fc.constantFrom('👍', '❤️', '') }),
  product: fc.record({ catalogId: fc.constant('c1'), retailerId: fc.constant('r1'), body: optional(words(60)) }),
  products: fc.record({
    catalogId: fc.constant('c1'),
    header: line(60),
    body: words(60),
    sections: fc.constant([{ title: 'All', retailerIds: ['r1', 'r2'] }]),
  }),
  catalog: fc.record({ body: words(60) }),
  template: fc.record({ name: fc.constant('order_update'), language: fc.constant('en'), body: fc.constant([{ text: '7' }]) }),
};
const anyContent = fc
  .oneof(...Object.entries(kinds).map(([kind, rest]) => rest.map((parts) => ({ kind, ...(tidy(parts) as object) }) as Content)))
  .filter((content) => checkContent(content).ok);

const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe(`what fits (seed ${seed})`, () => {
  it('always something, within their limits, and nothing changes when it is fitted twice', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const parts = fitForTwilio(content);
        expect(parts.length).toBeGreaterThan(0);
        for (const part of parts) {
          expect(fitForTwilio(part)).toEqual([part]);
          expect(checkContent(part)).toMatchObject({ ok: true });
          if (part.kind === 'text') expect(part.text.length).toBeLessThanOrEqual(twilioLimits.text);
          if (part.kind === 'buttons' || part.kind === 'list' || part.kind === 'link_button')
            expect(shapeOf(part as Parameters<typeof shapeOf>[0])).toBeDefined();
        }
      }),
      { seed, numRuns: 600 },
    );
  });

  it('keeps every word, every choice in its order, and every address', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const parts = fitForTwilio(content);
        const all = lettersOf(parts.map(wordsIn).join(''));
        for (const word of said(content)) expect(all).toContain(lettersOf(word));
        expect(parts.flatMap(idsIn)).toEqual(idsIn(content));
      }),
      { seed, numRuns: 600 },
    );
  });

  it('cuts a long text into parts that hold all of it, none longer than asked for, no sign in two', () => {
    fc.assert(
      fc.property(long(4_096), fc.integer({ min: 20, max: 1_600 }), (text, most) => {
        const parts = splitText(text, most);
        expect(lettersOf(parts.join(''))).toBe(lettersOf(text));
        for (const part of parts) expect([part.length <= Math.max(most, 1), part.isWellFormed()]).toEqual([true, true]);
      }),
      { seed },
    );
  });
});

describe(`what is sent (seed ${seed})`, () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk();
    await desk.acts({ kind: 'text', text: 'hi' });
  });
  afterAll(() => desk.close());

  it('is taken and arrives, or is refused by name; nothing is thrown and nothing is lost', { timeout: 60_000 }, async () => {
    let minutes = 0;
    await fc.assert(
      fc.asyncProperty(anyContent, async (content) => {
        // Their pace for one person holds here too.
        desk.clock.pass(60_000);
        minutes += 1;
        if (minutes % 1_000 === 0) await desk.acts({ kind: 'text', text: 'still here' });
        const sent = await desk.client.send({ to: desk.asha, content, ourId: 'our-1' });
        await desk.settled();
        const kind = content.kind;
        const cannot =
          kind === 'product' ||
          kind === 'products' ||
          kind === 'catalog' ||
          kind === 'template' ||
          (kind === 'reaction' && content.emoji === '');
        if (cannot) expect(sent).toMatchObject({ ok: false, refusal: { retry: 'never' } });
        else expect(sent).toMatchObject({ ok: true });
      }),
      { seed, numRuns: 250 },
    );
    const failures = (await desk.events()).flatMap((event) => (event.kind === 'status' && event.failure ? [event.failure] : []));
    // The files of these examples lie nowhere.
    expect(failures.filter((failure) => failure.code !== '63019')).toEqual([]);
  });
});

/** What is left of a text for comparing: Twilio's variables know no long gaps and no line breaks. */
function lettersOf(text: string): string {
  return text.replace(/\s+/g, '');
}

function wordsIn(content: Content): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'list':
      return [
        content.body,
        ...content.sections.flatMap(({ rows }) => rows.flatMap(({ title, description = '' }) => [title, description])),
      ].join('');
    case 'buttons':
      return [content.body, ...content.buttons.map(({ title }) => title)].join('');
    case 'link_button':
      return content.body + content.label + content.url;
    case 'reaction':
      return content.emoji;
    default:
      return [
        'body' in content && typeof content.body === 'string' ? content.body : '',
        'caption' in content ? (content.caption ?? '') : '',
        'name' in content ? (content.name ?? '') : '',
        'address' in content ? (content.address ?? '') : '',
        'header' in content && typeof content.header === 'string' ? content.header : '',
      ].join('');
  }
}

function said(content: Content): readonly string[] {
  const header = 'header' in content ? content.header : undefined;
  const footer = 'footer' in content ? content.footer : undefined;
  const heading = typeof header === 'string' ? header : (header?.text ?? '');
  if (content.kind === 'text') return splitText(content.text, 200);
  return [heading, footer ?? '', ...pieces(content)];
}

function pieces(content: Content): readonly string[] {
  switch (content.kind) {
    case 'list':
      return [
        ...splitText(content.body, 200),
        ...content.sections.flatMap(({ rows }) => rows.flatMap(({ title, description = '' }) => [title, description])),
      ];
    case 'buttons':
      return [...splitText(content.body, 200), ...content.buttons.map(({ title }) => title)];
    case 'link_button':
      return [...splitText(content.body, 200), content.label, content.url];
    default:
      return [wordsIn(content)];
  }
}

function idsIn(content: Content): readonly string[] {
  if (content.kind === 'buttons') return content.buttons.map((each) => each.id);
  if (content.kind === 'list') return content.sections.flatMap(({ rows }) => rows.map((each) => each.id));
  return content.kind === 'text' ? (content.choices ?? []).map((each) => each.id) : [];
}
