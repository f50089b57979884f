/**
 * What a browser can do at a payment page: open it, press a button, be sent on. The entrance faults of the API do not reach here, and
 * what a button does is the gateway's own.
 */
import type { Html } from '../../../foundation/html/html.ts';
import { type Route, route } from '../../simulation/router.ts';
import { type Notice, unknownPage } from './page.ts';
import { payPageCss } from './style.ts';

export interface PayPageRoutes<T> {
  /** `/l`; what is paid stands under it by its id. */
  readonly path: string;
  /** What one pays here, for who looks for one that is not there. */
  readonly thing: string;
  /** CSS over the common sheet, so that it shows whose page it is. */
  readonly colours?: string;
  readonly find: (id: string) => T | undefined;
  readonly show: (found: T, notice: Notice) => Html;
  /** Does what the button says. Answers the address the browser leaves for, or what the page says next. */
  readonly press: (found: T, form: URLSearchParams) => { readonly leavesFor: string } | Notice;
}

export function payPageRoutes<T>({ path, thing, colours = '', find, show, press }: PayPageRoutes<T>): readonly Route[] {
  const css = `${payPageCss}${colours}`;
  return [
    route(
      'GET',
      `${path}/pay.css`,
      () => new Response(css, { headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=300' } }),
    ),
    route('GET', `${path}/:id`, ({ params, url }) => {
      const found = find(params['id'] ?? '');
      return found === undefined ? page(unknownPage(thing), 404) : page(show(found, noticeOf(url.searchParams.get('result'))));
    }),
    route('POST', `${path}/:id/press`, async ({ request, params: { id = '' } }) => {
      const found = find(id);
      if (found === undefined) return page(unknownPage(thing), 404);
      const next = press(found, new URLSearchParams(await request.text()));
      return seeOther(typeof next === 'object' ? next.leavesFor : backToPage(id, next));
    }),
  ];
}

/** Relative, so that it holds under whatever prefix the stand-in is mounted. */
function backToPage(id: string, notice: Notice): string {
  return `../${encodeURIComponent(id)}${notice === undefined ? '' : `?result=${notice}`}`;
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}

function page(content: Html, status = 200): Response {
  return new Response(content.toString(), { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
}

function noticeOf(result: string | null): Notice {
  return result === 'failed' || result === 'left' || result === 'lost' ? result : undefined;
}
