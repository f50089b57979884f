/**
 * The payment page of every stand-in, as a customer's browser opens it: a plain page with plain forms, no script. Each gateway says what
 * stands on it; the rules of money live elsewhere.
 */
import { type Html, html } from '../../../foundation/html/html.ts';

/** What the page says after a button was pressed. */
export type Notice = 'failed' | 'left' | 'lost' | undefined;

export interface PayPage {
  readonly merchantName: string;
  readonly amount: string;
  /** Of what is bought; nothing is written for empty ones. */
  readonly description?: string;
  readonly reference: string;
  readonly notice: Notice;
  /** What a failed try and a browser that went away are told here. */
  readonly words: Readonly<Record<'failed' | 'left', Html>>;
  /** The form while it can be paid, how it ended otherwise. */
  readonly body: Html;
  /** `the payment gateway` */
  readonly standsInFor: string;
}

export function payPage(page: PayPage): Html {
  const { merchantName, amount, description = '', reference, notice, words } = page;
  const lost = html`<b>The payment went through</b>, and the browser did not find its way back to the shop.`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Pay ${amount} to ${merchantName}</title>
<link rel="stylesheet" href="pay.css">
</head>
<body>
<main>
<header>
<span class="mark" aria-hidden="true">${merchantName.slice(0, 1).toUpperCase()}</span>
<div><p class="quiet">Paying</p><h1>${merchantName}</h1></div>
</header>
<section class="sum" aria-label="Amount">
<p class="amount">${amount}</p>
${description !== '' && html`<p>${description}</p>`}
${reference !== '' && html`<p class="quiet">Reference ${reference}</p>`}
</section>
${notice && html`<p class="notice ${notice}" role="status">${{ ...words, lost }[notice]}</p>`}
${page.body}
<footer><p class="quiet">This page stands in for ${page.standsInFor}. No money moves here.</p></footer>
</main>
</body>
</html>`;
}

/** For an address under which nothing is paid; `thing` is what one looks for there. */
export function unknownPage(thing: string): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>No such ${thing}</title><link rel="stylesheet" href="pay.css"></head>
<body><main><section class="state"><h2>There is no such ${thing}</h2>
<p>Check the address, or ask the shop for a new link.</p></section></main></body></html>`;
}

export interface PayForm<Way extends string> {
  /** Of what is paid, as in the page's own address. */
  readonly id: string;
  readonly amount: string;
  /** The name of the choice in the form. */
  readonly choice: string;
  /** The first is chosen. */
  readonly ways: readonly Way[];
  readonly names: Readonly<Record<Way, readonly [name: string, hint: string]>>;
  readonly until: string;
  readonly others: readonly OtherButton[];
}

/** Action, label, and what will happen. */
export type OtherButton = readonly [action: string, label: string, meaning: string];

export function payForm<Way extends string>({ id, amount, choice, ways, names, until, others }: PayForm<Way>): Html {
  const choices = ways.map((way, index) => {
    const [name, hint] = names[way];
    return html`<label class="method"><input type="radio" name="${choice}" value="${way}"${index === 0 && html` checked`}>
<span><b>${name}</b><small>${hint}</small></span></label>
`;
  });
  return html`<form method="post" action="${encodeURIComponent(id)}/press">
<fieldset><legend>Pay with</legend>${choices}</fieldset>
<button class="primary" name="action" value="pay">Pay ${amount}</button>
<p class="quiet until">${until}</p>
<details><summary>Let something else happen</summary>
${otherButtons(others)}</details>
</form>`;
}

export function otherButtons(buttons: readonly OtherButton[]): Html {
  const each = buttons.map(
    ([action, label, meaning]) => html`<button name="action" value="${action}">${label}<small>${meaning}</small></button>
`,
  );
  return html`<div class="others">
${each}</div>`;
}

export function paidState(amount: string): Html {
  return html`<section class="state paid"><h2>Paid</h2><p>${amount} has been received. You can close this page.</p></section>`;
}
