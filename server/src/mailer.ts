/** Which mail server speaks for this house: the operator's, else the sandbox's own, else none. Part of the composition root. */
import type { Config } from './config.ts';
import type { MailClient } from './providers/mail/mail.port.ts';
import { createSmtpClient } from './providers/mail/smtp/client.ts';

/** Address of the mail server that stands in for a real one; asked before each mail, since it may start after us. */
export type MailStandIn = () => Promise<string | undefined>;

/** Undefined: no mails are sent; links go by hand. */
export function createMailer({ mail }: Pick<Config, 'mail'>, standIn: MailStandIn | undefined): MailClient | undefined {
  const { smtpUrl, from } = mail;
  const url = smtpUrl === undefined ? standIn : () => Promise.resolve(smtpUrl);
  return url && createSmtpClient({ url, from });
}
