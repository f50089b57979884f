/**
 * The login behind Shiprocket's calls: one at a time, its token kept outside the process until its ninth day, renewed once upon a
 * 401. A refused login is not tried again for a minute, since repeated ones lock the account.
 */
import { ok, type Result } from '@parley/contract/values/result.ts';
import type { CourierFailure, ShiprocketCredentials, TokenStore } from '../couriers.port.ts';
import { type CallOptions, createCall, type RawCall } from './call.ts';
import { loginWire } from './wire.ts';

const dayMs = 24 * 60 * 60_000;
const tokenLifeMs = 10 * dayMs;
const renewBeforeMs = dayMs;
const refusedLoginRestMs = 60_000;

export interface SessionOptions extends CallOptions {
  readonly clock: { now(): Date };
  readonly credentials: Pick<ShiprocketCredentials, 'email' | 'password'>;
  readonly tokens: TokenStore;
}

interface Token {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Like `createCall`, with the token added. */
export function createSession(options: SessionOptions): RawCall {
  const call = createCall(options);
  const now = (): number => options.clock.now().getTime();
  let current: Token | undefined;
  let refused: { readonly at: number; readonly refusal: CourierFailure } | undefined;
  let underWay: Promise<Result<string, CourierFailure>> | undefined;

  const logIn = async (): Promise<Result<string, CourierFailure>> => {
    if (refused && now() - refused.at < refusedLoginRestMs) return { ok: false, refusal: refused.refusal };
    const { email, password } = options.credentials;
    const answer = await call('read', 'POST', '/auth/login', loginWire, { body: { email, password } });
    if (!answer.ok) {
      // They answer a wrong password with 400, 403 or 422.
      const isRefusal = answer.refusal.kind === 'rejected' || answer.refusal.kind === 'bad_credentials';
      const refusal: CourierFailure = isRefusal ? { kind: 'bad_credentials', detail: answer.refusal.detail } : answer.refusal;
      if (isRefusal) refused = { at: now(), refusal };
      return { ok: false, refusal };
    }
    refused = undefined;
    current = { token: answer.value.token, expiresAt: new Date(now() + tokenLifeMs) };
    await options.tokens.save(current);
    return ok(current.token);
  };

  const renew = async (stale: string | undefined): Promise<Result<string, CourierFailure>> => {
    // Another process may have logged in meanwhile.
    const stored = await options.tokens.load();
    if (isFresh(stored, { stale, now: now() })) {
      current = stored;
      return ok(stored.token);
    }
    return logIn();
  };

  const renewOnce = (stale: string | undefined): Promise<Result<string, CourierFailure>> => {
    underWay ??= renew(stale).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  const tokenOtherThan = async (stale: string | undefined): Promise<Result<string, CourierFailure>> => {
    if (isFresh(current, { stale, now: now() })) return ok(current.token);
    const token = await renewOnce(stale);
    // Somebody else's renewal, begun before the token was known to be worthless, may bring the same one again.
    return token.ok && token.value === stale ? renewOnce(stale) : token;
  };

  return async (kind, method, path, schema, sent = {}) => {
    const token = await tokenOtherThan(undefined);
    if (!token.ok) return token;
    const first = await call(kind, method, path, schema, { ...sent, token: token.value });
    if (first.ok || first.status !== 401) return first;
    const renewed = await tokenOtherThan(token.value);
    return renewed.ok ? call(kind, method, path, schema, { ...sent, token: renewed.value }) : renewed;
  };
}

/** In its first nine days and not the one that was refused. */
function isFresh(token: Token | undefined, { stale, now }: { readonly stale: string | undefined; readonly now: number }): token is Token {
  return token !== undefined && token.token !== stale && token.expiresAt.getTime() - renewBeforeMs > now;
}
