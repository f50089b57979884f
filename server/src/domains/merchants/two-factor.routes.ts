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
import { anyRole } from '@parley/contract/values/role.ts';
import { toDataURL } from 'qrcode';
import { z } from 'zod';
import { actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { valueOf } from '../../foundation/http/perform.ts';
import type { Merchants } from './index.ts';

const done = successOf(z.object({ done: z.literal(true) }));
const withCodes = { 200: successOf(recoveryCodesAnswer) };

export function twoFactorRoutes(app: Edge, { twoFactor }: Pick<Merchants, 'twoFactor'>): void {
  const config = { access: anyRole };
  app.post(
    '/auth/two-factor',
    { config, schema: { body: emptyRequest, response: { 200: successOf(twoFactorEnrolled) } } },
    async (request) => {
      const { secret, otpauthUrl } = valueOf(await twoFactor.enrol(actorOf(request)));
      return { status: 'success' as const, data: { secret, otpauth_url: otpauthUrl, qr: await toDataURL(otpauthUrl) } };
    },
  );
  app.post('/auth/two-factor/confirm', { config, schema: { body: twoFactorConfirm, response: withCodes } }, async (request) => {
    const codes = valueOf(await twoFactor.confirm(actorOf(request), request.body.code));
    return { status: 'success' as const, data: { recovery_codes: [...codes] } };
  });
  app.post(
    '/auth/two-factor/recovery-codes',
    { config, schema: { body: emptyRequest, headers: secondFactorHeaders, response: withCodes } },
    async (request) => {
      const codes = valueOf(await twoFactor.renewRecoveryCodes(actorOf(request), request.headers[SECOND_FACTOR_HEADER]));
      return { status: 'success' as const, data: { recovery_codes: [...codes] } };
    },
  );
  app.delete('/auth/two-factor', { config, schema: { headers: secondFactorHeaders, response: { 200: done } } }, async (request) => {
    valueOf(await twoFactor.disable(actorOf(request), request.headers[SECOND_FACTOR_HEADER]));
    return { status: 'success' as const, data: { done: true as const } };
  });
}
