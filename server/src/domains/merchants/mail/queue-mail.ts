/** Puts a mail into the queue with the transaction that wants it sent. Address and words lie sealed there: a link in them opens a door. */
import { newId } from '@parley/contract/values/id.ts';
import type { Clock } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import type { Tx } from '../../../foundation/db/database.ts';
import { enqueue } from '../../../foundation/jobs/enqueue.ts';
import { defineJob } from '../../../foundation/jobs/job.ts';
import type { Secrets } from '../../../foundation/secrets/secrets.ts';
import type { Mail } from '../../../providers/mail/mail.port.ts';

/** Tries over about an hour; a link in a mail that comes later has ended. */
export const mailSend = defineJob('mail.send', z.object({ id: z.uuid(), sealed: z.string() }), { maxAttempts: 12 });
const PURPOSE = 'mail';

export interface MailDeps {
  readonly clock: Clock;
  readonly secrets: Secrets;
  /** Whether this server has a way to send mails. */
  readonly sendsMail: boolean;
}

/** `off` where this server sends no mails: nothing is queued then. */
export async function queueMail(deps: MailDeps, tx: Tx, mail: Omit<Mail, 'id'>): Promise<'queued' | 'off'> {
  if (!deps.sendsMail) return 'off';
  const id = newId();
  const sealed = deps.secrets.seal(PURPOSE, JSON.stringify(mail), `${tx.merchantId}:${id}`).toString('base64');
  await enqueue(tx, deps.clock.now(), mailSend, { id, sealed });
  return 'queued';
}

/** Sealed here, so it has this form. */
export function openMail(secrets: Secrets, merchantId: string, payload: { readonly id: string; readonly sealed: string }): Mail {
  const plain = secrets.open(PURPOSE, Buffer.from(payload.sealed, 'base64'), `${merchantId}:${payload.id}`);
  return { ...(JSON.parse(plain) as Omit<Mail, 'id'>), id: payload.id };
}
