/** What a browser can do at the payment page: open it, press a button, be sent back. The entrance faults of the API do not reach here. */
import { type Route, type RouteCall, route } from '../../../simulation/router.ts';
import { type LinkEntity, type PaymentEntity, type PaymentMethod, paymentMethods } from './entities.ts';
import { type HostedNotice, hostedActions, hostedPage, returnAddress, unknownPage } from './hosted-page.ts';
import { hostedPageCss } from './hosted-page-style.ts';
import { currentLink, type Desk } from './payment-links.ts';
import { failLink, payLink } from './payments.ts';

export function hostedRoutes(desk: Desk): readonly Route[] {
  return [
    route(
      'GET',
      '/l/pay.css',
      () => new Response(hostedPageCss, { headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=300' } }),
    ),
    route('GET', '/l/:id', ({ params, url }) => {
      const record = currentLink(desk, params['id'] ?? '');
      if (!record) return page(unknownPage(), 404);
      const account = desk.ledger.accounts.get(record.owner);
      return page(hostedPage(record.entity, account?.merchantName ?? 'the shop', noticeOf(url.searchParams.get('result'))));
    }),
    route('POST', '/l/:id/press', (call) => press(desk, call)),
  ];
}

async function press(desk: Desk, { request, params }: RouteCall): Promise<Response> {
  const record = currentLink(desk, params['id'] ?? '');
  if (!record) return page(unknownPage(), 404);
  const form = new URLSearchParams(await request.text());
  const action = hostedActions.find((each) => each === form.get('action')) ?? 'pay';
  const method: PaymentMethod = paymentMethods.find((each) => each === form.get('method')) ?? 'upi';
  const link = record.entity;
  if (action === 'leave') return backToPage(link, 'left');
  if (action === 'fail') {
    failLink(desk, link.id, { method });
    return backToPage(link, 'failed');
  }
  const paid = payLink(desk, link.id, { method });
  // Somebody was faster, or time was: the page itself tells how the link stands now.
  if (!paid.ok) return backToPage(link, undefined);
  if (action === 'twice') payLink(desk, link.id, { method, late: true });
  return action === 'lost' ? backToPage(link, 'lost') : back(desk, record.owner, link, paid.value);
}

function back(desk: Desk, owner: string, link: LinkEntity, payment: PaymentEntity): Response {
  const account = desk.ledger.accounts.get(owner);
  const address = account && returnAddress(link, payment, account.keySecret);
  return address === undefined ? backToPage(link, undefined) : seeOther(address);
}

/** Relative, so that it holds under whatever prefix the stand-in is mounted. */
function backToPage(link: LinkEntity, notice: HostedNotice): Response {
  return seeOther(`../${link.id}${notice === undefined ? '' : `?result=${notice}`}`);
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
