/** `POST Messages.json`: checked as Twilio does, answered at once, handed on to WhatsApp afterwards; what is found out then comes by status. */
import { answerError, messageJson } from './answers.ts';
import { accessTokenOf, accountOf, type Desk, newSid, phoneNumberIdOf, tellStatus } from './desk.ts';
import type { LedgerContent, LedgerMessage, TwilioAccount } from './ledger.ts';
import { fetchMedia } from './media.ts';
import { readVariables, renderContent } from './render-content.ts';

type WireObject = Readonly<Record<string, unknown>>;
type Late = { readonly message: WireObject } | { readonly code: number; readonly text: string };

/** How a message is put together once it has been answered for. */
interface Plan {
  readonly body: string;
  readonly media: boolean;
  readonly make: () => Promise<Late>;
}

export async function sendMessage(desk: Desk, accountSid: string, request: Request): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const account = accountOf(desk, accountSid, digits(form.get('From')));
  if (!account) return answerError(400, 63_007, 'Twilio could not find a Channel with the specified From address');
  const to = form.get('To') ?? '';
  const recipient = /^whatsapp:(?:\+(\d{6,15})|([A-Z]{2}\.\w{1,128}))$/.exec(to);
  if (!recipient) return answerError(400, 21_211, `The 'To' number ${to} is not a valid phone number.`);
  if (recipient[1] === account.number) return answerError(400, 63_031, 'Channel message cannot have same From and To');
  const plan = planOf(desk, account, form);
  if (plan instanceof Response) return plan;
  const message = file(desk, account, form, to, plan);
  inRow(desk, `${message.from} ${to}`, () =>
    handOn(desk, account, message, recipient, plan).catch(() =>
      tellStatus(desk, message, 'failed', { code: 63_012, text: 'Channel provider returned an internal service error' }),
    ),
  );
  return Response.json(messageJson(message), { status: 201 });
}

/** A picture that is still being fetched is not overtaken. The answer to the call goes first, as theirs does. */
function inRow({ underWay, rows }: Desk, key: string, deed: () => Promise<void>): void {
  underWay.begin();
  const before = rows.get(key) ?? new Promise<void>((resolve) => setImmediate(resolve));
  const end = before.then(deed).finally(() => {
    if (rows.get(key) === end) rows.delete(key);
    underWay.end();
  });
  rows.set(key, end);
}

function file(desk: Desk, account: TwilioAccount, form: URLSearchParams, to: string, plan: Plan): LedgerMessage {
  const statusCallback = form.get('StatusCallback');
  const message: LedgerMessage = {
    sid: newSid(desk, plan.media ? 'MM' : 'SM'),
    account: account.accountSid,
    direction: 'outbound-api',
    to,
    from: `whatsapp:+${account.number}`,
    body: plan.body,
    status: 'queued',
    created: desk.clock.now().toISOString(),
    media: [],
    ...(statusCallback === null ? {} : { statusCallback }),
  };
  desk.ledger.messages.set(message.sid, message);
  desk.save();
  return message;
}

function planOf(desk: Desk, account: TwilioAccount, form: URLSearchParams): Plan | Response {
  const contentSid = form.get('ContentSid');
  if (contentSid !== null) return planContent(desk, account, contentSid, form.get('ContentVariables'));
  const body = form.get('Body') ?? '';
  if (body.length > 1_600) return answerError(400, 21_617, 'The concatenated message body exceeds the 1600 character limit');
  const urls = form.getAll('MediaUrl');
  const [url] = urls;
  if (urls.length > 1) return answerError(400, 21_623, 'WhatsApp messages carry one media item');
  if (url !== undefined && !URL.canParse(url)) return answerError(400, 21_620, 'Invalid media URL(s)');
  if (url !== undefined) return { body, media: true, make: () => fetchMedia(desk, account, url, body) };
  if (body.trim() === '') return answerError(400, 21_619, 'A text message body or media urls must be specified.');
  const place = /^geo:(-?[\d.]+),(-?[\d.]+)(?:\|(.*))?$/s.exec(form.get('PersistentAction') ?? '');
  const message = place ? locationOf(place) : { type: 'text', text: { body } };
  return { body, media: false, make: () => Promise.resolve({ message }) };
}

function locationOf([, latitude, longitude, label]: RegExpExecArray): WireObject {
  return { type: 'location', location: { latitude: Number(latitude), longitude: Number(longitude), ...(label ? { name: label } : {}) } };
}

function planContent(desk: Desk, account: TwilioAccount, sid: string, variables: string | null): Plan | Response {
  const content = desk.ledger.contents.get(sid);
  if (content?.account !== account.accountSid) return answerError(400, 21_655, 'The ContentSid is Invalid');
  const values = readVariables(variables);
  if (values === undefined) return answerError(400, 21_656, 'The ContentVariables Parameter is invalid');
  if (content.approved)
    return { body: content.friendlyName, media: false, make: () => Promise.resolve({ message: templateOf(content, values) }) };
  const rendered = renderContent(content, variables);
  return { body: 'body' in rendered ? rendered.body : '', media: false, make: () => Promise.resolve(rendered) };
}

function templateOf(content: LedgerContent, values: Readonly<Record<string, string>>): WireObject {
  const parameters = Object.entries(values).map(([name, text]) => ({
    type: 'text',
    ...(/^\d+$/.test(name) ? {} : { parameter_name: name }),
    text,
  }));
  return {
    type: 'template',
    template: {
      name: content.sid.toLowerCase(),
      language: { code: content.language },
      ...(parameters.length === 0 ? {} : { components: [{ type: 'body', parameters }] }),
    },
  };
}

async function handOn(
  desk: Desk,
  account: TwilioAccount,
  message: LedgerMessage,
  [, phone, user]: RegExpExecArray,
  plan: Plan,
): Promise<void> {
  const made = await plan.make();
  if ('code' in made) return tellStatus(desk, message, 'failed', made);
  const answer = await desk.behind().fetch(
    new Request(`http://whatsapp.invalid/v25.0/${phoneNumberIdOf(account)}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessTokenOf(account)}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        ...(phone === undefined ? { recipient: user } : { to: `+${phone}` }),
        ...made.message,
        biz_opaque_callback_data: message.sid,
      }),
    }),
  );
  const json: unknown = answer.type === 'error' ? undefined : await answer.json().catch(() => undefined);
  const found = json as { messages?: { id: string }[]; error?: { code: number; message: string } } | undefined;
  const wamid = found?.messages?.[0]?.id;
  if (wamid !== undefined) message.wamid = wamid;
  else
    tellStatus(desk, message, 'failed', { code: theirCode(found?.error?.code), text: found?.error?.message ?? 'Channel provider error' });
  desk.save();
}

const codes: ReadonlyMap<number, number> = new Map([
  [131_047, 63_016],
  [131_026, 63_024],
  [131_021, 63_031],
  [131_050, 21_610],
  [131_049, 63_049],
  [131_056, 63_018],
  [130_429, 63_018],
  [131_053, 63_019],
  [131_052, 63_019],
  [132_000, 63_028],
  [132_001, 63_027],
  [131_009, 63_021],
  [100, 63_021],
]);

/** How Twilio calls what WhatsApp says. */
export function theirCode(code: number | undefined): number {
  return codes.get(code ?? 0) ?? 63_012;
}

function digits(text: string | null): string {
  return (text ?? '').replace(/\D/g, '');
}
