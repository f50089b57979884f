/** A colleague is invited and comes in; the owner loses the password and gets back by mail and by chat: whole server, stand-ins, one story. */
import type { Role } from '@parley/contract/values/role.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scopeFor } from '../../src/domains/merchants/keys/key-scopes.ts';
import type { RouteLine } from '../../src/foundation/http/route-register.ts';
import { type MailCatcher, openMailCatcher } from '../../src/providers/mail/smtp/simulator.ts';
import { at, openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { openShopper } from '../builders/shopper.ts';
import { openTown, type Town } from '../builders/town.ts';

let catcher: MailCatcher;
let town: Town;
let merchant: TestMerchant;
beforeAll(async () => {
  catcher = await openMailCatcher({ clock: { now: () => new Date() } });
  town = await openTown({ smtpUrl: catcher.url });
  merchant = await openMerchant(town, town.standIns);
});
afterAll(async () => {
  await town.close();
  await catcher.close();
});

const post = async (path: string, body: unknown) => {
  const answer = await fetch(`${town.url}/api/v1${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
};
const linkIn = (text: string | undefined, page: string) => new RegExp(`${page}\\?token=([\\w-]+)`).exec(text ?? '')?.[1] ?? '';

async function mailTo(email: string) {
  await town.app.worker.drain();
  return catcher.mails().find((mail) => mail.to.includes(email));
}

test('Nia is invited, follows the mail, works as an agent and reaches nothing of the owner’s', async () => {
  const invited = await merchant.call('POST', '/staff', { email: 'nia@example.com', name: 'Nia', role: 'agent' });
  expect(at(invited.body, 'data.mail')).toBe('queued');
  const token = linkIn((await mailTo('nia@example.com'))?.text, 'invite');
  expect(textAt(invited.body, 'data.link')).toContain(token);
  const joined = await post('/auth/accept-invite', { token, password: 'a fine password' });
  const headers = { authorization: `Bearer ${textAt(joined.body, 'token')}` };
  const status = async (path: string) => (await fetch(`${town.url}/api/v1${path}`, { headers })).status;
  expect([await status('/orders'), await status('/staff'), await status('/connections'), await status('/api-keys')]).toEqual([
    200, 403, 403, 403,
  ]);
});

test('the owner’s lost password comes back by mail and, having written today, by chat; colleagues reading chats never see the link', async () => {
  const owner = openShopper(town.standIns, merchant.phoneNumberId, { name: 'Owner', phone: '919812345678' });
  owner.say('hi');
  await owner.hears('a greeting', () => true);
  owner.mark();
  expect((await post('/auth/password/forgot', { email: merchant.email })).status).toBe(200);
  const token = linkIn((await mailTo(merchant.email))?.text, 'reset');
  expect(token).not.toBe('');
  const heard = await owner.hears('the link', (message) => message.text.includes('/app/reset?token='));
  expect(heard.text).toContain(token);
  await town.standIns.settled();
  await town.app.worker.drain();
  const threads = await merchant.call('GET', '/conversations');
  const messages = await merchant.call('GET', `/conversations/${textAt(threads.body, 'data.0.id')}/messages`);
  expect(messages.status).toBe(200);
  expect(JSON.stringify(messages.body)).not.toContain('reset?token=');
  expect((await post('/auth/password/reset', { token, password: 'another fine one' })).status).toBe(200);
  const before = await fetch(`${town.url}/api/v1/orders`, { headers: { authorization: `Bearer ${merchant.token}` } });
  expect(before.status).toBe(401);
  expect((await post('/auth/login', { email: merchant.email, password: 'another fine one' })).status).toBe(200);
  expect((await post('/auth/password/reset', { token, password: 'once more please' })).status).toBe(410);
});

test('every address of the API that needs a sign-in stands in the table of scopes', () => {
  const routes = town.app.edge.routeTable().filter(({ url, access }) => url.startsWith('/api/v1/') && access !== 'public');
  expect(routes.length).toBeGreaterThan(100);
  expect(routes.filter(({ method, url }) => scopeFor(method, url) === undefined).map(({ method, url }) => `${method} ${url}`)).toEqual([]);
});

test('viewers write nothing but their own account, and agents reach neither people, keys, connections nor books', () => {
  const routes = town.app.edge.routeTable().filter(({ url }) => url.startsWith('/api/v1/'));
  const open = (role: Role, isMeant: (line: RouteLine) => boolean) =>
    routes
      .filter((line) => line.access !== 'public' && line.access.includes(role) && isMeant(line))
      .map(({ method, url }) => `${method} ${url}`);
  const writes = ({ method, url }: RouteLine) => !['GET', 'HEAD'].includes(method) && !url.startsWith('/api/v1/auth/');
  expect(open('viewer', writes)).toEqual([]);
  const closed = /^\/api\/v1\/(?:staff|api-keys|connections|accounting|billing|audit-log)(?:\/|$)/;
  expect(open('agent', ({ url }) => closed.test(url))).toEqual([]);
});
