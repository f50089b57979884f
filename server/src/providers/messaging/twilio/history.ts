/**
 * What Twilio keeps of a number's messages and tells when asked: a webhook that was lost is not sent again. Reads only; what it finds is
 * put into the words of a webhook, so that one reader understands both.
 */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { after, dayMs } from '@parley/contract/values/time.ts';
import { failed, lostAnswer } from '../lost-answer.ts';
import type { ListedMessage, MessageHistory, MessagingEvent, SendFailure } from '../messaging.port.ts';
import type { TwilioCaller } from './call.ts';
import type { Fields } from './form-fields.ts';
import { messageEvents } from './read-message.ts';
import { statusEvents } from './read-status.ts';
import { mediaPage, messagePage, type ShownMessage, shownMessage } from './wire.ts';

/** The largest page they give. */
const PAGE_SIZE = 1_000;
/** A number that gets more in one range of time needs a shorter range. */
const MOST_PAGES = 200;
/** They no longer know it, or never did. */
const UNKNOWN = '20404';

export interface HistoryOptions {
  readonly call: TwilioCaller;
  /** Origin of the API, with a path where it is reached through one, without a slash at the end. */
  readonly baseUrl: string;
  readonly accountSid: string;
  /** Digits. */
  readonly number: string;
}

interface Asking extends HistoryOptions {
  /** `/2010-04-01/Accounts/AC…` */
  readonly account: string;
}

export function createHistory(options: HistoryOptions): MessageHistory {
  const asking: Asking = { ...options, account: `/2010-04-01/Accounts/${encodeURIComponent(options.accountSid)}` };
  return {
    channelAddress: options.number,
    async received(range) {
      const listed = await listAll(asking, range);
      if (!listed.ok) return listed;
      const within = listed.value.filter(
        (each) => each.direction === 'inbound' && cameAt(each) >= range.from && cameAt(each) < range.until,
      );
      // The newest comes first, and seconds are all that their times have.
      const oldestFirst = within.toReversed().toSorted((one, other) => cameAt(one).getTime() - cameAt(other).getTime());
      return ok(oldestFirst.map((each): ListedMessage => ({ providerMessageId: each.sid, read: () => readOne(asking, each) })));
    },
    statusOf: (sid) => statusOf(asking, sid),
  };
}

function cameAt({ date_sent: sent, date_created: created }: ShownMessage): Date {
  return sent ?? created;
}

async function listAll(
  asking: Asking,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<Result<ShownMessage[], SendFailure>> {
  const query = new URLSearchParams({
    To: `whatsapp:+${asking.number}`,
    // Documented as days, sent as moments by their own libraries: whichever they heed, nothing of the range is missing.
    'DateSent>': `${from.toISOString().slice(0, 19)}Z`,
    'DateSent<': after(until, dayMs).toISOString().slice(0, 10),
    PageSize: String(PAGE_SIZE),
  });
  const found: ShownMessage[] = [];
  let path: string | undefined = `${asking.account}/Messages.json?${query}`;
  for (let page = 0; path !== undefined; page += 1) {
    if (page === MOST_PAGES) return failed(lostAnswer(false, 'there are more messages than can be listed at once'));
    const answer: Awaited<ReturnType<typeof asking.call<typeof messagePage>>> = await asking.call({
      method: 'GET',
      url: asking.baseUrl + path,
      answer: messagePage,
    });
    if (!answer.ok) return answer;
    found.push(...answer.value.messages);
    path = answer.value.next_page_uri ?? undefined;
    // Our secret goes nowhere but to our own account; an end that is none would lose the rest.
    if (path !== undefined && !path.startsWith(`${asking.account}/Messages.json?`))
      return failed(lostAnswer(false, 'the next page of messages lies elsewhere'));
  }
  return ok(found);
}

async function readOne(asking: Asking, message: ShownMessage): Promise<Result<readonly MessagingEvent[], SendFailure>> {
  const files = (message.num_media ?? 0) > 0 ? await filesOf(asking, message.sid) : ok({});
  if (!files.ok) return files;
  const body = message.body ?? '';
  const fields: Fields = {
    MessageSid: message.sid,
    From: message.from ?? undefined,
    To: message.to ?? undefined,
    Body: body,
    // A place or a card leaves nothing in the list but that it came.
    MessageType: body === '' ? 'unlisted' : 'text',
    ...files.value,
  };
  return ok(messageEvents(fields, { url: '', receivedAt: cameAt(message) }));
}

async function filesOf(asking: Asking, sid: string): Promise<Result<Fields, SendFailure>> {
  const folder = `${asking.baseUrl}${asking.account}/Messages/${encodeURIComponent(sid)}/Media`;
  const answer = await asking.call({ method: 'GET', url: `${folder}.json`, answer: mediaPage });
  // Deleted since: the words are still the customer's.
  if (!answer.ok) return answer.refusal.code === UNKNOWN ? ok({}) : answer;
  const files = answer.value.media_list;
  return ok({
    NumMedia: String(files.length),
    ...Object.fromEntries(
      files.flatMap((file, index) => [
        [`MediaUrl${index}`, `${folder}/${encodeURIComponent(file.sid)}`],
        [`MediaContentType${index}`, file.content_type ?? 'application/octet-stream'],
      ]),
    ),
  });
}

async function statusOf({ call, baseUrl, account }: Asking, sid: string): ReturnType<MessageHistory['statusOf']> {
  const answer = await call({ method: 'GET', url: `${baseUrl}${account}/Messages/${encodeURIComponent(sid)}.json`, answer: shownMessage });
  if (!answer.ok) return answer.refusal.code === UNKNOWN ? ok(undefined) : answer;
  const { status, from, to, error_code: code, error_message: detail, date_updated: updated, date_created: created } = answer.value;
  const fields: Fields = {
    MessageSid: sid,
    From: from ?? undefined,
    To: to ?? undefined,
    ...(code ? { ErrorCode: String(code) } : {}),
    ...(detail ? { ErrorMessage: detail } : {}),
  };
  const [event] = statusEvents(fields, status ?? '', { url: '', receivedAt: updated ?? created });
  return ok(event?.kind === 'status' ? event : undefined);
}
