/** Hands mails to the operator's mail server over SMTP. It must never read files or addresses that a mail names. */
import { ok } from '@parley/contract/values/result.ts';
import { secondMs } from '@parley/contract/values/time.ts';
import type { Transporter } from 'nodemailer';
import type { MailClient, MailFailure } from '../mail.port.ts';

export interface SmtpClientOptions {
  /** `smtp(s)://user:password@host:port`, asked before each mail; undefined: nobody is there to take mails right now. */
  readonly url: () => Promise<string | undefined>;
  /** `Name <address>`. */
  readonly from: string;
}

const CONNECT_MS = 10 * secondMs;
const SILENCE_MS = 30 * secondMs;

export function createSmtpClient({ url, from }: SmtpClientOptions): MailClient {
  let known: { readonly url: string; readonly transport: Transporter } | undefined;
  const transportAt = async (address: string): Promise<Transporter> => {
    // With the first mail: many a program never sends one.
    const { createTransport } = await import('nodemailer');
    if (known?.url !== address) {
      known?.transport.close();
      const timeouts = { connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SILENCE_MS };
      known = { url: address, transport: createTransport({ url: address, ...timeouts, disableFileAccess: true, disableUrlAccess: true }) };
    }
    return known.transport;
  };
  const domain = /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? 'parley.invalid';
  return {
    async send({ id, to, subject, text, html }) {
      const address = await url();
      if (address === undefined) return { ok: false, refusal: { kind: 'unavailable', detail: 'no mail server is known' } };
      try {
        await (await transportAt(address)).sendMail({
          from,
          // As an object, so that a comma in it makes no second address.
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: `<${id}@${domain}>`,
          headers: { 'auto-submitted': 'auto-generated' },
        });
        return ok(undefined);
      } catch (error) {
        return { ok: false, refusal: failureOf(error) };
      }
    },
  };
}

/** A lasting refusal (5xx) of the address or the mail itself is the end; a wrong password of ours or silence is not the mail's fault. */
function failureOf(error: unknown): MailFailure {
  const { code = '', responseCode = 0 } = error as { readonly code?: string; readonly responseCode?: number };
  const isLasting = responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
  return { kind: isLasting ? 'refused' : 'unavailable', detail: `${code} ${responseCode}` };
}
