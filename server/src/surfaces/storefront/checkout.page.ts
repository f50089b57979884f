/** The checkout's two screens: where to, and what it costs. Forms only; every state can be reached without script. */

import { add, type Money } from '@parley/contract/values/money.ts';
import type { CheckoutTotals, CheckoutView } from '../../domains/orders/index.ts';
import type { GatewayName } from '../../domains/payments/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import { type AddressField, type AddressForm, type AddressProblem, addressFields, type FieldName, whoFields } from './address-fields.ts';
import { type Frame, layout } from './layout.page.ts';
import { payWith } from './pay-with.page.ts';
import type { WordKey } from './words/en.ts';

export interface AddressScreen {
  readonly view: CheckoutView;
  readonly country: string;
  readonly method: 'delivery' | 'pickup';
  readonly form: AddressForm;
  readonly problems: readonly AddressProblem[];
  readonly notice?: Html;
}

export function addressPage(frame: Frame, screen: AddressScreen): Html {
  const { speech, shop } = frame;
  const { say } = speech;
  const choice = (method: 'delivery' | 'pickup', label: WordKey, hint: WordKey) =>
    html`<label class="choice"><input type="radio" name="method" value="${method}"${screen.method === method ? html` checked` : ''}><span><b>${say(label)}</b><span class="quiet small">${say(hint, { shop: shop.name })}</span></span></label>`;
  const fields = (list: readonly AddressField[]) =>
    fieldRows(list).map((row) =>
      row.length === 1
        ? row.map((field) => fieldOf(frame, screen, field))
        : html`<div class="pair">${row.map((field) => fieldOf(frame, screen, field))}</div>`,
    );
  return layout(
    frame,
    html`${steps(frame, 'step.address')}
<h1>${say('checkout.title')}</h1>
${screen.notice ?? ''}
${screen.problems.length > 0 ? html`<div class="notice bad" role="alert"><p>${say('problem.fields')}</p></div>` : ''}
<form method="post" action="/checkout/${screen.view.id}/delivery" novalidate>
<fieldset><legend>${say('checkout.how')}</legend><div class="choices">${choice('delivery', 'method.delivery', 'method.delivery.hint')}${choice('pickup', 'method.pickup', 'method.pickup.hint')}</div></fieldset>
<fieldset><legend>${say('address.who')}</legend>${fields(whoFields)}</fieldset>
<fieldset class="only-delivery"><legend>${say('address.where')}</legend>${fields(addressFields(screen.country))}</fieldset>
<details class="card"><summary>${say('your_order')} · ${speech.money(screen.view.cart.subtotal)}</summary>${lines(frame, screen.view)}</details>
${totalSoFar(frame, screen)}
</form>`,
  );
}

/** What it costs as far as is known: with delivery once the chat has asked for its price. */
function totalSoFar(frame: Frame, screen: AddressScreen): Html {
  const { money, say } = frame.speech;
  const { cart, quote } = screen.view;
  const price = screen.method === 'delivery' && quote?.state === 'served' ? quote.price : undefined;
  const shown = price
    ? html`<small>${say('total')}</small><b>${money(add(cart.subtotal, price))}</b>`
    : html`<small>${say('items')}</small><b>${money(cart.subtotal)}</b>`;
  return html`<div class="bar"><div><div class="sum">${shown}</div><button class="button">${say('continue')}</button></div></div>`;
}

export interface ReviewScreen {
  readonly view: CheckoutView;
  readonly delivery: Money;
  readonly totals: CheckoutTotals;
  /** Those that fit this customer, the shop's favourite first. */
  readonly gateways: readonly GatewayName[];
  readonly notice?: Html;
}

