/** What the sandbox's own pages share: head and bar. Shop and dashboard pages look different on purpose. */
import { type Html, type HtmlValue, html } from '../../foundation/html/html.ts';
import type { SandboxAssets } from './sandbox-assets.ts';

const places = [
  ['front', '/', 'Sandbox'],
  ['phone', '/sandbox/phone', 'Phone'],
  ['faults', '/sandbox/faults', 'Faults'],
  ['courier', '/sandbox/courier', 'Courier'],
  ['printer', '/sandbox/printer', 'Printer'],
  ['mail', '/sandbox/mail', 'Mail'],
  ['dashboard', '/app', 'Dashboard'],
] as const;

export type SandboxPlace = (typeof places)[number][0];

export function sandboxBar(here: SandboxPlace): Html {
  const links = places.map(([name, path, title]) => html`<a href="${path}"${name === here && html` aria-current="page"`}>${title}</a>`);
  return html`<header class="bar"><a class="brand" href="/"><span class="brand-mark" aria-hidden="true"></span>Parley</a>
<nav aria-label="Sandbox">${links}</nav><div class="bar-end" id="bar-end"></div></header>`;
}

export interface BenchPageInput {
  readonly assets: SandboxAssets;
  readonly here: SandboxPlace;
  readonly title: string;
  /** Script of the page, without its ending. */
  readonly script: string;
  readonly styles?: readonly string[];
  /** Data its script begins with. */
  readonly boot?: unknown;
  readonly body: HtmlValue;
}

export function benchPage({ assets, here, title, script, styles = [], boot, body }: BenchPageInput): Html {
  return html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · Parley sandbox</title>
<link rel="icon" href="data:,">
${['tokens.css', 'bench.css', ...styles].map((name) => html`<link rel="stylesheet" href="${assets.url(name)}">`)}
<script type="module" src="${assets.url(`${script}.js`)}"></script>
</head>
<body class="${here}">
${sandboxBar(here)}
<main id="main" data-boot="${JSON.stringify(boot ?? {})}">${body}</main>
</body>
</html>`;
}
