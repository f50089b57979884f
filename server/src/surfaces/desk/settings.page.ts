/** Connections with their state and last four characters, and the webhook addresses to paste. Shows no secret whole, changes nothing. */
import type { ConnectionView } from '@parley/contract/api/connections.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import { type DeskFrame, deskPage } from './layout.page.ts';
import { chip, type Tone } from './list-parts.page.ts';
import { say, sayCode } from './words.ts';

const tones: Readonly<Record<ConnectionView['state'], Tone>> = { missing: 'plain', untested: 'wait', working: 'good', failing: 'bad' };
/** The courier refuses its own name in the address. */
const doors = [
  ['whatsapp', 'whatsapp'],
  ['razorpay', 'razorpay'],
  ['shiprocket', 'courier'],
] as const;

export function settingsPage(frame: DeskFrame, connections: readonly ConnectionView[], publicUrl: string): Html {
  const { shop } = frame;
  const connected = connections.filter((each) => each.state !== 'missing');
  const others = connections.filter((each) => each.state === 'missing');
  return deskPage(
    frame,
    { here: 'settings', title: say('settings.title') },
    html`<header class="head"><h1>${say('settings.title')}</h1></header>
<div class="narrow"><section class="card"><h2>${say('settings.shop')}</h2><dl class="pairs"><dt>${say('settings.window')}</dt><dd><a href="/${shop.slug}" target="_blank" rel="noopener">${publicUrl}/${shop.slug}</a></dd><dt>${say('settings.number')}</dt><dd>${shop.whatsappNumber ?? '–'}</dd><dt>${say('settings.currency')}</dt><dd>${shop.currency}</dd><dt>${say('settings.zone')}</dt><dd>${shop.timeZone}</dd></dl></section>
<section class="card"><h2>${say('settings.connections')}</h2><ul class="connections">${connected.map((each) => connectionRow(frame, each))}${others.map((each) => connectionRow(frame, each))}</ul><p class="quiet small">${say('settings.how')}</p></section>
<section class="card"><h2>${say('settings.webhooks')}</h2><p class="quiet">${say('settings.webhooks.text')}</p><dl class="pairs">${doors.map(([kind, path]) => html`<dt>${sayCode('kind', kind)}</dt><dd><code>${publicUrl}/webhooks/${path}/${shop.slug}</code></dd>`)}</dl></section></div>`,
  );
}

function connectionRow(frame: DeskFrame, view: ConnectionView): Html {
  const fields = Object.entries(view.fields);
  return html`<li data-row="${view.kind}"><span class="line"><strong>${sayCode('kind', view.kind)}</strong>${chip(tones[view.state], sayCode('connection', view.state))}${view.tested_at ? html`<span class="sub">${frame.format.time(new Date(view.tested_at))}</span>` : ''}</span>${view.failure ? html`<p class="notice bad">${view.failure}</p>` : ''}${fields.length > 0 ? html`<dl class="pairs small">${fields.map(([name, value]) => html`<dt>${name.replaceAll('_', ' ')}</dt><dd><code>${value}</code></dd>`)}</dl>` : ''}</li>`;
}