export function reviewPage(frame: Frame, screen: ReviewScreen): Html {
  const { speech, shop } = frame;
  const { say } = speech;
  const { view, totals } = screen;
  const { total } = totals;
  const isCod = view.paymentMethod === 'cod';
  const quote = view.quote;
  const days = quote?.estimatedDays;
  return layout(
    frame,
    html`${steps(frame, 'step.review')}
<h1>${say('your_order')}</h1>
${screen.notice ?? ''}
<section class="card">${lines(frame, view)}
<dl class="sums"><dt>${say('items')}</dt><dd>${speech.money(view.cart.subtotal)}</dd><dt>${say('delivery')}</dt><dd>${screen.delivery.minor === 0n ? say('delivery.free') : speech.money(screen.delivery)}</dd>${addedTax(frame, totals)}<dt class="total">${say('total')}</dt><dd class="total">${speech.money(total)}</dd>${taxWithin(frame, totals)}</dl></section>
<section class="card"><header><h2>${view.deliveryMethod === 'pickup' ? say('picked_up_at', { shop: shop.name }) : say('delivered_to')}</h2><a href="/checkout/${view.id}?change=address">${say('change')}</a></header>
${view.address ? addressBlock(view.address, view.deliveryMethod === 'pickup') : ''}
${view.deliveryMethod === 'delivery' && days !== undefined ? html`<p class="quiet small">${say(days === 1 ? 'delivery.day' : 'delivery.days', { days, courier: quote?.courierName ?? '' })}</p>` : ''}</section>
<p class="quiet small">${say(isCod ? 'cod.note' : totals.pricesIncludeTax ? 'pay.note' : 'pay.plain_note')}</p>
${isCod || totals.mayPayOnDelivery ? payByForm(frame, view, isCod ? 'prepaid' : 'cod') : ''}
<form method="post" action="/checkout/${view.id}/pay"><input type="hidden" name="expected_total" value="${total.minor}">
${isCod ? '' : payWith(frame, screen.gateways)}
<div class="bar"><div><div class="sum"><small>${say('total')}</small><b>${speech.money(total)}</b></div><button class="button">${say(isCod ? 'cod.order' : 'pay', { amount: speech.money(total) })}</button></div></div></form>`,
  );
}

/** The other way to pay: asks the courier anew, whose price and places differ for cash on delivery. */
export function payByForm(frame: Frame, view: Pick<CheckoutView, 'id'>, method: 'prepaid' | 'cod'): Html {
  return html`<form method="post" action="/checkout/${view.id}/method"><input type="hidden" name="payment_method" value="${method}"><button class="button plain">${frame.speech.say(method === 'cod' ? 'cod.choose' : 'cod.online')}</button></form>`;
}

type Tax = Pick<CheckoutTotals, 'tax' | 'pricesIncludeTax'>;

/** A line of the sum, where prices are without tax. */
export function addedTax({ speech }: Frame, { tax, pricesIncludeTax }: Tax): Html | '' {
  return pricesIncludeTax || tax.minor === 0n ? '' : html`<dt>${speech.say('tax.added')}</dt><dd>${speech.money(tax)}</dd>`;
}

/** A remark under the sum, where prices carry it. */
export function taxWithin({ speech }: Frame, { tax, pricesIncludeTax }: Tax): Html | '' {
  return pricesIncludeTax && tax.minor > 0n
    ? html`<dt class="quiet small">${speech.say('tax.of_which')}</dt><dd class="quiet small">${speech.money(tax)}</dd>`
    : '';
}

function addressBlock(address: NonNullable<CheckoutView['address']>, whoOnly: boolean): Html {
  const rows = whoOnly
    ? [address.name, `+${address.phone}`]
    : [
        address.name,
        address.line1,
        address.line2,
        address.landmark,
        [address.city, address.state, address.postalCode].filter(Boolean).join(', '),
        `+${address.phone}`,
      ];
  return html`<p>${rows.filter(Boolean).map((row, index) => html`${index > 0 ? html`<br>` : ''}${row}`)}</p>`;
}

export function lines(frame: Frame, view: Pick<CheckoutView, 'cart'>): Html {
  return html`<ul class="lines">${view.cart.lines.map((line) => lineRow(frame, { name: line.variant.productName, options: line.variant.optionLabel, quantity: line.quantity, total: line.total }))}</ul>`;
}

