/** The shell of the phone's page: everything a first paint needs, and the data its script begins with as an attribute (no inline script). */

import { type Html, html } from '../../../foundation/html/html.ts';
import type { PhonePerson } from '../../../providers/messaging/whatsapp-cloud/phone.port.ts';
import { sandboxBar } from '../layout.page.ts';
import type { SandboxAssets } from '../sandbox-assets.ts';
import type { BusinessCard } from './views.ts';

export interface PhonePageInput {
  readonly assets: SandboxAssets;
  /** Inside another page: no bar, no body around the screen. */
  readonly embed: boolean;
  readonly boot: { readonly people: readonly PhonePerson[]; readonly businesses: readonly BusinessCard[] };
}

const scripts = (assets: SandboxAssets): readonly string[] =>
  assets.names().filter((name) => /^phone(?:-[\w-]+)?\.js$|^dom\.js$/.test(name));

export function phonePage({ assets, embed, boot }: PhonePageInput): Html {
  return html`<html lang="en" class="${embed ? 'embed' : 'whole'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>The browser phone · Parley sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets.url('tokens.css')}">
<link rel="stylesheet" href="${assets.url('bench.css')}">
<link rel="stylesheet" href="${assets.url('phone.css')}">
<link rel="stylesheet" href="${assets.url('phone-bubbles.css')}">
${scripts(assets).map((name) => html`<link rel="modulepreload" href="${assets.url(name)}">`)}
<script type="module" src="${assets.url('phone.js')}"></script>
</head>
<body>
${!embed && sandboxBar('phone')}
<main id="stage" data-boot="${JSON.stringify(boot)}" data-embed="${embed ? '1' : '0'}">
<noscript><p class="notice">The browser phone needs JavaScript. The shop pages and the checkout do not.</p></noscript>
</main>
</body>
</html>`;
}
