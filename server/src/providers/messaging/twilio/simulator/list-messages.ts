/** What Twilio remembers and shows when asked: messages in pages, the newest first, one message, its files. It tells nobody of anything. */
import { answerError, mediaJson, messageJson } from './answers.ts';
import type { Desk } from './desk.ts';
import type { LedgerMessage } from './ledger.ts';
import { mediaSid } from './media.ts';

export function listMessages({ ledger }: Desk, account: string, url: URL): Response {
  const query = url.searchParams;
  const size = Math.min(Math.max(Number(query.get('PageSize') ?? 50) || 50, 1), 1_000);
  const page = Math.max(Number(query.get('Page') ?? 0) || 0, 0);
  const ranges = rangesOf(query);
  if (ranges === undefined) return answerError(400, 20_001, 'Invalid parameter: DateSent');
  const all = [...ledger.messages.values()].filter(
    (each) => each.account === account && fits(each, query) && ranges.every((is) => is(each)),
  );
  // Pages go on from a message: what comes in meanwhile moves nothing.
  const newestFirst = all.toReversed();
  const token = query.get('PageToken')?.slice(2);
  const begin = token === undefined ? page * size : newestFirst.findIndex((each) => each.sid === token) + 1;
  const shown = newestFirst.slice(begin, begin + size);
  const uriOf = (number: number, from?: string): string => {
    const next = new URLSearchParams(query);
    next.set('PageSize', String(size));
    next.set('Page', String(number));
    next.delete('PageToken');
    if (from !== undefined) next.set('PageToken', from);
    return `/2010-04-01/Accounts/${account}/Messages.json?${next}`;
  };
  const last = shown.at(-1);
  return Response.json({
    messages: shown.map(messageJson),
    page,
    page_size: size,
    start: page * size,
    end: page * size + Math.max(shown.length - 1, 0),
    uri: uriOf(page),
    first_page_uri: uriOf(0),
    previous_page_uri: page === 0 ? null : uriOf(page - 1),
    next_page_uri: newestFirst.length > begin + size && last ? uriOf(page + 1, `PA${last.sid}`) : null,
  });
}

function fits(message: LedgerMessage, query: URLSearchParams): boolean {
  const [to, from] = [query.get('To'), query.get('From')];
  return (to === null || message.to === to) && (from === null || message.from === from);
}

/** Undefined where one of them is no date. A bare day means its midnight, and alone the whole day. */
function rangesOf(query: URLSearchParams): readonly ((message: LedgerMessage) => boolean)[] | undefined {
  const ranges: ((message: LedgerMessage) => boolean)[] = [];
  for (const name of ['DateSent', 'DateSent>', 'DateSent<'] as const) {
    const text = query.get(name);
    if (text === null) continue;
    if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?$/.test(text) || Number.isNaN(Date.parse(text))) return undefined;
    const bound = Date.parse(text);
    ranges.push(({ created }) => {
      const at = Math.floor(Date.parse(created) / 1_000) * 1_000;
      if (name === 'DateSent>') return at >= bound;
      return name === 'DateSent<' ? at <= bound : created.slice(0, 10) === text.slice(0, 10);
    });
  }
  return ranges;
}

export function showMessage({ ledger }: Desk, account: string, name: string): Response {
  const message = ledger.messages.get(name.replace(/\.json$/, ''));
  return message?.account === account ? Response.json(messageJson(message)) : unknown();
}

export function listMedia({ ledger }: Desk, account: string, sid: string): Response {
  const message = ledger.messages.get(sid);
  if (message?.account !== account) return unknown();
  return Response.json({
    media_list: message.media.map((id, index) => mediaJson(message, mediaSid(id), message.mediaTypes?.[index])),
    page: 0,
    page_size: 50,
    next_page_uri: null,
  });
}

function unknown(): Response {
  return answerError(404, 20_404, 'The requested resource was not found');
}
