/** Sending the mails that wait. One that will never be taken is dropped with a word in the log; all else is tried again. */
import { type HandledJob, handle } from '../../../foundation/jobs/job.ts';
import type { Log } from '../../../foundation/log/log.ts';
import type { Secrets } from '../../../foundation/secrets/secrets.ts';
import type { MailClient } from '../../../providers/mail/mail.port.ts';
import { mailSend, openMail } from './queue-mail.ts';

export interface MailJobDeps {
  readonly secrets: Secrets;
  readonly log: Log;
  /** Undefined: this server sends no mail (any more). */
  readonly mail: MailClient | undefined;
}

export function mailJobs({ secrets, log, mail }: MailJobDeps): HandledJob[] {
  return [
    handle(mailSend, async (payload, job) => {
      if (job.merchantId === undefined) throw new Error('mail.send needs a merchant');
      if (mail === undefined) return;
      const sent = await mail.send(openMail(secrets, job.merchantId, payload));
      if (sent.ok) return;
      if (sent.refusal.kind === 'unavailable') throw new Error(`the mail server did not take it: ${sent.refusal.detail}`);
      log.warn({ event: 'mail.refused', job_id: String(job.id), merchant_id: job.merchantId, reason: sent.refusal.detail });
    }),
  ];
}
