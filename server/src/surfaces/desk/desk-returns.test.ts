/** Returns at the desk, on the whole program: opened from an order, decided, counted and refunded by forms without script. */
import type { ReturnId, VariantId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import { type Role, roles } from '@parley/contract/values/role.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addProduct, openMerchant, type TestMerchant, textAt } from '../../../test/builders/merchant.ts';
import { openTown, type Town } from '../../../test/builders/town.ts';
import { returnStates } from '../../domains/returns/index.ts';
import { mayMove } from '../../domains/returns/return.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import { createHttpEdge } from '../../foundation/http/edge.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { createLog } from '../../foundation/log/log.ts';
import { createSecrets } from '../../foundation/secrets/secrets.ts';
import { COOKIE } from './desk-session.ts';
import { deskRoutes } from './mount-desk.ts';
import { deskReads } from './reads/desk-reads.ts';
import { returnActsFor, returnRoles } from './return-acts.ts';

type Seat = TestMerchant & { readonly token: string };

let town: Town;
let shop: Seat;
let other: Seat;
let edge: Edge;
let variantId: VariantId;

beforeAll(async () => {
  town = await openTown();
  shop = await sit(await openMerchant(town, town.standIns, { name: 'Corner Coffee' }));
  other = await sit(await openMerchant(town, town.standIns, { name: 'Empty Shelf', connect: [] }));
  variantId = (await addProduct(shop, { name: 'Filter coffee <b>', price: '149.00', stock: 50 })).variantId as VariantId;
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

/** `<role> <token>` sits in as another role of the same shop. */
function createDesk(): Edge {
  const { clock, database, app } = town;
  const { merchants } = app;
  const secrets = createSecrets({ current: 'd'.repeat(40) });
  const publicUrl = 'http://127.0.0.1:4100';
  const log = createLog({ level: 'silent', form: 'lines' });
  const made = createHttpEdge({ clock, database, secrets, publicUrl, log, identify: async () => undefined });
  const whoIs = async (sent: string): Promise<Actor | undefined> => {
    const [token = '', role] = sent.split(' ').toReversed();
    const actor = await merchants.whoIs(token);
    return actor && { ...actor, role: roles.find((each) => each === role) ?? actor.role };
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
    }),
  );
  return made;
}

const cookiesOf = (as: Seat, role?: Role) => ({ [COOKIE]: role ? `${role} ${as.token}` : as.token });
const visit = (url: string, as: Seat, role?: Role) => edge.inject({ url, cookies: cookiesOf(as, role) });
function send(url: string, fields: Readonly<Record<string, string>>, as: Seat, role?: Role) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return edge.inject({ method: 'POST', url, cookies: cookiesOf(as, role), headers, payload: `${new URLSearchParams(fields)}` });
}

