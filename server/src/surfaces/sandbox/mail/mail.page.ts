/** The letter box and one mail in it, as pages. Pure. */
import { type Html, html } from '../../../foundation/html/html.ts';
import type { CaughtMail } from '../../../providers/mail/smtp/simulator.ts';
import { benchPage } from '../layout.page.ts';
import type { SandboxAssets } from '../sandbox-assets.ts';

const parts = { here: 'mail', script: 'mail', styles: ['panels.css', 'mail.css'] } as const;

export function mailListPage(assets: SandboxAssets, mails: readonly CaughtMail[]): Html {
  const row = (mail: CaughtMail): Html => html`<li><a href="/sandbox/mail/${encodeURIComponent(mail.id)}">
<span class="mail-to">${mail.to.join(', ')}</span><b>${mail.subject}</b>${whenOf(mail)}</a></li>`;
  const body = html`<header class="page-head"><div><h1>Mail</h1>
<p class="quiet">Invitations and lost passwords leave over real SMTP and end here. Nothing reaches the internet.</p></div>
<button class="secondary" id="clear" type="button"${mails.length === 0 && html` disabled`}>Empty the box</button></header>
${
  mails.length > 0
    ? html`<ul class="mails">${mails.map(row)}</ul>`
    : html`<p class="empty mail-none">No mail yet. Invite somebody in <a href="/app">the dashboard</a> and it lies here a moment later.</p>`
}`;
  return benchPage({ ...parts, assets, title: 'Mail', boot: { newest: mails[0]?.id ?? '', count: mails.length }, body });
}

export function mailPage(assets: SandboxAssets, mail: CaughtMail): Html {
  const body = html`<header class="page-head"><div><p class="quiet"><a href="/sandbox/mail">All mails</a></p><h1>${mail.subject}</h1>
<p class="quiet">From ${mail.from} to ${mail.to.join(', ')}, ${whenOf(mail)}</p></div></header>
<iframe class="mail-frame" title="The mail as a page" src="/sandbox/mail/${encodeURIComponent(mail.id)}/page"></iframe>
<details class="mail-plain"><summary>As plain text</summary><pre>${mail.text}</pre></details>`;
  return benchPage({ ...parts, assets, title: mail.subject, boot: {}, body });
}

function whenOf({ at }: CaughtMail): Html {
  return html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
