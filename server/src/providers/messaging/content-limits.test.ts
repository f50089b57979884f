/** The limits said when a message is composed: each one at its edge, and never kinder than the service. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkContent, contentLimits } from './content-limits.ts';
import type { MediaSource, OutboundContent } from './messaging.port.ts';
import { openTestShop, type TestShop } from './whatsapp-cloud/simulator/test-shop.ts';

type Content = OutboundContent<MediaSource>;

function broken(content: OutboundContent): readonly string[] {
  const result = checkContent(content);
  return result.ok ? [] : (result.refusal.details ?? []).map((detail) => detail.field);
}

const x = (count: number): string => 'x'.repeat(count);
const rows = (count: number, prefix = 'r') =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index}`, title: `Row ${index}` }));
const buttons = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `b${index}`, title: `Button ${index}` }));

describe('a limit is taken at its edge and refused beyond', () => {
  const cases: readonly (readonly [string, (count: number) => OutboundContent, number, string])[] = [
    ['text', (n) => ({ kind: 'text', text: x(n) }), 4_096, 'text'],
    ['caption', (n) => ({ kind: 'image', source: { mediaId: '1' }, caption: x(n) }), 1_024, 'caption'],
    ['body', (n) => ({ kind: 'buttons', body: x(n), buttons: buttons(1) }), 1_024, 'body'],
    ['footer', (n) => ({ kind: 'buttons', body: 'a', footer: x(n), buttons: buttons(1) }), 60, 'footer'],
    ['header', (n) => ({ kind: 'buttons', header: { text: x(n) }, body: 'a', buttons: buttons(1) }), 60, 'header.text'],
    ['buttons', (n) => ({ kind: 'buttons', body: 'a', buttons: buttons(n) }), 3, 'buttons'],
    ['button title', (n) => ({ kind: 'buttons', body: 'a', buttons: [{ id: 'a', title: x(n) }] }), 20, 'buttons.0.title'],
    ['button id', (n) => ({ kind: 'buttons', body: 'a', buttons: [{ id: x(n), title: 'a' }] }), 256, 'buttons.0.id'],
    [
      'rows in all',
      (n) => ({
        kind: 'list',
        body: 'a',
        button: 'b',
        sections: [
          { title: 's', rows: rows(1, 'q') },
          { title: 't', rows: rows(n - 1) },
        ],
      }),
      10,
      'sections',
    ],
    [
      'row title',
      (n) => ({ kind: 'list', body: 'a', button: 'b', sections: [{ rows: [{ id: 'a', title: x(n) }] }] }),
      24,
      'sections.0.rows.0.title',
    ],
    [
      'row id',
      (n) => ({ kind: 'list', body: 'a', button: 'b', sections: [{ rows: [{ id: x(n), title: 'a' }] }] }),
      200,
      'sections.0.rows.0.id',
    ],
    [
      'row description',
      (n) => ({ kind: 'list', body: 'a', button: 'b', sections: [{ rows: [{ id: 'a', title: 'a', description: x(n) }] }] }),
      72,
      'sections.0.rows.0.description',
    ],
    [
      'section title',
      (n) => ({ kind: 'list', body: 'a', button: 'b', sections: [{ title: x(n), rows: rows(1) }] }),
      24,
      'sections.0.title',
    ],
    ['list button', (n) => ({ kind: 'list', body: 'a', button: x(n), sections: [{ rows: rows(1) }] }), 20, 'button'],
    ['link label', (n) => ({ kind: 'link_button', body: 'a', label: x(n), url: 'https://a.test' }), 20, 'label'],
    [
      'products',
      (n) => ({
        kind: 'products',
        catalogId: 'c',
        header: 'h',
        body: 'b',
        sections: [{ title: 's', retailerIds: rows(n).map((row) => row.id) }],
      }),
      30,
      'sections',
    ],
    [
      'coupon',
      (n) => ({ kind: 'template', name: 'a', language: 'en', buttons: [{ index: 0, kind: 'copy_code', value: x(n) }] }),
      15,
      'buttons.0.value',
    ],
  ];
  it.each(cases)('%s', (_name, content, most, field) => {
    expect(broken(content(most))).toEqual([]);
    expect(broken(content(most + 1))).toEqual([field]);
  });
});

describe('refused', () => {
  const cases: readonly (readonly [string, OutboundContent, string])[] = [
    ['a blank text', { kind: 'text', text: ' \n' }, 'text'],
    [
      'two buttons of one id',
      {
        kind: 'buttons',
        body: 'a',
        buttons: [
          { id: 'a', title: 'A' },
          { id: 'a', title: 'B' },
        ],
      },
      'buttons',
    ],
    [
      'two buttons of one title',
      {
        kind: 'buttons',
        body: 'a',
        buttons: [
          { id: 'a', title: 'A' },
          { id: 'b', title: 'A' },
        ],
      },
      'buttons',
    ],
    [
      'several sections, one without a title',
      { kind: 'list', body: 'a', button: 'b', sections: [{ title: 's', rows: rows(1) }, { rows: rows(1, 'q') }] },
      'sections.1.title',
    ],
    [
      'a row id in two sections',
      {
        kind: 'list',
        body: 'a',
        button: 'b',
        sections: [
          { title: 's', rows: rows(1) },
          { title: 't', rows: rows(1) },
        ],
      },
      'sections',
    ],
    [
      'a header of two kinds',
      { kind: 'buttons', header: { text: 'a', image: { mediaId: '1' } }, body: 'a', buttons: buttons(1) },
      'header',
    ],
    ['a link that is no web address', { kind: 'link_button', body: 'a', label: 'a', url: 'javascript:alert(1)' }, 'url'],
    ['a PDF as an image', { kind: 'image', source: { blob: 'b', mimeType: 'application/pdf' } }, 'source'],
    ['a voice note that is no Ogg', { kind: 'audio', source: { blob: 'b', mimeType: 'audio/mpeg' }, voice: true }, 'source'],
    ['a place off the globe', { kind: 'location', latitude: 91, longitude: 0 }, 'latitude'],
    ['a place that is no number', { kind: 'location', latitude: 0, longitude: Number.NaN }, 'longitude'],
    ['a word as a reaction', { kind: 'reaction', to: 'wamid.1', emoji: 'ok' }, 'emoji'],
    ['two emoji as a reaction', { kind: 'reaction', to: 'wamid.1', emoji: '👍👍' }, 'emoji'],
    ['a line break in a variable', { kind: 'template', name: 'a', language: 'en', body: [{ text: 'a\nb' }] }, 'body.0.text'],
    ['five spaces in a variable', { kind: 'template', name: 'a', language: 'en', body: [{ text: 'a     b' }] }, 'body.0.text'],
    ['a template with a capital', { kind: 'template', name: 'Order', language: 'en' }, 'name'],
    [
      'named and unnamed variables together',
      { kind: 'template', name: 'a', language: 'en', body: [{ name: 'n', text: 'a' }, { text: 'b' }] },
      'body',
    ],
  ];
  it.each(cases)('%s', (_name, content, field) => {
    expect(broken(content)).toEqual([field]);
  });

  it('a joined emoji is one emoji', () => {
    expect(broken({ kind: 'reaction', to: 'wamid.1', emoji: '👩🏽‍🌾' })).toEqual([]);
    expect(broken({ kind: 'reaction', to: 'wamid.1', emoji: '' })).toEqual([]);
  });
});

const upTo = (most: number) =>
  fc.oneof(fc.string({ maxLength: 4 }), fc.string({ unit: 'grapheme', maxLength: most + 2 }), fc.constantFrom(x(most), x(most + 1)));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const source = fc.oneof(fc.constant({ mediaId: 'photo' }), fc.record({ link: fc.webUrl() }), fc.constant({ link: 'ftp://a' }));
const header = optional(
  fc.record({ text: upTo(60), image: source, document: fc.record({ source, filename: fc.constant('a.pdf') }) }, { requiredKeys: [] }),
);
const row = fc.record({ id: upTo(200), title: upTo(24), description: optional(upTo(72)) });
const section = fc.record({ title: optional(upTo(24)), rows: fc.array(row, { maxLength: 6 }) });
const productSection = fc.record({
  title: upTo(24),
  retailerIds: fc.array(fc.constantFrom('SKU-1', 'SKU-2', 'gone'), { maxLength: 16 }).map((ids) => ['SKU-1', ...ids]),
});
const framed = { body: upTo(1_024), footer: optional(upTo(60)) };

const anyContent: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ kind: fc.constant('text'), text: upTo(4_096) }),
  fc.record({ kind: fc.constant('image'), source, caption: optional(upTo(1_024)) }),
  fc.record({
    kind: fc.constant('buttons'),
    header,
    ...framed,
    buttons: fc.array(fc.record({ id: upTo(256), title: upTo(20) }), { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('list'),
    header: optional(upTo(60)),
    ...framed,
    button: upTo(20),
    sections: fc.array(section, { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('link_button'), header, ...framed, label: upTo(20), url: fc.oneof(fc.webUrl(), fc.string()) }),
  fc.record({ kind: fc.constantFrom('location_request', 'contact_request'), body: upTo(1_024) }),
  fc.record({ kind: fc.constant('location'), latitude: fc.double({ min: -100, max: 100 }), longitude: fc.double({ min: -200, max: 200 }) }),
  fc.record({ kind: fc.constant('product'), catalogId: fc.constant('c1'), retailerId: fc.constant('SKU-1'), body: optional(upTo(1_024)) }),
  fc.record({
    kind: fc.constant('products'),
    catalogId: fc.constant('c1'),
    header: upTo(60),
    ...framed,
    sections: fc.array(productSection, { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('catalog'), ...framed }),
  fc.record({
    kind: fc.constant('template'),
    name: fc.constant('order_update'),
    language: fc.constantFrom('en', 'pt_BR'),
    body: fc.tuple(fc.record({ text: upTo(40) }), fc.record({ text: upTo(40) })),
  }),
);
/** Without the keys whose value is undefined, as our own code writes contents. */
const content = anyContent.map(
  (value): Content =>
    JSON.parse(JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'number' && Number.isNaN(inner) ? 999 : inner))),
);

