/**
 * The true client of WhatsApp by way of Twilio. One message in, one answer or failure out: it never retries and never waits, so that the
 * sender decides. What it keeps is only which contents exist at Twilio.
 */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { type Clock, secondMs } from '@parley/contract/values/time.ts';
import { z } from 'zod';
import { given } from '../given.ts';
import { failed } from '../lost-answer.ts';
import type { MediaSource, MessagingClient, OutboundContent, SendFailure, SendRequest, TwilioCredentials } from '../messaging.port.ts';
import { mediaProblem } from '../read-file.ts';
import { createTwilioCaller, type TwilioCaller } from './call.ts';
import { composeFields, type Fields, isPlain } from './compose.ts';
import { type ContentBook, type ContentMemory, createContentBook } from './content-book.ts';
import { shapeOf } from './content-shape.ts';
import { fitForTwilio } from './fit-content.ts';
import { createHistory } from './history.ts';
import { createMediaDownload } from './media-download.ts';
import { readAddress, writeAddress } from './numbers.ts';
import { findTemplate, type Template, templateValues } from './template-values.ts';
import { accountAnswer, messageAnswer } from './wire.ts';

/** Files of ours that Twilio fetches by itself: it has no upload. */
export interface LinkedFiles {
  /** An id for a file where it lies; nothing is copied. Undefined for one that lies nowhere. */
  idOf(file: Parameters<MessagingClient['uploadMedia']>[0]): string | undefined;
  /** An address that opens the file for some hours; undefined for what is no such id of this merchant. */
  linkTo(mediaId: string): string | undefined;
}

export interface TwilioClientOptions {
  /** `https://api.twilio.com`, or a stand-in's address with or without a path. */
  readonly baseUrl: string;
  readonly contentUrl: string;
  /** Where typing is shown. */
  readonly messagingUrl: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly credentials: TwilioCredentials;
  /** Where they tell what became of a message; it must carry our id. */
  readonly statusCallback: (ourId: string) => string;
  readonly files: LinkedFiles;
  readonly contents: ContentMemory;
  /** Milliseconds for one call; 10 s unless given. */
  readonly timeoutMs?: number;
  /** Milliseconds for a file down; a minute unless given. */
  readonly mediaTimeoutMs?: number;
}

/** Failures never carry the auth token. */
export function createTwilioClient(options: TwilioClientOptions): MessagingClient {
  const { credentials, timeoutMs = 10 * secondMs, mediaTimeoutMs = 60 * secondMs } = options;
  const call = createTwilioCaller({ ...options, timeoutMs });
  const baseUrl = trimmed(options.baseUrl);
  const account = `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(credentials.accountSid)}`;
  const book = createContentBook({ call, baseUrl: trimmed(options.contentUrl), clock: options.clock, memory: options.contents });
  const sending: Sending = { call, account, book, options };

  return {
    send: (request) => send(sending, request),

    markRead: async (providerMessageId, { typing = false } = {}) => {
      // There is no other way to mark it, and it shows typing too.
      if (!typing) return ok(undefined);
      const form = { messageId: bareSid(providerMessageId), channel: 'whatsapp' };
      const answer = await call({
        method: 'POST',
        url: `${trimmed(options.messagingUrl)}/v2/Indicators/Typing.json`,
        form,
        answer: z.unknown(),
      });
      return answer.ok ? ok(undefined) : answer;
    },

    uploadMedia: async (file) => {
      const mediaId = options.files.idOf(file);
      return mediaId === undefined ? mediaProblem('the file lies nowhere that Twilio could fetch it') : ok({ mediaId });
    },

    downloadMedia: createMediaDownload({ ...options, baseUrl, timeoutMs: mediaTimeoutMs }),

    probe: async () => {
      const answer = await call({ method: 'GET', url: `${account}.json`, answer: accountAnswer });
      if (!answer.ok) return answer;
      const { status, friendly_name: name } = answer.value;
      if (status !== undefined && status !== null && status !== 'active')
        return failed({ kind: 'blocked_account', retry: 'operator', detail: `the account is ${status}` });
      return ok({ displayPhone: `+${credentials.number}`, verifiedName: name });
    },

    history: createHistory({ call, baseUrl, accountSid: credentials.accountSid, number: credentials.number }),
  };
}

interface Sending {
  readonly call: TwilioCaller;
  readonly account: string;
  readonly book: ContentBook;
  readonly options: TwilioClientOptions;
}

type Sent = Awaited<ReturnType<MessagingClient['send']>>;
type Part = OutboundContent<MediaSource>;

