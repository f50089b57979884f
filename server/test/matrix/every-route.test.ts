/**
 * Every route of the API, taken from the server's own table, called by nobody, by every role, and by the owner of another shop with this
 * shop's ids: each answers only those it names, and a stranger learns and changes nothing.
 */
import { type MerchantId, newId } from '@parley/contract/values/id.ts';
import { type Role, roles } from '@parley/contract/values/role.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RouteLine } from '../../src/foundation/http/route-register.ts';
import { openMerchant, type TestMerchant, textAt } from '../builders/merchant.ts';
import { openTown, type Town } from '../builders/town.ts';
import { type FullShop, MARK, openFullShop } from './full-shop.ts';
import { type Schema, sampleOf } from './sample-body.ts';

const MANY = { limit: 1_000_000, windowMs: 60_000 };
/** Parameters that name nothing of a shop. */
const OPEN: Readonly<Record<string, string>> = { month: '2026-10', kind: 'razorpay', target: 'shop' };
const NOBODY_HAS_IT = '01a00000-0000-7000-8000-000000000001';

let town: Town;
let full: FullShop;
let stranger: TestMerchant;
let routes: readonly (RouteLine & { readonly access: readonly Role[] })[];
let description: Readonly<Record<string, Readonly<Record<string, { requestBody?: { content?: Record<string, { schema?: Schema }> } }>>>>;
const tokens = new Map<Role, string>();

beforeAll(async () => {
  town = await openTown({ budgets: { general: () => MANY, reads: MANY, polling: MANY, heavy: MANY } });
  full = await openFullShop(town);
  stranger = await openMerchant(town, town.standIns, { name: 'Elsewhere' });
  routes = town.app.edge
    .routeTable()
    .filter(
      (line): line is (typeof routes)[number] => line.url.startsWith('/api/v1/') && line.access !== 'public' && line.method !== 'HEAD',
    )
    // Streams never end.
    .filter(({ url }) => url !== '/api/v1/events');
  description = (await (await fetch(`${town.url}/openapi.json`)).json()).paths;
  for (const role of roles) if (role !== 'platform_admin') tokens.set(role, await hire(role));
});
afterAll(() => town.close());

async function hire(role: Role): Promise<string> {
  const { merchant } = full;
  if (role === 'owner') return signIn(merchant.email);
  const email = `${role}@full.example`;
  await town.database.inTx(merchant.id as MerchantId, async (tx) => {
    const owner = await tx.db.selectFrom('staff').selectAll().where('email', '=', merchant.email).executeTakeFirstOrThrow();
    await tx.db
      .insertInto('staff')
      .values({ ...owner, id: newId(), email, role })
      .execute();
  });
  return signIn(email);
}