/** The hidden fields of the page's form to that address. */
async function fieldsOf(page: string, action: string, as: Seat, role?: Role): Promise<Record<string, string>> {
  const { body } = await visit(page, as, role);
  const found = body.split('<form').find((each) => each.includes(`action="${action}"`)) ?? '';
  return Object.fromEntries(
    [...found.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

async function delivered(quantity: number): Promise<string> {
  const placed = await shop.call('POST', '/orders', {
    customer: { phone: '+919876500001', name: 'Asha <i>' },
    items: [{ variant_id: variantId, quantity }],
    delivery_method: 'pickup',
  });
  const id = textAt(placed.body, 'data.order_id');
  for (const act of ['confirm', 'deliver']) expect((await shop.call('POST', `/orders/${id}/${act}`)).status).toBe(200);
  return id;
}

async function opened(orderId: string, units: number): Promise<string> {
  const page = `/app/returns/new?order=${orderId}`;
  const fields = await fieldsOf(page, '/app/returns/new', shop);
  const answer = await send('/app/returns/new', { ...fields, [`units.${variantId}`]: `${units}`, reason: 'It is <u>torn</u>' }, shop);
  expect(answer.headers.location).toBe(`/app/orders/${orderId}?done=return_ask`);
  const { body } = await shop.call('GET', `/returns?order_id=${orderId}`);
  return textAt(body, 'data.0.id');
}

describe('a return at the desk', () => {
  it('is opened from a delivered order, approved, counted, refunded, and told in its timeline', async () => {
    const orderId = await delivered(3);
    expect((await visit(`/app/orders/${orderId}`, shop)).body).toContain(`/app/returns/new?order=${orderId}`);
    const id = await opened(orderId, 2);
    const page = `/app/returns/${id}`;
    expect((await visit('/app/returns?state=asked', shop)).body).toContain(id);
    const act = async (name: string, typed: Readonly<Record<string, string>> = {}) => {
      const answer = await send(`${page}/${name}`, { ...(await fieldsOf(page, `${page}/${name}`, shop)), ...typed }, shop);
      expect(answer.headers.location).toBe(`${page}?done=return_${name}`);
    };
    await act('approve', { message: 'Any day.' });
    const some = { ...(await fieldsOf(page, `${page}/receive`, shop)), [`restocked.${variantId}`]: '1' };
    for (let time = 0; time < 3; time += 1) await send(`${page}/receive`, some, shop);
    expect(textAt((await shop.call('GET', `/returns/${id}`)).body, 'data.state')).toBe('receiving');
    await act('receive', { [`damaged.${variantId}`]: '1' });
    await act('refund', { amount: '200.00' });
    const { body } = await visit(page, shop);
    expect(body).toMatch(
      /Return asked for.*Approved.*Any day\..*Arrived.*1 × Filter coffee &lt;b&gt; restocked.*1 × .* damaged.*Refunded/s,
    );
    expect(body).toContain('It is &lt;u&gt;torn&lt;/u&gt;');
    expect(body).not.toMatch(/<u>torn|coffee <b>/);
    const shown = await shop.call('GET', `/returns/${id}`);
    expect([textAt(shown.body, 'data.refund_amount'), textAt(shown.body, 'data.refund_by')]).toEqual(['200.00', 'balance']);
  });

  it('is refused to roles that may not, and is not there for another shop', async () => {
    const orderId = await delivered(1);
    const page = `/app/returns/${await opened(orderId, 1)}`;
    expect((await visit(page, shop, 'viewer')).body).not.toContain(`action="${page}/`);
    const viewers = await fieldsOf('/app', '/app/sign-out', shop, 'viewer');
    expect((await send(`${page}/approve`, viewers, shop, 'viewer')).statusCode).toBe(403);
    expect((await send(`${page}/approve`, { token: 'x' }, shop)).headers.location).toBe(`${page}?problem=form_old`);
    const foreign = await fieldsOf('/app', '/app/sign-out', other);
    expect((await send(`${page}/approve`, foreign, other)).headers.location).toBe(`${page}?problem=return.not_found`);
    for (const path of [page, `/app/returns/new?order=${orderId}`]) expect((await visit(path, other)).statusCode).toBe(404);
    expect((await visit('/app/returns', other)).body).toContain('No returns yet');
    const found = await town.database.inTx(shop.id as Actor['merchantId'], (tx) =>
      town.app.returns.get(tx, page.split('/').at(-1) as ReturnId),
    );
    expect(expectOk(found).state).toBe('asked');
  });
});

it('the desk offers nothing that the returns’ own table would refuse, and nothing to a viewer', () => {
  const leadsTo = { approve: 'approved', decline: 'declined', receive: 'received', refund: 'refunded', close: 'closed' } as const;
  for (const state of returnStates)
    for (const hasWorth of [true, false])
      for (const act of returnActsFor({ state }, { hasWorth, isStuck: hasWorth }))
        expect(mayMove(state, leadsTo[act]), `${state} ${act}`).toBe(true);
  for (const allowed of Object.values(returnRoles)) expect(allowed.some((role) => role === 'viewer' || role === 'accountant')).toBe(false);
});