/** What was fitted when it was queued is one part; of several the last one's answer counts. */
async function send(sending: Sending, request: SendRequest): Promise<Sent> {
  const to = writeAddress(request.to);
  if (to === undefined) return failed({ kind: 'bad_message', retry: 'never', detail: 'the recipient has neither phone nor scoped id' });
  if (request.ourId.length > 512) return failed({ kind: 'bad_message', retry: 'never', detail: 'our id is over 512 characters' });
  let sent: Sent | undefined;
  for (const part of fitForTwilio(request.content)) {
    sent = await sendPart(sending, to, request.ourId, part);
    if (!sent.ok) return sent;
  }
  return sent ?? failed({ kind: 'bad_message', retry: 'never', detail: 'there is nothing to send' });
}

async function sendPart(sending: Sending, to: string, ourId: string, part: Part): Promise<Sent> {
  if (part.kind === 'buttons' || part.kind === 'list' || part.kind === 'link_button') return sendShaped(sending, to, ourId, part);
  const fields = await fieldsOf(sending, part);
  return fields.ok ? post(sending, to, ourId, fields.value) : fields;
}

async function sendShaped(
  sending: Sending,
  to: string,
  ourId: string,
  part: Extract<Part, { kind: 'buttons' | 'list' | 'link_button' }>,
): Promise<Sent> {
  // A header's file went before; the shape knows no files.
  const shaped = shapeOf(part);
  if (shaped === undefined) return failed({ kind: 'bad_message', retry: 'never', detail: `Twilio has no message for this ${part.kind}` });
  for (let attempt = 1; ; attempt += 1) {
    const sid = await sending.book.sidOf(shaped);
    if (!sid.ok) return sid;
    const sent = await post(sending, to, ourId, { ContentSid: sid.value, ContentVariables: JSON.stringify(shaped.values) });
    // Somebody removed the content: refused before anything left, so it is made again once.
    if (sent.ok || sent.refusal.code !== '21655' || attempt > 1) return sent;
    await sending.book.forget(shaped);
  }
}

async function fieldsOf(
  sending: Sending,
  part: Exclude<Part, { kind: 'buttons' | 'list' | 'link_button' }>,
): Promise<Result<Fields, SendFailure>> {
  const linkOf = (source: MediaSource): string | undefined =>
    'link' in source ? source.link : sending.options.files.linkTo(source.mediaId);
  if (part.kind === 'template') return templateFields(sending, part, linkOf);
  if (!isPlain(part)) return failed({ kind: 'bad_message', retry: 'never', detail: `Twilio has no message of the kind ${part.kind}` });
  const fields = composeFields(part, linkOf);
  return fields === undefined ? failed({ kind: 'media_problem', retry: 'never', detail: 'the file is not known here' }) : ok(fields);
}

async function templateFields(
  { book }: Sending,
  template: Template,
  linkOf: (source: MediaSource) => string | undefined,
): Promise<Result<Fields, SendFailure>> {
  const listed = await book.templates();
  if (!listed.ok) return listed;
  const found = findTemplate(listed.value, template);
  const bad = (detail: string): { readonly ok: false; readonly refusal: SendFailure } =>
    failed({ kind: 'bad_template', retry: 'never', detail });
  if (found === undefined) return bad(`there is no content named ${template.name} in ${template.language}`);
  const filled = templateValues(found, template, linkOf);
  if ('problem' in filled) return bad(filled.problem);
  const values = Object.keys(filled.values).length === 0 ? {} : { ContentVariables: JSON.stringify(filled.values) };
  return ok({ ContentSid: found.sid, ...values });
}

async function post({ call, account, options }: Sending, to: string, ourId: string, fields: Fields): Promise<Sent> {
  const { number, messagingServiceSid } = options.credentials;
  const form = {
    To: to,
    From: `whatsapp:+${number}`,
    ...given('MessagingServiceSid', messagingServiceSid),
    StatusCallback: options.statusCallback(ourId),
    ...fields,
  };
  const answer = await call({ method: 'POST', url: `${account}/Messages.json`, form, answer: messageAnswer, once: true });
  if (!answer.ok) return answer;
  const known = readAddress(answer.value.to ?? undefined);
  return ok({ providerMessageId: answer.value.sid, ...given('phone', known?.phone), ...given('scopedId', known?.scopedId) });
}

/** Of several files in one message each has an id of its own here. */
function bareSid(providerMessageId: string): string {
  return providerMessageId.split('/')[0] ?? providerMessageId;
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}
