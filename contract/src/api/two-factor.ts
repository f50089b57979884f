/** The second factor of a member of staff as the API says it: enrolling, confirming, recovery codes, the header that carries a code. */
import { z } from 'zod';
import { instant } from './envelope.ts';

/** Header of every act that needs a code: six digits of the authenticator, or a recovery code. */
export const SECOND_FACTOR_HEADER = 'x-2fa-code';

/** What is no code at all is a wrong one, judged and counted as such. */
const code = z.string().trim().max(100);
/** Other headers pass. */
export const secondFactorHeaders = z.looseObject({
  [SECOND_FACTOR_HEADER]: code.optional().meta({ description: 'Code of the caller’s own second factor, or a recovery code.' }),
});

export const twoFactorEnrolled = z.object({
  secret: z.string().meta({ description: 'Base32, for typing it in by hand. Never shown again.' }),
  otpauth_url: z.string(),
  qr: z.string().meta({ description: 'The address as a picture: a data URL (image/png).' }),
});
export const twoFactorConfirm = z.strictObject({ code: code.min(1) });
export const recoveryCodesAnswer = z.object({
  recovery_codes: z.array(z.string()).meta({ description: 'Each works once, in place of a code. Never shown again.' }),
});

export const twoFactorState = z.object({
  enabled: z.boolean(),
  confirmed_at: instant.nullable(),
  recovery_codes_left: z.number().int(),
});
