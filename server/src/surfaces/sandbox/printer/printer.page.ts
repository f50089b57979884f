/** The shell of the printer's page; its script fills in what came out. Pure. */
import { type Html, html } from '../../../foundation/html/html.ts';
import { benchPage } from '../layout.page.ts';
import type { SandboxAssets } from '../sandbox-assets.ts';

export function printerPage(assets: SandboxAssets, shop: { readonly name: string; readonly chatPath: string }): Html {
  return benchPage({
    assets,
    here: 'printer',
    title: 'Printer',
    script: 'printer',
    styles: ['panels.css', 'printer.css'],
    body: html`<header class="page-head"><div><h1>Printer</h1>
<p class="quiet">It stands at the counter of ${shop.name}. Send a PDF from <a href="${shop.chatPath}">the phone</a>, pay, and the pages come out here. The print program beside it is the real one.</p></div>
<button class="secondary" id="empty" type="button">Take the pages away</button></header>
<div class="printer-grid"><section class="machine" id="machine" aria-label="The machine"></section>
<section class="tray" aria-labelledby="tray-title"><h2 id="tray-title">Tray</h2><div id="tray" aria-live="polite"></div></section></div>`,
  });
}
