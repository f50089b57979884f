/** The whole program on a fresh database with two shops in it, called over HTTP by people of each role: for doors that many rooms stand behind. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { expectOk } from '@parley/contract/values/result.ts';
import type { Role } from '@parley/contract/values/role.ts';
import { minuteMs, secondMs } from '@parley/contract/values/time.ts';
import { generateSync } from 'otplib';
import type { EdgeOptions } from '../../src/foundation/http/edge.ts';
import { registrationOf } from './merchant-house.ts';
import { openTown } from './town.ts';

export interface DeskPerson {
  readonly merchantId: MerchantId;
  readonly email: string;
}
export type DeskHouse = Awaited<ReturnType<typeof openDeskHouse>>;
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

const PASSWORD = 'correct horse battery';

export async function openDeskHouse(seed = 1, budgets?: EdgeOptions['budgets'], smtpUrl?: string) {
  const town = await openTown({ seed, ...(budgets ? { budgets } : {}), ...(smtpUrl ? { smtpUrl } : {}) });
  const { edge } = town.app;
  const tokens = new Map<string, { readonly token: string; readonly at: number }>();
  const raw = async (method: Method, url: string, headers: Readonly<Record<string, string>>, body?: unknown) => {
    const answer = await edge.inject({ method, url: `/api/v1${url}`, headers, ...(body === undefined ? {} : { payload: body as object }) });
    const isJson = `${answer.headers['content-type']}`.includes('json');
    return { status: answer.statusCode, body: isJson ? answer.json() : answer.body, text: answer.body };
  };
  /** Tests move the clock, and a token ends after an hour of it. */
  const tokenOf = async ({ email }: DeskPerson): Promise<string> => {
    const now = town.clock.now().getTime();
    const known = tokens.get(email);
    if (known && now - known.at < 30 * minuteMs) return known.token;
    const code = codes.get(email);
    const { body } = await raw('POST', '/auth/login', {}, { email, password: PASSWORD, ...(code ? { code: code() } : {}) });
    tokens.set(email, { token: body.token, at: now });
    return body.token;
  };
  const codes = new Map<string, () => string>();
  const send = async (method: Method, url: string, as: DeskPerson, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
    raw(method, url, { authorization: `Bearer ${await tokenOf(as)}`, ...headers }, body);
  const open = async (slug: string): Promise<DeskPerson> => {
    const made = await raw('POST', '/auth/register', {}, { ...registrationOf(slug), password: PASSWORD });
    if (made.status !== 201) throw new Error(`the shop ${slug} was refused: ${made.text}`);
    return { merchantId: made.body.data.id, email: `owner@${slug}.example` };
  };
  const [owner, other] = [await open('deskhouse'), await open('elsewhere')];
  return {
    ...town,
    owner,
    other,
    send,
    async hire(role: Role, at: DeskPerson = owner): Promise<DeskPerson> {
      const email = `${role}-${newId()}@deskhouse.example`;
      await town.database.inTx(at.merchantId, async (tx) => {
        const chief = await tx.db.selectFrom('staff').selectAll().where('email', '=', at.email).executeTakeFirstOrThrow();
        await tx.db
          .insertInto('staff')
          .values({ ...chief, id: newId(), email, role, totp_secret: null, totp_confirmed_at: null })
          .execute();
      });
      return { merchantId: at.merchantId, email };
    },
    /** Enrols the person; each call answers headers with a code that was not used yet. */
    async withCode(person: DeskPerson): Promise<() => Record<string, string>> {
      const actor = await town.database.inTx(person.merchantId, async (tx) => {
        const row = await tx.db.selectFrom('staff').select(['id', 'role']).where('email', '=', person.email).executeTakeFirstOrThrow();
        return { kind: 'staff' as const, id: row.id, merchantId: person.merchantId, role: row.role as Role };
      });
      const { secret } = expectOk(await town.app.merchants.twoFactor.enrol(actor));
      const code = () => {
        town.clock.advance(30 * secondMs);
        return generateSync({ secret, epoch: town.clock.now().getTime() / 1000 });
      };
      expectOk(await town.app.merchants.twoFactor.confirm(actor, code()));
      codes.set(person.email, code);
      return () => ({ 'x-2fa-code': code() });
    },
    /** A product with units on the shelf. */
    async product(
      at: DeskPerson,
      name: string,
      units: number,
      price = '100.00',
    ): Promise<{ readonly productId: string; readonly variantId: string }> {
      const made = await send('POST', '/products', at, { name, price, category: 'Goods', stock_quantity: units, cost_price: '40.00' });
      if (made.status !== 201) throw new Error(made.text);
      return { productId: made.body.data.id, variantId: made.body.data.variants[0].id };
    },
    async order(at: DeskPerson, productId: string, phone: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
      const { quantity = 1, name = 'Asha Rao', ...rest } = more;
      const body = { customer: { phone, name }, items: [{ product_id: productId, quantity }], ...rest };
      const made = await send('POST', '/orders', at, body);
      if (made.status !== 201) throw new Error(made.text);
      return made.body.data.order_id;
    },
  };
}