export function lineRow(
  frame: Frame,
  line: { readonly name: string; readonly options: string; readonly quantity: number; readonly total: Money },
): Html {
  return html`<li><span class="count">${line.quantity} ×</span><span>${line.name}</span><span>${frame.speech.money(line.total)}</span>${line.options ? html`<span class="options">${line.options}</span>` : ''}</li>`;
}

function steps(frame: Frame, current: WordKey): Html {
  const all: readonly WordKey[] = ['step.address', 'step.review', 'step.pay'];
  const at = all.indexOf(current);
  return html`<ol class="steps">${all.map((step, index) => html`<li${index === at ? html` aria-current="step"` : index < at ? html` class="done"` : ''}>${frame.speech.say(step)}</li>`)}</ol>`;
}

function fieldRows(list: readonly AddressField[]): AddressField[][] {
  const rows: AddressField[][] = [];
  for (const field of list) {
    const last = rows.at(-1);
    if (last?.length === 1 && last[0]?.half) last.push(field);
    else rows.push([field]);
  }
  return rows;
}

function fieldOf(frame: Frame, screen: AddressScreen, field: AddressField): Html {
  const { say } = frame.speech;
  const problem = screen.problems.find((each) => each.field === field.name);
  const value = screen.form[field.name] ?? '';
  const id = `field-${field.name}`;
  const described = problem ? `${id}-problem` : field.hint ? `${id}-hint` : undefined;
  const isFirstProblem = problem !== undefined && problem === screen.problems[0];
  const aria = html`${isFirstProblem ? html` autofocus` : ''}${described ? html` aria-describedby="${described}"` : ''}${problem ? html` aria-invalid="true"` : ''}`;
  return html`<div class="field${problem ? ' wrong' : ''}"><label for="${id}">${say(field.label)}${field.required ? '' : html` <span class="optional">(${say('optional')})</span>`}</label>
${field.options ? selectOf(frame, field, id, value, aria) : html`<input type="${field.inputMode === 'tel' ? 'tel' : 'text'}" id="${id}" name="${field.name}" value="${value}" autocomplete="${field.autocomplete}" inputmode="${field.inputMode}" enterkeyhint="next"${aria}>`}
${problem ? html`<p class="problem" id="${id}-problem">${say(problem.key, problem.values)}</p>` : field.hint ? html`<p class="hint" id="${id}-hint">${say(field.hint)}</p>` : ''}</div>`;
}

function selectOf(frame: Frame, field: AddressField, id: string, value: string, aria: Html): Html {
  return html`<select id="${id}" name="${field.name}" autocomplete="${field.autocomplete}"${aria}><option value="">${frame.speech.say('address.state.choose')}</option>${(field.options ?? []).map((option) => html`<option${option === value ? html` selected` : ''}>${option}</option>`)}</select>`;
}

/** What the form shows before anything was typed: the customer's last address, or what the chat already told. */
export function prefill(
  view: CheckoutView,
  customer: { readonly name?: string; readonly phone?: string },
  place: { readonly city?: string; readonly state: string } | undefined,
): AddressForm {
  const last = view.address;
  const shown: Partial<Record<FieldName, string>> = {
    name: last?.name ?? customer.name ?? '',
    phone: last?.phone ? `+${last.phone}` : customer.phone ? `+${customer.phone}` : '',
    postal_code: view.postalCode ?? last?.postalCode ?? '',
  };
  // An address of another postal code would mislead: only who receives it is kept.
  if (last && (view.postalCode === undefined || view.postalCode === last.postalCode)) {
    return { ...shown, line1: last.line1, line2: last.line2 ?? '', landmark: last.landmark ?? '', city: last.city, state: last.state };
  }
  return { ...shown, city: place?.city ?? '', state: place?.state ?? '' };
}
