/**
 * Whose cart a browser shows, in a signed cookie: a visitor's random id, or a customer who came by a link from the chat. It opens a cart
 * and nothing else: no address, no order, no name hangs on it. Also the links that come from the chat.
 */
import { type CustomerId, isUuid, type MerchantId, newSecretId, type VisitorId } from '@parley/contract/values/id.ts';
import { after, type Clock, dayMs, minuteMs } from '@parley/contract/values/time.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CartHolder, VISITOR_CART_DAYS } from '../../domains/carts/index.ts';
import type { Secrets } from '../../foundation/secrets/secrets.ts';

const COOKIE = 'parley_shop';
/** Name of the cookie that remembers the shop a browser filled a cart at. */
export const LAST_SHOP = 'parley_last_shop';
const SESSION = 'shop session';
const HANDOFF = 'shop hand-off';
/** A link that was passed on is soon worth nothing. */
const HANDOFF_MINUTES = 30;
const CUSTOMER_DAYS = 7;

export interface Handoff {
  readonly id: string;
  readonly customerId: CustomerId;
  readonly expiresAt: Date;
}

export interface ShopSessions {
  /** Undefined for nobody yet, and for cookies that are forged, old, or another shop's. */
  holder(request: FastifyRequest, merchantId: MerchantId): CartHolder | undefined;
  /** @param base where the shop's pages lie at this host. */
  give(reply: FastifyReply, merchantId: MerchantId, base: string, holder: CartHolder): void;
  newVisitor(): { readonly visitorId: VisitorId };
  /** A token for a link in this customer's chat: one use, half an hour. It holds random ids, no number. */
  handoffToken(merchantId: MerchantId, customerId: CustomerId): string;
  readHandoff(merchantId: MerchantId, token: string): Handoff | undefined;
}

export function createShopSessions(deps: { readonly secrets: Secrets; readonly clock: Clock; readonly secure: boolean }): ShopSessions {
  const { secrets, clock } = deps;
  return {
    holder(request, merchantId) {
      const sent = request.cookies[COOKIE];
      const read = sent === undefined ? undefined : secrets.verifyToken(SESSION, sent, clock.now());
      if (read?.['m'] !== merchantId) return undefined;
      const visitor = idIn<VisitorId>(read['v']);
      return visitor === undefined ? idIn<CustomerId>(read['c']) : { visitorId: visitor };
    },
    give(reply, merchantId, base, holder) {
      const days = typeof holder === 'string' ? CUSTOMER_DAYS : VISITOR_CART_DAYS;
      const who = typeof holder === 'string' ? { c: holder } : { v: holder.visitorId };
      reply.setCookie(COOKIE, secrets.signToken(SESSION, { m: merchantId, ...who }, after(clock.now(), days * dayMs)), {
        path: base === '' ? '/' : base,
        maxAge: days * 86_400,
        httpOnly: true,
        sameSite: 'lax',
        secure: deps.secure,
      });
      // Where `/cart` leads that names no shop.
      if (base !== '')
        reply.setCookie(LAST_SHOP, base.slice(1), {
          path: '/',
          maxAge: days * 86_400,
          httpOnly: true,
          sameSite: 'lax',
          secure: deps.secure,
        });
    },
    newVisitor: () => ({ visitorId: newSecretId<VisitorId>() }),
    handoffToken: (merchantId, customerId) =>
      secrets.signToken(
        HANDOFF,
        { m: merchantId, c: customerId, i: newSecretId<string>() },
        after(clock.now(), HANDOFF_MINUTES * minuteMs),
      ),
    readHandoff(merchantId, token) {
      const read = token.length > 1_000 ? undefined : secrets.verifyToken(HANDOFF, token, clock.now());
      const [id, customerId] = [idIn<string>(read?.['i']), idIn<CustomerId>(read?.['c'])];
      if (read?.['m'] !== merchantId || id === undefined || customerId === undefined) return undefined;
      // Kept until no token of that age can still be valid.
      return { id, customerId, expiresAt: after(clock.now(), HANDOFF_MINUTES * minuteMs) };
    },
  };
}

function idIn<T extends string>(value: unknown): T | undefined {
  return typeof value === 'string' && isUuid(value) ? (value as T) : undefined;
}
