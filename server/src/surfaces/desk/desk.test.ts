/** The desk on the whole program: what staff see and may do, who is kept out, and that nothing of one shop shows in another. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { type Role, roles } from '@parley/contract/values/role.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addProduct, openMerchant, type TestMerchant, textAt } from '../../../test/builders/merchant.ts';
import { openTown, type Town } from '../../../test/builders/town.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import { createHttpEdge } from '../../foundation/http/edge.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { createLog } from '../../foundation/log/log.ts';
import { createSecrets } from '../../foundation/secrets/secrets.ts';
import { COOKIE } from './desk-session.ts';
import { deskRoutes } from './mount-desk.ts';
import { deskReads } from './reads/desk-reads.ts';

/** A merchant whose owner is signed in at the desk. */
type Seat = TestMerchant & { readonly token: string };

let town: Town;
let shop: Seat;
let other: Seat;
let edge: Edge;
let variantId: string;

beforeAll(async () => {
  town = await openTown();
  shop = await sit(await openMerchant(town, town.standIns, { name: 'Corner Coffee' }));
  other = await sit(await openMerchant(town, town.standIns, { name: 'Empty Shelf', connect: [] }));
  ({ variantId } = await addProduct(shop, { name: 'Filter coffee <b>', price: '149.00', stock: 50 }));
  edge = createDesk();
  await edge.ready();
});
afterAll(async () => {
  await edge.close();
  await town.close();
});

async function sit(merchant: TestMerchant): Promise<Seat> {
  const { token } = expectOk(await town.app.merchants.signIn({ email: merchant.email, password: merchant.password }));
  return { ...merchant, token };
}

/** The desk as the program wires it; `<role> <token>` sits in as another role of the same shop. */
function createDesk(): Edge {
  const { clock, database, app } = town;
  const { merchants } = app;
  const secrets = createSecrets({ current: 'd'.repeat(40) });
  const publicUrl = 'http://127.0.0.1:4100';
  const made = createHttpEdge({
    clock,
    database,
    secrets,
    publicUrl,
    log: createLog({ level: 'silent', form: 'lines' }),
    identify: async () => undefined,
  });
  const whoIs = async (sent: string): Promise<Actor | undefined> => {
    const [token = '', role] = sent.split(' ').toReversed();
    const actor = await identify(token);
    return actor && { ...actor, role: roles.find((each) => each === role) ?? actor.role };
  };
  const identify = async (token: string): Promise<Actor | undefined> => {
    const found = await merchants.identify({ headers: { authorization: `Bearer ${token}` } } as Parameters<typeof merchants.identify>[0]);
    return found && 'role' in found ? found : undefined;
  };
  made.register(
    deskRoutes({
      ...app,
      clock,
      database,
      secrets,
      publicUrl,
      whoIs,
      reads: deskReads,
      signIn: (email, password, userAgent) => merchants.signIn({ email, password, userAgent }),
      signOut: (actor) => database.inTx(actor.merchantId, (tx) => merchants.signOut(tx, actor)),
      demo: { email: shop.email, password: shop.password, merchants: [] },
    }),
  );
  return made;
}

const form = 'application/x-www-form-urlencoded';

function visit(url: string, as?: Seat, role?: Role) {
  return edge.inject({ url, ...(as ? { cookies: { [COOKIE]: role ? `${role} ${as.token}` : as.token } } : {}) });
}

function send(url: string, fields: Readonly<Record<string, string>>, as?: Seat, role?: Role) {
  const cookies = as ? { [COOKIE]: role ? `${role} ${as.token}` : as.token } : {};
  return edge.inject({ method: 'POST', url, cookies, headers: { 'content-type': form }, payload: `${new URLSearchParams(fields)}` });
}

