/**
 * Asking for a new password. What is done at once is the same for every address, known or not; whether somebody has it is looked up
 * later, by a job, so that neither the answer nor its time tells.
 */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { after, hourMs } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Database, Tx } from '../../../foundation/db/database.ts';
import { narrowTo } from '../../../foundation/db/narrow.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import { defineJob, type HandledJob, handle } from '../../../foundation/jobs/job.ts';
import { recordAudit } from '../audit.store.ts';
import { newCarriedToken } from '../carried-token.ts';
import { type ChatLine, tellByChat } from '../mail/chat-line.ts';
import { composeChatReset, composeMail } from '../mail/compose-mail.ts';
import { type MailDeps, queueMail } from '../mail/queue-mail.ts';
import { loadMerchant } from '../merchant.store.ts';
import { findByEmail, phoneOf } from '../staff.store.ts';
import type { Staff } from '../staff.ts';
import type { Guesses } from './guesses.ts';
import { countResets, insertReset } from './password-reset.store.ts';

const passwordForgot = defineJob('password.forgot', z.object({ sealed: z.string() }), { maxAttempts: 6 });
const PURPOSE = 'password-forgot';
const RESET_MS = hourMs;
const MOST_IN_AN_HOUR = 5;

export interface ForgotDeps extends MailDeps {
  readonly database: Database;
  readonly publicUrl: string;
  readonly chat: ChatLine;
}

/** Refuses `auth.too_many_attempts` when one address on the internet asks too often. */
export async function forgotPassword(
  deps: ForgotDeps & { readonly guesses: Guesses },
  email: string,
  from: string | undefined,
): Promise<Result<'queued' | 'off'>> {
  const allowed = deps.guesses.check(from);
  if (!allowed.ok) return allowed;
  deps.guesses.fail(from);
  const { database, clock, secrets } = deps;
  const sealed = secrets.seal(PURPOSE, email, PURPOSE).toString('base64');
  const dedupe = secrets.fingerprint(PURPOSE, email);
  await database.inPlatformTx((tx) => enqueue(tx, clock.now(), passwordForgot, { sealed }, { dedupe }));
  return ok(deps.sendsMail ? 'queued' : 'off');
}

export function forgotPasswordJobs(deps: ForgotDeps): HandledJob[] {
  return [
    handle(passwordForgot, async ({ sealed }) => {
      const email = deps.secrets.open(PURPOSE, Buffer.from(sealed, 'base64'), PURPOSE);
      await deps.database.inPlatformTx(async (platform) => {
        const staff = await findByEmail(platform, email);
        if (staff !== undefined) await sendReset(deps, await narrowTo(platform, staff.merchantId), staff);
      });
    }),
  ];
}

async function sendReset(deps: ForgotDeps, tx: Tx, staff: Staff): Promise<void> {
  const now = deps.clock.now();
  // Nobody's letter box is filled by strangers.
  if ((await countResets(tx, staff.id, after(now, -hourMs))) >= MOST_IN_AN_HOUR) return;
  const { token, hash } = newCarriedToken(tx.merchantId);
  await insertReset(tx, { staffId: staff.id, tokenHash: hash, now, expiresAt: after(now, RESET_MS) });
  await recordAudit(tx, deps.clock, {
    action: 'staff.password_forgotten',
    subject: { kind: 'staff', id: staff.id },
    actor: { kind: 'system' },
  });
  const merchant = await loadMerchant(tx);
  const link = `${deps.publicUrl}/app/reset?token=${token}`;
  const facts = { to: staff.email, language: merchant.language, link, shop: merchant.name, name: staff.name };
  const phone = await phoneOf(tx, staff.id);
  if (phone !== undefined) await tellByChat(deps, tx, phone, composeChatReset(facts));
  await queueMail(deps, tx, composeMail('reset', facts));
}
