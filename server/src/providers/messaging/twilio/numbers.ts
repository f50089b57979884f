/** How Twilio writes people and numbers (`whatsapp:+14155238886`, `whatsapp:IN.1234`) and how we do. Pure. */
import type { MessagingAddress } from '../messaging.port.ts';

const channel = 'whatsapp:';

export function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Undefined for what is no address of WhatsApp: an SMS to the same number, say. */
export function readAddress(text: string | undefined): MessagingAddress | undefined {
  if (text === undefined || !text.toLowerCase().startsWith(channel)) return undefined;
  const name = text.slice(channel.length).trim();
  if (/^[A-Za-z]{2}\.\w+$/.test(name)) return { scopedId: name };
  const digits = digitsOf(name);
  return digits === '' ? undefined : { phone: digits };
}

/** The phone number first: it is what every account may send to. */
export function writeAddress({ phone, scopedId }: MessagingAddress): string | undefined {
  const digits = phone === undefined ? '' : digitsOf(phone);
  if (digits !== '') return `${channel}+${digits}`;
  return scopedId ? channel + scopedId : undefined;
}
