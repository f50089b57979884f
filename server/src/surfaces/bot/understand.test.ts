/** What customers send is understood the same whatever was offered before; no string and no stored state can make it fail. */
import { newId } from '@parley/contract/values/id.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredDialog } from '../../domains/conversations/index.ts';
import type { InboundContent } from '../../providers/messaging/messaging.port.ts';
import { readPostcode } from './postcode.ts';
import { readId, recognise, stableIds } from './registry.ts';
import { understand } from './understand.ts';
import { asciiDigits, meaningOf } from './words.ts';

const id = newId<string>();
const ask: StoredDialog = { dialog: 'checkout', version: 1, step: 'ask_postcode', data: { country: 'IN' } };
const choose: StoredDialog = { dialog: 'cart', version: 1, step: 'choose_quantity', data: { variantId: id } };

function intentOf(content: InboundContent, state?: StoredDialog) {
  return understand({ content, state })?.understood.intent;
}
const typed = (text: string, state?: StoredDialog) => intentOf({ kind: 'text', text }, state);
const pressed = (choice: string, state?: StoredDialog) => intentOf({ kind: 'choice', id: choice, title: 'x', from: 'button' }, state);

describe('stable ids', () => {
  const examples: readonly (readonly [string, object])[] = [
    ['menu', { do: 'menu' }],
    ['shop', { do: 'categories', page: 1 }],
    ['shop:3', { do: 'categories', page: 3 }],
    [`category:${id}`, { do: 'category', id, page: 1, everything: false }],
    [`category:${id}:2`, { do: 'category', id, page: 2, everything: false }],
    [`category.all:${id}`, { do: 'category', id, page: 1, everything: true }],
    [`product:${id}`, { do: 'product', id }],
    [`options:${id}:2`, { do: 'options', id, page: 2 }],
    ['search:2:a:b', { do: 'search', query: 'a:b', page: 2 }],
    [`add:${id}`, { do: 'add', variantId: id }],
    [`quantity:${id}:3`, { do: 'quantity', variantId: id, quantity: 3 }],
    [`remove:${id}`, { do: 'remove', variantId: id }],
    ['cart', { do: 'show' }],
    ['cart.clear', { do: 'clear' }],
    ['cart.join:K7MP2QXW', { do: 'join', code: 'K7MP2QXW' }],
    ['web', { do: 'web' }],
    ['cart.edit', { do: 'edit', page: 1 }],
    [`cart.line:${id}`, { do: 'line', variantId: id }],
    ['checkout', { do: 'begin' }],
    ['checkout.pickup', { do: 'pickup' }],
    ['checkout.other', { do: 'other' }],
    ['checkout.postcode:560001', { do: 'postcode', typed: '560001' }],
    ['orders', { do: 'list', page: 1 }],
    [`order:${id}`, { do: 'show', id }],
    [`cod.yes:${id}`, { do: 'cod_yes', id }],
    [`order.pay:${id}`, { do: 'pay', id }],
    [`order.cancel:${id}`, { do: 'cancel', id }],
    [`order.cancel.yes:${id}`, { do: 'cancel_yes', id }],
    [`order.return:${id}`, { do: 'begin', orderId: id }],
    ['order.return', { do: 'latest' }],
    [`return.items:${id}:2`, { do: 'items', orderId: id, page: 2 }],
    [`return.item:${id}:${id}`, { do: 'item', orderId: id, variantId: id }],
    [`return.quantity:${id}:${id}:3`, { do: 'units', orderId: id, variantId: id, quantity: 3 }],
    [`return.reason:${id}`, { do: 'why', orderId: id }],
    [`return.reason:${id}:damaged`, { do: 'because', orderId: id, reason: 'damaged' }],
    [`return.yes:${id}`, { do: 'yes', orderId: id }],
    [`order.repeat:${id}`, { do: 'repeat', id }],
    ['track', { do: 'latest', what: 'show' }],
    ['repeat', { do: 'latest', what: 'repeat' }],
    ['order.cancel', { do: 'latest', what: 'cancel' }],
    ['language', { do: 'language' }],
    ['language:pt-BR', { do: 'speak', language: 'pt-BR' }],
    ['human', { do: 'human' }],
    ['stop', { do: 'stop' }],
    ['book', { do: 'not_offered' }],
    ['slot:2025-03-29T10:00', { do: 'not_offered' }],
    ['print', { do: 'begin' }],
    ['print.bw', { do: 'change', wanted: { mode: 'bw' } }],
    ['copies:3', { do: 'change', wanted: { copies: 3 } }],
    ['print.color', { do: 'change', wanted: { mode: 'color' } }],
    ['print.both', { do: 'change', wanted: { mode: 'both' } }],
    ['print.pages:1,3-5', { do: 'change', wanted: { pages: '1,3-5' } }],
    ['print.paper:A3', { do: 'change', wanted: { paper: 'A3' } }],
    ['print.sides:long', { do: 'change', wanted: { sides: 'two_long_edge' } }],
    ['print.sheet:4', { do: 'change', wanted: { per: 4 } }],
    ['print.rush:on', { do: 'rush', on: true }],
    ['print.ask:copies', { do: 'ask', what: 'copies' }],
    ['print.change:2', { do: 'options', place: 2 }],
    ['print.remove:1', { do: 'remove', place: 1 }],
    [`print.with:${id}`, { do: 'with', fileId: id }],
    ['print.files', { do: 'options' }],
    ['print.more', { do: 'more' }],
    ['print.pay', { do: 'pay' }],
    ['print.drop', { do: 'drop' }],
    ['print.status', { do: 'status' }],
  ];

  it.each(examples)('%s means the same pressed, typed, and in any step', (text, intent) => {
    for (const state of [undefined, ask, choose]) expect([pressed(text, state), typed(text, state)]).toEqual([intent, intent]);
  });

  it('every id of the table has an example here', () => {
    const shown = new Set(examples.map(([text]) => text.split(':')[0]));
    expect(stableIds.map(({ name }) => name).filter((name) => !shown.has(name) && name !== 'start')).toEqual([]);
  });

  it('arguments that are not right make no id', () => {
    for (const text of [
      'product:1',
      `product:${id}:2`,
      'add:',
      `quantity:${id}:100`,
      `quantity:${id}:-1`,
      `category:${id}:0`,
      'language:xx',
      `return.reason:${id}:because`,
      `return.quantity:${id}:${id}:0`,
      `return.item:${id}`,
      'order',
      'constructor',
      '__proto__',
      'toString:1',
      'book:tales',
    ])
      expect(readId(text)).toBeUndefined();
    expect(pressed('product:1')).toEqual({ do: 'stale' });
  });

  it('no string makes reading fail', () => {
    const parts = fc.constantFrom(...stableIds.map(({ name }) => name), id, ':', '1', '2', '-1', '999999', '\u0000', 'é', '😀', ' ');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 400 }),
          fc.array(parts, { maxLength: 8 }).map((all) => all.join('')),
        ),
        (text) => {
          expect(() => readId(text)).not.toThrow();
          expect(pressed(text)).toBeDefined();
          expect(typed(text)).toBeDefined();
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('stored state', () => {
  it('is dropped when it is of another version, another dialog, or broken', () => {
    expect(recognise(ask)).toEqual(ask);
    for (const bad of [
      undefined,
      null,
      1,
      'x',
      [],
      {},
      { ...ask, version: 2 },
      { ...ask, dialog: 'gone' },
      { ...ask, step: 'other' },
      { ...ask, data: {} },
      { ...choose, data: { variantId: 'no' } },
    ])
      expect(recognise(bad)).toBeUndefined();
  });

  it('whatever is stored, the next message is understood', () => {
    const state = fc.oneof(
      fc.jsonValue(),
      fc.record({
        dialog: fc.constantFrom('checkout', 'cart', 'returns', 'menu', 'x'),
        version: fc.integer({ min: 0, max: 2 }),
        step: fc.constantFrom('ask_postcode', 'await_quote', 'offered', 'choose_quantity', ''),
        data: fc.jsonValue(),
      }),
    );
    fc.assert(
      fc.property(state, fc.string({ unit: 'grapheme' }), (stored, text) => {
        expect(understand({ content: { kind: 'text', text }, state: recognise(stored) })).toBeDefined();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('words', () => {
  it.each([
    ['Hi', 'hello'],
    ['NAMASTE', 'hello'],
    ['नमस्ते', 'hello'],
    ['Olá', 'hello'],
    ['ola!!', 'hello'],
    ['¡Hola!', 'hello'],
    ['bonjour 👋', 'hello'],
    ['Bom dia', 'hello'],
    ['Menu', 'menu'],
    ['help?', 'menu'],
    ['मेन्यू', 'menu'],
    ['Cardápio', 'menu'],
    ['aide', 'menu'],
    ['shop', 'shop'],
    ['दुकान', 'shop'],
    ['tienda', 'shop'],
    ['boutique', 'shop'],
    ['loja', 'shop'],
    ['my cart', 'cart'],
    ['carrinho', 'cart'],
    ['panier', 'cart'],
    ['कार्ट', 'cart'],
    ['check out', 'checkout'],
    ['payer', 'checkout'],
    ['Where is my order?', 'track'],
    ['onde está meu pedido', 'track'],
    ['Cancel', 'order.cancel'],
    ['annuler', 'order.cancel'],
    ['रद्द करें', 'order.cancel'],
    ['return', 'order.return'],
    ['devolver', 'order.return'],
    ['STOP', 'stop'],
    ['Stop.', 'stop'],
    ['parar', 'stop'],
    ['START', 'start'],
    ['talk to a person', 'human'],
    ["parler à quelqu'un", 'human'],
    ['atendente', 'human'],
    ['langue', 'language'],
  ])('“%s” means %s', (text, meaning) => {
    expect(meaningOf(text)?.id).toBe(meaning);
  });

  it('a greeting tells the language where only one language greets so', () => {
    expect([typed('hola'), typed('नमस्ते'), typed('hello'), typed('namaste')]).toEqual([
      { do: 'hello', greeting: 'es' },
      { do: 'hello', greeting: 'hi' },
      { do: 'hello' },
      { do: 'hello' },
    ]);
  });

  it('anything else is looked for in the catalogue, shortened to what an id can carry', () => {
    expect(typed('  filter   coffee ')).toEqual({ do: 'search', query: 'filter coffee', page: 1 });
    expect(typed('2')).toEqual({ do: 'search', query: '2', page: 1 });
    expect(typed('👍')).toEqual({ do: 'unclear', why: 'text' });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 4_096 }), (text) => {
        const intent = typed(text);
        if (intent && 'query' in intent) expect(`search:9999:${String(intent.query)}`.length).toBeLessThanOrEqual(200);
      }),
    );
  });
});

describe('waiting steps', () => {
  it('a PIN is read however it is typed, and nothing else is', () => {
    for (const text of ['560001', '560 001', 'PIN 560001', '५६०००१', ' 560001. '])
      expect(typed(text, ask)).toEqual({ do: 'postcode', typed: text });
    for (const text of ['56001', '060001', '5600011', 'Bangalore', '9876543210'])
      expect(typed(text, ask)).toEqual({ do: 'ask_again', why: 'bad' });
    expect([
      readPostcode('५६०००१', 'IN'),
      readPostcode('560-001', 'IN'),
      readPostcode('sw1a 1aa', 'GB'),
      readPostcode('01310-100', 'BR'),
      readPostcode('London', 'GB'),
    ]).toEqual(['560001', '560001', 'SW1A 1AA', '01310-100', undefined]);
  });

  it('a place on the map is answered with the wish for the PIN', () => {
    const place: InboundContent = { kind: 'location', latitude: 12.9, longitude: 77.6 };
    expect([intentOf(place, ask), intentOf(place)]).toEqual([
      { do: 'ask_again', why: 'place' },
      { do: 'unclear', why: 'other' },
    ]);
  });

  it('a typed number is the quantity of the line that was chosen', () => {
    expect([typed('2', choose), typed('x 12', choose), typed('0', choose), typed('१२', choose)]).toEqual(
      [2, 12, 0, 12].map((quantity) => ({ do: 'quantity', variantId: id, quantity })),
    );
    expect([typed('100', choose), typed('two', choose)]).toEqual([{ do: 'number_please' }, { do: 'search', query: 'two', page: 1 }]);
  });

  it('known words win over the waiting step', () => {
    expect([typed('menu', ask), typed('cart', choose), typed('नमस्ते', ask)]).toEqual([
      { do: 'menu' },
      { do: 'show' },
      { do: 'hello', greeting: 'hi' },
    ]);
  });
});

describe('other contents', () => {
  it('reactions, edits and withdrawals are met with silence', () => {
    for (const content of [
      { kind: 'reaction', to: 'm', emoji: '👍' },
      { kind: 'edit', of: 'm', text: 'menu' },
      { kind: 'revoke', of: 'm' },
    ] as const)
      expect(understand({ content, state: undefined })).toBeUndefined();
  });

  it('a question about a product begins with that product, unless an id says otherwise', () => {
    const about = (text: string) => understand({ content: { kind: 'text', text }, aboutProduct: 'SKU-1', state: ask })?.understood.intent;
    const photo = { kind: 'media', media: 'image', ref: { mediaId: '1', mimeType: 'image/jpeg' }, caption: 'This one?' } as const;
    expect(understand({ content: photo, aboutProduct: 'SKU-1', state: ask })?.understood.intent).toMatchObject({
      do: 'about',
      retailerId: 'SKU-1',
    });
    expect([about('Hi'), about('menu')]).toEqual([{ do: 'about', retailerId: 'SKU-1', text: 'Hi' }, { do: 'menu' }]);
  });

  it('a template button without an id of ours is read by its words', () => {
    expect(intentOf({ kind: 'choice', id: 'Stop', title: 'Stop', from: 'template' })).toEqual({ do: 'stop' });
    expect(intentOf({ kind: 'choice', id: 'payload-7', title: 'Menu', from: 'template' })).toEqual({ do: 'menu' });
  });

  it('digits of other scripts become plain ones', () => {
    expect(asciiDigits('०१२३४५६७८९ ٠٩ ０９ ௧')).toBe('0123456789 09 09 1');
  });
});
