/** What the parts of the stand-in share: its ledger, the time, chance, the way to WhatsApp's stand-in and the way out to the business. */
import type { FetchHandler } from '../../../simulation/fault-switch.ts';
import type { UnderWay } from '../../../simulation/under-way.ts';
import type { WebhookSender } from '../../../simulation/webhook-sender.ts';
import type { PhoneSide } from '../../whatsapp-cloud/phone.port.ts';
import type { SimulatedTemplate } from '../../whatsapp-cloud/simulator/templates.ts';
import { sign, twilioSignatureHeader } from '../signature.ts';
import type { Ledger, LedgerMessage, TwilioAccount } from './ledger.ts';

/** WhatsApp as Twilio itself sees it. */
export interface WhatsAppBehind {
  readonly fetch: FetchHandler;
  readonly phone: Pick<PhoneSide, 'register' | 'media'>;
  readonly settled: () => Promise<void>;
}

export interface Desk {
  readonly ledger: Ledger;
  readonly clock: { now(): Date };
  readonly random: () => number;
  /** Messages that were answered for and are not handed on yet. */
  readonly underWay: UnderWay;
  /** Those of one sender to one person leave in order; the end of each row by both. */
  readonly rows: Map<string, Promise<void>>;
  readonly webhooks: WebhookSender;
  readonly behind: () => WhatsAppBehind;
  /** Approved contents, as WhatsApp knows them. */
  readonly templates: SimulatedTemplate[];
  readonly fetch: typeof fetch;
  readonly publicUrl: () => string;
  /** Seconds after which one may ask again; undefined where one may now. Counts the call. */
  readonly takeRead: () => number | undefined;
  readonly save: () => void;
}

/** The number as WhatsApp's stand-in knows it. */
export function phoneNumberIdOf({ number }: Pick<TwilioAccount, 'number'>): string {
  return `77${number}`;
}

export function accessTokenOf({ accountSid, number }: TwilioAccount): string {
  return `reseller-${accountSid}-${number}`;
}

export function newSid(desk: Pick<Desk, 'random'>, prefix: string): string {
  let text = prefix;
  while (text.length < 34) text += Math.floor(desk.random() * 16).toString(16);
  return text;
}

export function post(desk: Desk, account: TwilioAccount, url: string, fields: Readonly<Record<string, string>>, label: string): void {
  desk.webhooks.send({
    url,
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    sign: (body) => ({ [twilioSignatureHeader]: sign(body, account.authToken, url) }),
    label,
    orderKey: `${fields['From']} ${fields['To']}`,
  });
}

export function accountOf(desk: Desk, accountSid: string, number: string): TwilioAccount | undefined {
  return [...desk.ledger.accounts.values()].find((each) => each.accountSid === accountSid && each.number === number);
}

/** Tells what became of a message, where somebody asked to be told. */
export function tellStatus(
  desk: Desk,
  message: LedgerMessage,
  status: string,
  error?: { readonly code: number; readonly text: string },
): void {
  message.status = status;
  message.updated = desk.clock.now().toISOString();
  if (error) [message.errorCode, message.errorText] = [error.code, error.text];
  desk.save();
  const account = accountOf(desk, message.account, message.from.replace(/\D/g, ''));
  if (!account || message.statusCallback === undefined) return;
  const fields = {
    ChannelPrefix: 'whatsapp',
    ApiVersion: '2010-04-01',
    MessageStatus: status,
    SmsSid: message.sid,
    SmsStatus: status,
    ChannelInstallSid: `XE${account.accountSid.slice(2)}`,
    To: message.to,
    From: message.from,
    MessageSid: message.sid,
    AccountSid: account.accountSid,
    ...(status === 'read' || status === 'delivered' ? { EventType: status.toUpperCase() } : {}),
    ...(error ? { ErrorCode: String(error.code), ErrorMessage: error.text, ChannelStatusMessage: error.text } : {}),
  };
  post(desk, account, message.statusCallback, fields, `status ${status}`);
}

/** So many questions in each minute of the clock. */
export function readBudget(clock: Desk['clock'], perMinute: number): Desk['takeRead'] {
  let [minute, taken] = [0, 0];
  return () => {
    const now = clock.now().getTime();
    const current = Math.floor(now / 60_000);
    if (current !== minute) [minute, taken] = [current, 0];
    if (taken >= perMinute) return Math.max(1, Math.ceil(((current + 1) * 60_000 - now) / 1_000));
    taken += 1;
    return undefined;
  };
}
