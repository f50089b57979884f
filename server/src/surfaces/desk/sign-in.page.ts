/** Signing in; in the sandbox with one button for the demo owner, its address and password in plain sight. */
import { type Html, html } from '../../foundation/html/html.ts';
import type { DemoSignIn } from './desk-deps.ts';
import { barePage } from './layout.page.ts';
import { say } from './words.ts';

export interface SignInScreen {
  readonly to: string;
  readonly email: string;
  readonly problem?: string;
  readonly demo?: DemoSignIn;
}

export function signInPage(screen: SignInScreen): Html {
  const { demo } = screen;
  return barePage(
    `${say('sign_in.title')} · Parley`,
    html`<section class="card sign-in"><span class="mark big" aria-hidden="true">P</span><h1>${say('sign_in.title')}</h1><p class="quiet">${say('sign_in.text')}</p>
${screen.problem ? html`<p class="notice bad" role="alert">${screen.problem}</p>` : ''}
${demo ? demoPart(demo, screen.to) : ''}
<form method="post" action="/app/sign-in"><input type="hidden" name="to" value="${screen.to}"><label for="email">${say('sign_in.email')}</label><input type="email" id="email" name="email" value="${screen.email}" autocomplete="username" required maxlength="254"><label for="password">${say('sign_in.password')}</label><input type="password" id="password" name="password" autocomplete="current-password" required maxlength="200"><button class="button${demo ? ' plain' : ''}">${say('sign_in.button')}</button></form></section>`,
  );
}

function demoPart(demo: DemoSignIn, to: string): Html {
  const form = (email: string, name: string, isPlain: boolean) =>
    html`<form method="post" action="/app/sign-in"><input type="hidden" name="to" value="${to}"><input type="hidden" name="demo" value="${email}"><button class="button${isPlain ? ' plain' : ''}">${name}</button></form>`;
  const others = demo.merchants.filter((each) => each.email !== demo.email);
  return html`<div class="demo">${form(demo.email, say('sign_in.demo.button'), false)}<p class="quiet small">${say('sign_in.demo')}<br><code>${demo.email}</code> · <code>${demo.password}</code></p>
${others.length > 0 ? html`<p class="quiet small">${say('sign_in.demo.other')}</p><div class="row">${others.map((each) => form(each.email, each.name, true))}</div>` : ''}</div><p class="or quiet small">${say('sign_in.own')}</p>`;
}
