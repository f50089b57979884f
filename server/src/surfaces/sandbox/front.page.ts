/** The sandbox's first page: what this is in one line, three doors, how the stand-ins fare; wide, the phone beside the dashboard. */
import { type Html, html } from '../../foundation/html/html.ts';
import type { FrontPageDeps } from './front-deps.ts';

const drawings = {
  phone: 'M30 8h36a8 8 0 018 8v64a8 8 0 01-8 8H30a8 8 0 01-8-8V16a8 8 0 018-8zM42 15h12M32 32h22v12H32zM42 52h22v12H42z',
  desk: 'M8 18h80v56H8zM8 32h80M28 32v42M38 62V50M50 62V44M62 62V54M74 62V40',
  shop: 'M14 42v42h68V42M8 40l8-26h64l8 26c0 9-13 11-17 2-5 9-18 9-23 0-5 9-18 9-23 0-4 9-17 7-17-2zM40 84V62h16v22',
} as const;

function drawing(name: keyof typeof drawings): Html {
  return html`<svg viewBox="0 0 96 96" aria-hidden="true"><path d="${drawings[name]}"/></svg>`;
}

export function frontPageHtml({ assets, demoSignIn, shopPath, services }: FrontPageDeps): Html {
  const signIn = html`<dl class="sign-in"><div><dt>Email</dt><dd><code>${demoSignIn.email}</code></dd></div><div><dt>Password</dt><dd><code>${demoSignIn.password}</code></dd></div></dl>`;
  const lamps = services.map(
    ({ name, title, about }) =>
      html`<li data-service="${name}"><i class="dot"></i><b>${title}</b><small>${about}</small><span class="lamp-state">…</span></li>`,
  );
  return html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Parley sandbox</title>
<link rel="icon" href="data:,">
${['tokens.css', 'bench.css', 'front.css'].map((name) => html`<link rel="stylesheet" href="${assets.url(name)}">`)}
<script type="module" src="${assets.url('front.js')}"></script>
</head>
<body class="front">
<div class="rail">
<header><span class="brand"><span class="brand-mark" aria-hidden="true"></span>Parley</span>
<h1>A shop that lives in WhatsApp, running whole on this machine.</h1></header>
<nav class="doors" aria-label="Doors">
<a class="door" href="/sandbox/phone">${drawing('phone')}<span><b>Phone</b><small>Write to the shop as a customer</small></span></a>
<a class="door" href="/app">${drawing('desk')}<span><b>Dashboard</b><small>Watch and step in as staff</small></span></a>
<a class="door" href="${shopPath}">${drawing('shop')}<span><b>Shop window</b><small>What the web sees of it</small></span></a>
</nav>
<section class="card-block"><h2>Sign in with</h2>${signIn}</section>
<section class="card-block"><h2>Stand-ins <a href="/sandbox/faults">Faults</a></h2><ul class="lamps" id="lamps">${lamps}</ul>
<p class="small"><a href="/sandbox/courier">Courier’s map and parcels</a> <a href="/sandbox/printer">Printer’s tray</a> <a href="/sandbox/mail">Mail that was sent</a> <a href="/docs">API reference</a></p></section>
</div>
<div class="stage" id="stage" data-frames="${JSON.stringify([
    ['phone', '/sandbox/phone?embed=1', 'The customer’s phone'],
    ['desk', '/app', 'The dashboard'],
  ])}"></div>
</body>
</html>`;
}
