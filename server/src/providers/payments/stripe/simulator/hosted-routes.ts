/** What a browser can do at the payment page: open it, press a button, be sent back. The entrance faults of the API do not reach here. */

import { type Route, type RouteCall, route } from '../../../simulation/router.ts';
import { hostedPageCss } from '../../razorpay/simulator/hosted-page-style.ts';
import { type PaymentMethod, paymentMethods, type SessionEntity } from './entities.ts';
import { type HostedNotice, hostedActions, hostedPage, returnAddress, unknownPage } from './hosted-page.ts';
import { failSession, paySession, settleSession } from './payments.ts';
import { currentSession, type Desk } from './sessions.ts';

/** The sheet of the other payment pages in another colour, so that it shows whose page it is. */
const css = `${hostedPageCss}
:root { --leaf: #5046d6; --leaf-wash: #ecebfb; }
@media (prefers-color-scheme: dark) { :root { --leaf: #9d97f5; --leaf-ink: #0d0b2b; --leaf-wash: #1f1d40; } }
`;

export function hostedRoutes(desk: Desk): readonly Route[] {
  return [
    route(
      'GET',
      '/c/pay/pay.css',
      () => new Response(css, { headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=300' } }),
    ),
    route('GET', '/c/pay/:id', ({ params, url }) => {
      const record = currentSession(desk, params['id'] ?? '');
      if (!record) return page(unknownPage(), 404);
      const account = desk.ledger.accounts.get(record.owner);
      return page(hostedPage(record, account?.merchantName ?? 'the shop', noticeOf(url.searchParams.get('result'))));
    }),
    route('POST', '/c/pay/:id/press', (call) => press(desk, call)),
  ];
}

async function press(desk: Desk, { request, params }: RouteCall): Promise<Response> {
  const record = currentSession(desk, params['id'] ?? '');
  if (!record) return page(unknownPage(), 404);
  const form = new URLSearchParams(await request.text());
  const action = hostedActions.find((each) => each === form.get('action')) ?? 'pay';
  const method: PaymentMethod = paymentMethods.find((each) => each === form.get('method')) ?? 'card';
  const session = record.entity;
  switch (action) {
    case 'leave':
      return backToPage(session, 'left');
    case 'fail':
      failSession(desk, session.id, method);
      return backToPage(session, 'failed');
    case 'arrives':
    case 'bounces':
      settleSession(desk, session.id, action === 'arrives' ? 'succeeded' : 'failed');
      return backToPage(session, undefined);
    default: {
      const paid = paySession(desk, session.id, { method });
      // Somebody was faster, or time was: the page itself tells how the session stands now.
      if (!paid.ok) return backToPage(session, undefined);
      if (action === 'twice') paySession(desk, session.id, { method, late: true });
      return action === 'lost' ? backToPage(session, 'lost') : seeOther(returnAddress(session));
    }
  }
}

/** Relative, so that it holds under whatever prefix the stand-in is mounted. */
function backToPage(session: SessionEntity, notice: HostedNotice): Response {
  return seeOther(`../${session.id}${notice === undefined ? '' : `?result=${notice}`}`);
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}

function page(html: string, status = 200): Response {
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
}

function noticeOf(result: string | null): HostedNotice {
  return result === 'failed' || result === 'left' || result === 'lost' ? result : undefined;
}
