/** Twilio's addresses: who is asking, for which account, and which part answers. No rule of messaging is written here. */
import { type Route, type RouteCall, route } from '../../../simulation/router.ts';
import { answerError } from './answers.ts';
import { approveContent, createContent, listContents, removeContent, showContent } from './content-api.ts';
import { accessTokenOf, accountOf, type Desk, phoneNumberIdOf } from './desk.ts';
import { listMedia, listMessages, showMessage } from './list-messages.ts';
import { fromStorage, redirectToStorage } from './media.ts';
import { sendMessage } from './send-message.ts';

type Answer = Promise<Response> | Response;

export function twilioRoutes(desk: Desk): readonly Route[] {
  const asked =
    (answer: (account: string, call: RouteCall) => Answer) =>
    (call: RouteCall): Answer => {
      const account = authorised(desk, call.request);
      const named = call.params['account']?.replace(/\.json$/, '');
      if (account === undefined) return answerError(401, 20_003, 'Authenticate');
      if (named !== undefined && named !== account) return answerError(404, 20_404, 'The requested resource was not found');
      const waitS = call.request.method === 'GET' ? desk.takeRead() : undefined;
      return waitS === undefined ? answer(account, call) : tooMany(waitS);
    };
  const accounts = '/2010-04-01/Accounts/:account';
  return [
    route(
      'GET',
      accounts,
      asked((account) => describeAccount(desk, account)),
    ),
    route(
      'POST',
      `${accounts}/Messages.json`,
      asked((account, { request }) => sendMessage(desk, account, request)),
    ),
    route(
      'GET',
      `${accounts}/Messages.json`,
      asked((account, { url }) => listMessages(desk, account, url)),
    ),
    route(
      'GET',
      `${accounts}/Messages/:sid`,
      asked((account, { params }) => showMessage(desk, account, params['sid'] ?? '')),
    ),
    route(
      'GET',
      `${accounts}/Messages/:sid/Media.json`,
      asked((account, { params }) => listMedia(desk, account, params['sid'] ?? '')),
    ),
    route(
      'GET',
      `${accounts}/Messages/:sid/Media/:media`,
      asked((account, { params }) => redirectToStorage(desk, account, params['sid'] ?? '', params['media'] ?? '')),
    ),
    route('GET', '/temporary/:sid/:media', ({ request, params }) => fromStorage(desk, params['sid'] ?? '', params['media'] ?? '', request)),
    route(
      'POST',
      '/v2/Indicators/Typing.json',
      asked((account, { request }) => showTyping(desk, account, request)),
    ),
    route(
      'POST',
      '/v1/Content',
      asked((account, { request }) => createContent(desk, account, request)),
    ),
    route(
      'GET',
      '/v1/ContentAndApprovals',
      asked((account, { url }) => listContents(desk, account, url)),
    ),
    route(
      'GET',
      '/v1/Content/:sid',
      asked((account, { params }) => showContent(desk, account, params['sid'] ?? '')),
    ),
    route(
      'DELETE',
      '/v1/Content/:sid',
      asked((account, { params }) => removeContent(desk, account, params['sid'] ?? '')),
    ),
    route(
      'POST',
      '/v1/Content/:sid/ApprovalRequests/whatsapp',
      asked((account, { params, request }) => approveContent(desk, account, params['sid'] ?? '', request)),
    ),
  ];
}

function tooMany(waitS: number): Response {
  const refusal = answerError(429, 20_429, 'Too Many Requests');
  refusal.headers.set('retry-after', String(waitS));
  return refusal;
}

/** The account whose sid and token were brought. */
function authorised({ ledger }: Desk, request: Request): string | undefined {
  const basic = /^Basic (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  const [sid, token] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return [...ledger.accounts.values()].find((each) => each.accountSid === sid && each.authToken === token)?.accountSid;
}

function describeAccount({ ledger }: Desk, sid: string): Response {
  const found = [...ledger.accounts.values()].find((each) => each.accountSid === sid);
  return Response.json({ sid, friendly_name: found?.friendlyName ?? '', status: 'active', type: 'Full' });
}

/** Marks the message as read and shows that somebody is typing. */
async function showTyping(desk: Desk, accountSid: string, request: Request): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const message = desk.ledger.messages.get(form.get('messageId') ?? '');
  const account = accountOf(desk, accountSid, message?.to.replace(/\D/g, '') ?? '');
  if (!account || message?.wamid === undefined) return answerError(400, 20_001, 'messageId is not a message of this account');
  const json = { messaging_product: 'whatsapp', status: 'read', message_id: message.wamid, typing_indicator: { type: 'text' } };
  await desk.behind().fetch(
    new Request(`http://whatsapp.invalid/v25.0/${phoneNumberIdOf(account)}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessTokenOf(account)}`, 'content-type': 'application/json' },
      body: JSON.stringify(json),
    }),
  );
  return Response.json({ success: true });
}