/** The hidden fields of the page's first form to that address. */
async function fieldsOf(page: string, action: string, as: Seat, role?: Role): Promise<Record<string, string>> {
  const { body } = await visit(page, as, role);
  const found = body.split('<form').find((each) => each.includes(`action="${action}"`)) ?? '';
  return Object.fromEntries(
    [...found.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

async function placeOrder(quantity = 1): Promise<{ readonly id: OrderId; readonly number: string }> {
  const answer = await shop.call('POST', '/orders', {
    customer: { phone: '+919876500001', name: 'Asha <i>' },
    items: [{ variant_id: variantId, quantity }],
    delivery_method: 'pickup',
  });
  return { id: textAt(answer.body, 'data.order_id') as OrderId, number: textAt(answer.body, 'data.order_number') };
}

async function openChat(as: Seat): Promise<string> {
  return town.database.inTx(as.id as Actor['merchantId'], async (tx) => {
    const { threadId } = await town.app.conversations.receive(tx, 'whatsapp', {
      channelAddress: as.phoneNumberId,
      providerMessageId: `wamid.${Math.random()}`,
      from: { phone: '919876500009' },
      profile: { name: 'Meera' },
      sentAt: town.clock.now(),
      content: { kind: 'text', text: 'Is anybody <script>there?' },
    });
    await town.app.conversations.setMode(tx, threadId, 'waiting');
    return threadId;
  });
}

describe('signing in', () => {
  it('sends strangers from every page to the sign-in and back to where they wanted to go', async () => {
    for (const path of ['/app', '/app/orders', '/app/products', '/app/stock', '/app/chats', '/app/settings', '/app/events']) {
      const answer = await visit(path);
      expect([path, answer.statusCode, answer.headers.location]).toEqual([
        path,
        303,
        path === '/app' ? '/app/sign-in' : `/app/sign-in?${new URLSearchParams({ to: path })}`,
      ]);
    }
    const answer = await send('/app/sign-in', { email: shop.email, password: shop.password, to: '/app/stock' });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/app/stock']);
    expect(answer.headers['set-cookie']).toMatch(/^parley_desk=[^;]+; Path=\/app; HttpOnly; SameSite=Lax$/);
  });

  it('takes the demo owner with one button, and nobody else without a password', async () => {
    expect((await visit('/app/sign-in')).body).toContain(shop.email);
    expect((await send('/app/sign-in', { demo: shop.email })).headers.location).toBe('/app');
    expect((await send('/app/sign-in', { demo: other.email })).statusCode).toBe(401);
    expect((await send('/app/sign-in', { email: shop.email, password: 'wrong' })).body).toContain('Email or password is not right.');
  });

  it('never leads to another place than the desk, and takes no form from elsewhere', async () => {
    for (const to of ['https://evil.example/app', '//evil.example', '/app/../x', '/apple', '/app//evil.example:1@', '/\\evil.example'])
      expect((await send('/app/sign-in', { demo: shop.email, to })).headers.location).toBe('/app');
    const answer = await edge.inject({
      method: 'POST',
      url: '/app/sign-in',
      headers: { 'content-type': form, 'sec-fetch-site': 'cross-site' },
      payload: `${new URLSearchParams({ demo: shop.email })}`,
    });
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([403, undefined]);
  });

  it('ends at signing out, on the server too', async () => {
    const cookie = (await send('/app/sign-in', { demo: shop.email })).cookies[0]?.value ?? '';
    const guest = { ...shop, token: cookie };
    const fields = await fieldsOf('/app', '/app/sign-out', guest);
    expect((await send('/app/sign-out', {}, guest)).headers.location).toBe('/app?problem=form_old');
    expect((await send('/app/sign-out', fields, guest)).headers.location).toBe('/app/sign-in');
    expect((await visit('/app', guest)).headers.location).toBe('/app/sign-in?ended=1');
  });
});

describe('pages', () => {
  it('show orders, stock, chats and settings, with what people typed as text', async () => {
    const { id, number } = await placeOrder(2);
    const threadId = await openChat(shop);
    const shown = async (path: string): Promise<string> => {
      const answer = await visit(path, shop);
      expect([path, answer.statusCode, answer.headers['cache-control']]).toEqual([path, 200, 'no-store']);
      expect(answer.body).not.toMatch(/<(?:i|b|script)>(?:there|Asha|$)|coffee <b>/);
      return answer.body;
    };
    expect(await shown('/app')).toMatch(/Chats waiting<\/span><strong>1</);
    expect(await shown('/app/orders')).toContain(number.slice(-5));
    expect(await shown(`/app/orders?q=${number}&status=pending`)).toContain('Asha &lt;i&gt;');
    expect(await shown('/app/orders?q=nothing')).toContain('No order matches');
    expect(await shown(`/app/orders/${id}`)).toContain('Order placed');
    expect(await shown('/app/products')).toContain('Filter coffee &lt;b&gt;');
    expect(await shown('/app/stock')).toMatch(/title="2 held for unpaid orders">2</);
    expect(await shown('/app/chats?mode=waiting')).toContain('Meera');
    expect(await shown(`/app/chats/${threadId}`)).toContain('Is anybody &lt;script&gt;there?');
    const settings = await shown('/app/settings');
    expect(settings).toContain(`/webhooks/whatsapp/${shop.slug}`);
    expect(settings).not.toContain(shop.appSecret);
    expect(settings).toContain(shop.appSecret.slice(-4));
  });

  it('of another shop look exactly like pages that do not exist', async () => {
    const [{ id, number }, threadId] = [await placeOrder(), await openChat(shop)];
    const strip = (body: string) => body.replace(/value="[0-9a-f-]{36,}"/g, '');
    for (const [theirs, nowhere] of [
      [`/app/orders/${id}`, `/app/orders/${crypto.randomUUID()}`],
      [`/app/chats/${threadId}`, '/app/chats/nothing'],
    ] as const) {
      const [a, b] = [await visit(theirs, other), await visit(nowhere, other)];
      expect([a.statusCode, b.statusCode]).toEqual([404, 404]);
      expect(strip(a.body)).toBe(strip(b.body));
    }
    for (const path of ['/app', '/app/orders', '/app/stock', '/app/chats', '/app/products'])
      expect((await visit(path, other)).body).not.toMatch(new RegExp(`${number}|Meera|Filter coffee|Asha`));
  });
});

describe('what staff do', () => {
  it('goes through the verbs: an order is confirmed, delivered, and told in its timeline', async () => {
    const { id } = await placeOrder();
    const page = `/app/orders/${id}`;
    const confirm = await fieldsOf(page, `${page}/confirm`, shop);
    expect((await send(`${page}/confirm`, confirm, shop)).headers.location).toBe(`${page}?done=confirm`);
    town.clock.advance(60_000);
    const deliver = await fieldsOf(page, `${page}/deliver`, shop);
    expect((await send(`${page}/deliver`, deliver, shop)).headers.location).toBe(`${page}?done=deliver`);
    const { body } = await visit(`${page}?done=deliver`, shop);
    expect(body).toMatch(/Stock taken.*−1 Filter coffee.*Delivered/s);
    expect(body).toContain('The order is marked as delivered.');
    expect((await send(`${page}/cancel`, { ...deliver, once: crypto.randomUUID() }, shop)).headers.location).toBe(
      `${page}?problem=order.wrong_state`,
    );
  });

  it('is refused to a viewer and to forms that no page of this session made', async () => {
    const [{ id }, threadId] = [await placeOrder(), await openChat(shop)];
    for (const [page, act] of [
      [`/app/orders/${id}`, 'cancel'],
      [`/app/chats/${threadId}`, 'take_over'],
    ] as const) {
      expect((await visit(page, shop, 'viewer')).body).not.toContain(`action="${page}/`);
      const viewers = await fieldsOf('/app', '/app/sign-out', shop, 'viewer');
      expect((await send(`${page}/${act}`, viewers, shop, 'viewer')).statusCode).toBe(403);
      const foreign = await fieldsOf('/app', '/app/sign-out', other);
      for (const token of ['', 'x', foreign['token'] ?? ''])
        expect((await send(`${page}/${act}`, { token }, shop)).headers.location).toBe(`${page}?problem=form_old`);
      expect((await send(`${page}/${act}`, foreign, other)).headers.location).toMatch(/problem=(?:order|conversation)\.not_found/);
    }
    expect((await visit('/app/settings', shop, 'agent')).statusCode).toBe(403);
    const order = await shop.call('GET', `/orders/${id}`);
    expect(textAt(order.body, 'data.status')).toBe('pending');
  });

  it('answers a customer once however often the form is sent, and keeps the bot quiet', async () => {
    const page = `/app/chats/${await openChat(shop)}`;
    const fields = { ...(await fieldsOf(page, `${page}/reply`, shop)), text: 'Yes, here I am' };
    for (let time = 0; time < 3; time += 1) expect((await send(`${page}/reply`, fields, shop)).headers.location).toBe(`${page}?done=reply`);
    const { body } = await visit(page, shop);
    expect(body.match(/Yes, here I am/g)).toHaveLength(1);
    expect(body).toContain('Hand back to the bot');
    await send(`${page}/note`, { ...(await fieldsOf(page, `${page}/note`, shop)), text: 'Wants beans' }, shop);
    expect((await visit(page, shop)).body).toMatch(/note-row.*Wants beans/s);
  });
});

describe('live', () => {
  it('has one pulse for a shop that moves with its orders and chats, and not with another shop', async () => {
    const pulse = (as: Seat) => town.database.inTx(as.id as Actor['merchantId'], (tx) => deskReads.pulse(tx));
    const seen = [await pulse(shop)];
    expect(await pulse(shop)).toBe(seen[0]);
    const theirs = await pulse(other);
    await placeOrder();
    seen.push(await pulse(shop));
    await openChat(shop);
    seen.push(await pulse(shop));
    expect(new Set(seen).size).toBe(3);
    expect(await pulse(other)).toBe(theirs);
  });

  it('tells a browser that something changed, and not what; an end of the server ends the stream', async () => {
    const served = createDesk();
    const address = await served.listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${address}/app/events`, { headers: { cookie: `${COOKIE}=${shop.token}`, 'accept-encoding': 'gzip, br' } });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const pulses = new Set<string>();
    let heard = '';
    while (pulses.size < 2) {
      const { value = '', done } = (await reader?.read()) ?? { done: true };
      expect(done).toBe(false);
      heard += value;
      for (const [, pulse = ''] of heard.matchAll(/^event: pulse\ndata: (\w{32})\n\n/gm)) {
        if (pulses.size === 0) await placeOrder();
        pulses.add(pulse);
      }
    }
    expect(heard).not.toMatch(/Asha|ORD-/);
    await served.close();
    for (let end = false; !end; ) end = (await reader?.read())?.done ?? true;
  });

  it('sends a script of at most 4 KB and pages that refresh without it', async () => {
    const script = await visit('/assets/desk.js');
    expect(script.statusCode).toBe(200);
    expect(Buffer.byteLength(script.body)).toBeLessThanOrEqual(4096);
    expect((await visit('/app', shop)).body).toContain('<noscript><meta http-equiv="refresh" content="10"></noscript>');
  });
});
