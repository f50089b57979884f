/** An edge on a fresh database for tests of the foundation: `Bearer <role>` signs in as that role of one merchant. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { roles } from '@parley/contract/values/role.ts';
import { createFakeClock, type FakeClock } from '../../src/foundation/clock/clock.ts';
import { credentialsOf, type Identify } from '../../src/foundation/http/actor.ts';
import { createHttpEdge, type EdgeOptions } from '../../src/foundation/http/edge.ts';
import type { Edge } from '../../src/foundation/http/edge-parts.ts';
import { createLog } from '../../src/foundation/log/log.ts';
import { createSecrets } from '../../src/foundation/secrets/secrets.ts';
import { openTestDatabase, type TestDatabase } from '../house.ts';

type Injected = Awaited<ReturnType<Edge['inject']>>;

export interface TestEdge {
  readonly edge: Edge;
  readonly house: TestDatabase;
  readonly clock: FakeClock;
  readonly merchantId: MerchantId;
  readonly otherMerchantId: MerchantId;
  logged(): string;
  /** `as` is a role, or `<role>@other` for the other merchant. */
  post(url: string, payload: unknown, options?: { readonly as?: string; readonly key?: string }): Promise<Injected>;
}

export async function makeTestEdge(routes: (app: Edge) => void, options: Partial<EdgeOptions> = {}): Promise<TestEdge> {
  const house = await openTestDatabase();
  const clock = createFakeClock();
  const [merchantId, otherMerchantId] = [await addMerchant(house, 'one'), await addMerchant(house, 'two')];
  const lines: string[] = [];
  const edge = createHttpEdge({
    log: createLog({ level: 'debug', form: 'json', write: (line) => lines.push(line) }),
    clock,
    database: house.database,
    secrets: createSecrets({ current: 'k'.repeat(44) }),
    publicUrl: 'http://localhost:3000',
    identify: identifyByRole(merchantId, otherMerchantId),
    aliases: { '/old/:id/page': '/page/:id' },
    ...options,
  });
  edge.register(async (app) => routes(app as Edge));
  const made: TestEdge = {
    edge,
    house,
    clock,
    merchantId,
    otherMerchantId,
    logged: () => lines.join(''),
    post(url, payload, { as = 'owner', key } = {}) {
      const headers = { authorization: `Bearer ${as}`, ...(key === undefined ? {} : { 'idempotency-key': key }) };
      return edge.inject({ method: 'POST', url, headers, ...(payload === undefined ? {} : { payload: payload as object }) });
    },
  };
  try {
    await edge.ready();
  } catch (error) {
    await closeTestEdge(made);
    throw error;
  }
  return made;
}

export async function closeTestEdge(made: TestEdge): Promise<void> {
  await made.edge.close();
  await made.house.close();
}

function identifyByRole(merchantId: MerchantId, otherMerchantId: MerchantId): Identify {
  return async (request) => {
    const credentials = credentialsOf(request);
    if (credentials === undefined) return undefined;
    const [name, other] = credentials.token.split('@');
    const role = roles.find((each) => each === name);
    if (role === undefined) return { code: 'auth.token_expired' };
    return { kind: 'staff', id: role, merchantId: other === undefined ? merchantId : otherMerchantId, role };
  };
}

async function addMerchant(house: TestDatabase, slug: string): Promise<MerchantId> {
  const id = newId<MerchantId>();
  const row = {
    id,
    slug: `shop-${slug}`,
    name: slug,
    email: `${slug}@example.com`,
    country: 'IN',
    currency: 'INR',
    time_zone: 'Asia/Kolkata',
    language: 'en',
  };
  await house.database.inPlatformTx((tx) =>
    tx.db
      .insertInto('merchants')
      .values({ ...row, created_at: new Date() })
      .execute(),
  );
  return id;
}