async function signIn(email: string): Promise<string> {
  const body = JSON.stringify({ email, password: full.merchant.password });
  const answer = await fetch(`${town.url}/api/v1/auth/login`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  return textAt(await answer.json(), 'token');
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function ask(method: string, path: string, token: string | undefined, body?: unknown): Promise<Answer> {
  const hasBody = body !== undefined && method !== 'GET';
  const answer = await fetch(town.url + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, text: await answer.text() };
}

const fill = (url: string, value: (parameter: string) => string): string => url.replace(/:(\w+)/g, (_whole, name: string) => value(name));
/** The role does not allow it; asking for a second factor is another thing. */
const isForbidden = ({ status, text }: Answer): boolean => status === 403 && text.includes('"auth.forbidden"');
const isOfAccount = ({ url }: RouteLine): boolean => url.startsWith('/api/v1/auth/');

function bodyFor({ method, url }: RouteLine): unknown {
  const path = url.replace(/:(\w+)/g, '{$1}');
  const schema = description[path]?.[method.toLowerCase()]?.requestBody?.content?.['application/json']?.schema;
  return schema ? sampleOf(schema, full.words) : {};
}

test('each route answers the roles it names and refuses the others, and whoever is not signed in', async () => {
  const wrong: string[] = [];
  let calls = 0;
  for (const line of routes) {
    const path = fill(line.url, () => NOBODY_HAS_IT);
    const expectStatus = async (who: string, token: string | undefined, isRight: (answer: Answer) => boolean): Promise<void> => {
      const answer = await ask(line.method, path, token, { not_a_field: true });
      calls += 1;
      if (!isRight(answer)) wrong.push(`${line.method} ${line.url} as ${who}: ${answer.status}`);
    };
    await expectStatus('nobody', undefined, ({ status }) => status === 401);
    for (const role of tokens.keys()) {
      const may = line.access.includes(role);
      // Signing out must not end the sessions of the calls that follow.
      const token =
        isOfAccount(line) && may ? await signIn(role === 'owner' ? full.merchant.email : `${role}@full.example`) : tokens.get(role);
      await expectStatus(role, token, (answer) =>
        may ? answer.status !== 401 && answer.status < 500 && !isForbidden(answer) : isForbidden(answer),
      );
    }
    if (isOfAccount(line))
      for (const role of tokens.keys()) tokens.set(role, await signIn(role === 'owner' ? full.merchant.email : `${role}@full.example`));
  }
  process.stdout.write(`${routes.length} routes, ${tokens.size + 1} kinds of callers: ${calls} calls\n`);
  expect(wrong).toEqual([]);
  expect(routes.length).toBeGreaterThan(100);
});

/** Every row of the shop, as one word a table. */
function rowsOf(merchantId: string): Promise<Record<string, string>> {
  return town.database.inTx(merchantId as MerchantId, async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and has_table_privilege(c.oid, 'select')
        and c.relname not in ('jobs', 'staff_sessions') order by 1`.execute(tx.db);
    const words: Record<string, string> = {};
    for (const { name } of rows) {
      const { rows: digest } = await sql<{ word: string | null }>`
        select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as word
        from ${sql.table(name)} t where merchant_id = ${merchantId}`.execute(tx.db);
      words[name] = digest[0]?.word ?? '';
    }
    return words;
  });
}

test('another shop’s owner, with every id of this shop, finds what one finds of things that do not exist, and changes nothing', async () => {
  const unknown: string[] = [];
  const leaks: string[] = [];
  const before = await rowsOf(full.merchant.id);
  let calls = 0;
  for (const line of routes.toSorted((a, b) => Number(isOfAccount(a)) - Number(isOfAccount(b)))) {
    const token = (await signInStranger(line)) ?? stranger.token;
    const name = `${line.method} ${line.url}`;
    const body = line.method === 'GET' ? undefined : bodyFor(line);
    const theirs = fill(line.url, (parameter) => {
      const id = OPEN[parameter] ?? full.idAt(line.url, parameter);
      if (id === undefined) unknown.push(`${name} :${parameter}`);
      return id ?? NOBODY_HAS_IT;
    });
    const answer = await ask(line.method, theirs, token, body);
    calls += 1;
    if (answer.status >= 500) leaks.push(`${name}: ${answer.status} ${answer.text.slice(0, 200)}`);
    if (answer.text.includes(MARK)) leaks.push(`${name}: shows ${answer.text.slice(0, 200)}`);
    if (!/:(?!month|kind|target)/.test(line.url)) continue;
    // Jobs are numbered; everything else has a random id.
    const nobody = line.url.includes('-jobs/') ? '999999999999' : NOBODY_HAS_IT;
    const nothing = await ask(
      line.method,
      fill(line.url, (parameter) => OPEN[parameter] ?? nobody),
      token,
      body,
    );
    calls += 1;
    if (plain(answer) !== plain(nothing)) leaks.push(`${name}: ${plain(answer)} is not ${plain(nothing)}`);
  }
  await town.app.worker.drain();
  process.stdout.write(`${calls} calls of another shop’s owner, ${leaks.length} leaks\n`);
  expect(unknown).toEqual([]);
  expect(leaks).toEqual([]);
  expect(await rowsOf(full.merchant.id)).toEqual(before);
});

/** Calls about one's own account may end it: each gets a session of its own. */
async function signInStranger(line: RouteLine): Promise<string | undefined> {
  if (!isOfAccount(line)) return undefined;
  const body = JSON.stringify({ email: stranger.email, password: stranger.password });
  const answer = await fetch(`${town.url}/api/v1/auth/login`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  return answer.ok ? textAt(await answer.json(), 'token') : undefined;
}

/** Without what differs between any two answers. */
function plain({ status, text }: Answer): string {
  return `${status} ${text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')}`.slice(0, 300);
}