describe('against the service', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await openTestShop({ ratesEnforced: false });
    const photo = await shop.client.uploadMedia({ bytes: new Uint8Array([1]), mimeType: 'image/png', filename: 'p.png' });
    if (!photo.ok) throw new Error(photo.refusal.detail);
    photoId = photo.value.mediaId;
    const tea = {
      title: 'Tea',
      description: 'Leaves',
      availability: 'in stock',
      condition: 'new',
      price: '120 INR',
      link: 'https://shop.example/tea',
      image_link: 'https://shop.example/tea.jpg',
      brand: 'Corner Grocer',
    };
    const requests = ['SKU-1', 'SKU-2'].map((id) => ({ method: 'CREATE', data: { ...tea, id } }));
    await fetch(`${shop.served.url}/v25.0/c1/items_batch`, {
      method: 'POST',
      headers: { authorization: 'Bearer EAAtest', 'content-type': 'application/json' },
      body: JSON.stringify({ item_type: 'PRODUCT_ITEM', requests }),
    });
    await shop.acts({ kind: 'text', text: 'hi' });
  });
  afterAll(() => shop.close());
  let photoId = '';

  it('whatever passes the check is taken', async () => {
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(content, async (told) => {
        if (!checkContent(told).ok) return;
        passed += 1;
        const named: Content = JSON.parse(JSON.stringify(told).replaceAll('"mediaId":"photo"', `"mediaId":"${photoId}"`));
        expect(await shop.client.send({ to: shop.asha, content: named, ourId: 'a' })).toMatchObject({ ok: true });
      }),
      { numRuns: 1_500 },
    );
    expect(passed).toBeGreaterThan(200);
  });
});

it('the numbers others page and cut by are those that are checked', () => {
  expect(contentLimits).toMatchObject({ buttons: 3, rows: 10, rowTitle: 24, buttonTitle: 20, body: 1_024, products: 30 });
});
