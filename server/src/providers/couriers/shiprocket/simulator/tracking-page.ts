/** The courier's public page of one parcel: where it is and where it was. It shows no name, phone or street. */
import { statusLabel } from '../states.ts';
import type { ParcelRecord } from './ledger.ts';

export function trackingPage(parcel: ParcelRecord | undefined): string {
  const title = parcel ? `${statusLabel(parcel.statusId)}, ${parcel.awb}` : 'No such parcel';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escape(title)}</title><link rel="stylesheet" href="track.css"></head>
<body><main>${parcel ? parcelHtml(parcel) : '<h1>There is no parcel with this number</h1><p>Check the number, or ask the shop.</p>'}</main></body></html>`;
}

function parcelHtml(parcel: ParcelRecord): string {
  const steps = parcel.activities
    .toReversed()
    .map(
      (step) =>
        `<li><b>${escape(statusLabel(step.statusId))}</b><span>${escape(step.location)}</span><time>${escape(step.date)} IST</time></li>`,
    );
  return `<p class="quiet">${escape(parcel.courierName)} · ${escape(parcel.awb)}</p>
<h1>${escape(statusLabel(parcel.statusId))}</h1>
<p>To ${escape(parcel.to.city)}${parcel.etd === '' || parcel.statusId === 7 ? '' : `, expected ${escape(parcel.etd)}`}</p>
<ol>${steps.join('\n')}</ol>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export const trackingCss = `
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #14211d; --ink-2: #4a5a54; --line: #e4e1d9; --leaf: #0b6b4f; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0e1513; --ink: #eaf1ee; --ink-2: #a9b8b2; --line: #24302c; --leaf: #3fbf95; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 30rem; margin: 0 auto; padding: 24px 16px 32px; }
h1 { margin: 0; font-size: 26px; line-height: 1.2; }
p { margin: 4px 0 0; overflow-wrap: anywhere; }
.quiet { color: var(--ink-2); font-size: 14px; margin: 0 0 4px; font-variant-numeric: tabular-nums; }
ol { list-style: none; margin: 24px 0 0; padding: 0 0 0 20px; border-left: 2px solid var(--line); }
li { position: relative; padding-bottom: 16px; display: grid; color: var(--ink-2); font-size: 14px; }
li::before { content: ""; position: absolute; left: -27px; top: 6px; width: 12px; height: 12px; border-radius: 50%; background: var(--line); }
li:first-child::before { background: var(--leaf); }
li b { color: var(--ink); font-size: 16px; font-weight: 600; }
time { font-size: 13px; font-variant-numeric: tabular-nums; }
`;
