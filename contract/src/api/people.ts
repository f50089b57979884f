/** People of a shop as the API says them: staff and invitations, resetting a password, sign-ins and where they are. */
import { z } from 'zod';
import { givenRoles, roles } from '../values/role.ts';
import { instant, pageQuery } from './envelope.ts';
import { languages } from './merchants.ts';
import { email, newPassword, signInCode } from './sign-in.ts';

export const givenRole = z.enum(givenRoles);

const personName = z.string().trim().min(1).max(120);
/** As it was sent in a link. */
const token = z.string().min(1).max(200);

export const staffQuery = z.strictObject(pageQuery);
export const staffInvite = z.strictObject({ email, name: personName, role: givenRole });
export type StaffInvite = z.infer<typeof staffInvite>;
export const staffChange = z.strictObject({ role: givenRole });

export const staffStates = ['active', 'invited', 'expired'] as const;
export const staffView = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  state: z.enum(staffStates).meta({ description: 'invited: has not accepted yet; expired: the link ended, send it again.' }),
  two_factor: z.boolean(),
  last_seen_at: instant.nullable(),
  created_at: instant,
  expires_at: instant.nullable().meta({ description: 'Of an invitation.' }),
});
export type StaffView = z.infer<typeof staffView>;

export const staffInvited = staffView.extend({
  link: z.string().meta({ description: 'For handing over by other means. Shown once.' }),
  mail: z.enum(['queued', 'off']).meta({ description: 'off: this server sends no mail (SMTP_URL is not set).' }),
});
export type StaffInvited = z.infer<typeof staffInvited>;

export const inviteQuery = z.strictObject({ token });
export const inviteView = z.object({
  email: z.string(),
  name: z.string(),
  role: givenRole,
  invited_by: z.string(),
  merchant: z.object({ name: z.string(), language: z.enum(languages) }),
  expires_at: instant,
});
export const inviteAcceptance = z.strictObject({
  token,
  password: newPassword,
  name: personName.optional(),
  phone: z.string().trim().min(1).max(30).optional(),
});

export const passwordForgotten = z.strictObject({ email });
export const passwordForgottenAnswer = z.object({
  done: z.literal(true),
  mail: z.enum(['queued', 'off']).meta({ description: 'The same for every address. off: this server sends no mail.' }),
});
export const passwordReset = z.strictObject({ token, password: newPassword, code: signInCode.optional() });

export const sessionView = z.object({
  id: z.uuid(),
  device: z.string().meta({ description: 'Browser and system, as far as they say.' }),
  created_at: instant,
  last_used_at: instant,
  current: z.boolean(),
});
export const sessionsEnded = z.object({ ended: z.number().int() });
