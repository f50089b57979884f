/** What a browser can do at the payment page: open it, press a button, be sent back. The entrance faults of the API do not reach here. */
import { type Route, type RouteCall, route } from '../../../simulation/router.ts';
import { hostedPageCss } from '../../razorpay/simulator/hosted-page-style.ts';
import { channels, type TransactionEntity } from './entities.ts';
import { type HostedNotice, hostedActions, hostedPage, paystackCss, returnAddress, unknownPage } from './hosted-page.ts';
import { type Desk, decline, pay } from './transactions.ts';

export function hostedRoutes(desk: Desk): readonly Route[] {
  return [
    route(
      'GET',
      '/c/pay.css',
      () =>
        new Response(`${hostedPageCss}${paystackCss}`, {
          headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=300' },
        }),
    ),
    route('GET', '/c/:code', ({ params, url }) => {
      const record = desk.ledger.byCode.get(params['code'] ?? '');
      if (!record) return page(unknownPage(), 404);
      const account = desk.ledger.accountOf(record.integration);
      return page(hostedPage(record.entity, account?.merchantName ?? 'the shop', noticeOf(url.searchParams.get('result'))));
    }),
    route('POST', '/c/:code/press', (call) => press(desk, call)),
  ];
}

async function press(desk: Desk, { request, params }: RouteCall): Promise<Response> {
  const record = desk.ledger.byCode.get(params['code'] ?? '');
  if (!record) return page(unknownPage(), 404);
  const form = new URLSearchParams(await request.text());
  const action = hostedActions.find((each) => each === form.get('action')) ?? 'pay';
  const channel = channels.find((each) => each === form.get('channel')) ?? 'card';
  if (action === 'leave') return backToPage(record.entity, 'left');
  if (action === 'fail') {
    decline(desk, record);
    return backToPage(record.entity, 'failed');
  }
  const paid = pay(desk, record, { channel, bearsFees: action === 'fees' });
  // Somebody was faster: the page itself tells how it stands now.
  if (!paid.ok) return backToPage(record.entity, undefined);
  if (action === 'lost') return backToPage(record.entity, 'lost');
  const address = returnAddress(paid.value);
  return address === undefined ? backToPage(record.entity, undefined) : seeOther(address);
}

/** Relative, so that it holds under whatever prefix the stand-in is mounted. */
function backToPage({ access_code: code }: TransactionEntity, notice: HostedNotice): Response {
  return seeOther(`../${code}${notice === undefined ? '' : `?result=${notice}`}`);
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
