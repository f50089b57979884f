/** HTTP of the second factor. Its answers hold secrets, so none is kept for a repeated Idempotency-Key. Mounted with merchants' routes. */
import { successOf } from '@parley/contract/api/envelope.ts';
import { emptyRequest } from '@parley/contract/api/orders.ts';
import {
  recoveryCodesAnswer,
  SECOND_FACTOR_HEADER,
  secondFactorHeaders,
  twoFactorConfirm,
  twoFactorEnrolled,
} from '@parley/contract/api/two-factor.ts';
import type { Result } from '@parley/contract/values/result.ts';
import { anyRole } from '@parley/contract/values/role.ts';
import { toDataURL } from 'qrcode';
import { z } from 'zod';
import { type Actor, actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { valueOf } from '../../foundation/http/perform.ts';
import type { Merchants } from './index.ts';

const done = successOf(z.object({ done: z.literal(true) }));
const withCodes = { 200: successOf(recoveryCodesAnswer) };

export function twoFactorRoutes(app: Edge, { twoFactor }: Pick<Merchants, 'twoFactor'>): void {
  const config = { access: anyRole };
  const enrol = async (actor: Actor) => {
    const { secret, otpauthUrl } = valueOf(await twoFactor.enrol(actor));
    return { status: 'success' as const, data: { secret, otpauth_url: otpauthUrl, qr: await toDataURL(otpauthUrl) } };
  };
  const codes = async (made: Promise<Result<readonly string[]>>) => ({
    status: 'success' as const,
    data: { recovery_codes: [...valueOf(await made)] },
  });
  const disable = async (actor: Actor, code: string | undefined) => {
    valueOf(await twoFactor.disable(actor, code));
    return { status: 'success' as const, data: { done: true as const } };
  };
  app.post('/auth/two-factor', { config, schema: { body: emptyRequest, response: { 200: successOf(twoFactorEnrolled) } } }, (request) =>
    enrol(actorOf(request)),
  );
  app.post('/auth/two-factor/confirm', { config, schema: { body: twoFactorConfirm, response: withCodes } }, (request) =>
    codes(twoFactor.confirm(actorOf(request), request.body.code)),
  );
  app.post(
    '/auth/two-factor/recovery-codes',
    { config, schema: { body: emptyRequest, headers: secondFactorHeaders, response: withCodes } },
    (request) => codes(twoFactor.renewRecoveryCodes(actorOf(request), request.headers[SECOND_FACTOR_HEADER])),
  );
  app.delete('/auth/two-factor', { config, schema: { headers: secondFactorHeaders, response: { 200: done } } }, (request) =>
    disable(actorOf(request), request.headers[SECOND_FACTOR_HEADER]),
  );
}
