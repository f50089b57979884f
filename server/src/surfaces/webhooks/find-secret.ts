/**
 * Finds whose webhook it is and that merchant's secret, remembering both for two seconds. Nothing found here is believed: it only says
 * which key must fit.
 */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { secondMs } from '@parley/contract/values/time.ts';
import type { RouteKind } from '../../domains/merchants/index.ts';
import type { GatewayName } from '../../providers/payments/payments.port.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** Connections whose webhooks are proven by one of their fields. */
export type ProvenKind = 'whatsapp' | 'twilio' | GatewayName | 'shiprocket';

export interface SecretFinder {
  bySlug(slug: string): Promise<MerchantId | undefined>;
  /** Several where an account or a token is used by several shops. */
  byRoute(kind: RouteKind, address: string): Promise<readonly MerchantId[]>;
  /**
   * Whether some field of the merchant's connection makes `fits` true. A remembered secret that does not fit is looked up again, so a
   * new one works at once; an old one works two seconds longer.
   */
  fits(merchantId: MerchantId, kind: ProvenKind, field: string, check: (secret: string) => boolean): Promise<boolean>;
}

const REMEMBER_MS = 2 * secondMs;
const MOST_REMEMBERED = 10_000;

export function createSecretFinder({ database, clock, merchants }: Pick<WebhookDeps, 'database' | 'clock' | 'merchants'>): SecretFinder {
  const slugs = createMemory<MerchantId>();
  const routes = createMemory<readonly MerchantId[]>();
  const secrets = createMemory<Readonly<Record<string, string | undefined>>>();
  const now = () => clock.now().getTime();

  async function look<T>(memory: Memory<T>, key: string, find: () => Promise<T | undefined>): Promise<T | undefined> {
    const known = memory.get(key, now());
    if (known !== undefined) return known;
    // What is not there is asked for every time: a merchant that has just connected must not lose its first message.
    const found = await find();
    if (found !== undefined) memory.set(key, found, now());
    return found;
  }

  const loadSecrets = (merchantId: MerchantId, kind: ProvenKind): Promise<Readonly<Record<string, string | undefined>> | undefined> =>
    database.inTx(merchantId, (tx) => merchants.secretsOf(tx, kind));

  return {
    bySlug: (slug) => look(slugs, slug, () => database.inPlatformTx((tx) => merchants.findBySlug(tx, slug))),
    byRoute: async (kind, address) =>
      (await look(routes, `${kind}\n${address}`, async () => {
        const found = await database.inPlatformTx((tx) => merchants.findByRoute(tx, kind, address));
        return found.length === 0 ? undefined : found;
      })) ?? [],
    async fits(merchantId, kind, field, check) {
      const key = `${merchantId}\n${kind}`;
      const remembered = secrets.get(key, now());
      if (remembered !== undefined && passes(remembered[field], check)) return true;
      const fresh = await loadSecrets(merchantId, kind);
      if (fresh === undefined) return false;
      secrets.set(key, fresh, now());
      return passes(fresh[field], check);
    },
  };
}

function passes(secret: string | undefined, check: (secret: string) => boolean): boolean {
  return secret !== undefined && secret !== '' && check(secret);
}

interface Memory<T> {
  get(key: string, now: number): T | undefined;
  set(key: string, value: T, now: number): void;
}

function createMemory<T>(): Memory<T> {
  const entries = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    get(key, now) {
      const entry = entries.get(key);
      return entry !== undefined && entry.until > now ? entry.value : undefined;
    },
    set(key, value, now) {
      if (entries.size >= MOST_REMEMBERED) entries.clear();
      entries.set(key, { value, until: now + REMEMBER_MS });
    },
  };
}
