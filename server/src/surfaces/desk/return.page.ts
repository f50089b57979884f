/** One return: what comes back and what became of it, what happened, and the one obvious next action. */
import type { Money } from '@parley/contract/values/money.ts';
import type { ReturnDetail, ReturnLine } from '../../domains/returns/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import { icon } from './icons.ts';
import { csrf, type DeskFrame, deskPage } from './layout.page.ts';
import { actorName } from './list-parts.page.ts';
import { mayDo } from './order-acts.ts';
import { type ReturnAct, returnActsFor, returnRoles } from './return-acts.ts';
import { returnChip } from './returns.page.ts';
import { say, sayCode } from './words.ts';

export interface ReturnScreen {
  readonly view: ReturnDetail;
  readonly worth: Money;
  readonly customer: { readonly name: string; readonly phone?: string };
  readonly threadId?: string;
  readonly staffNames: ReadonlyMap<string, string>;
  /** Makes a form sent twice one act. */
  readonly once: string;
}

export function returnPage(frame: DeskFrame, screen: ReturnScreen): Html {
  const { view } = screen;
  return deskPage(
    frame,
    { here: 'returns', title: view.number, refreshes: true },
    html`<a class="back" href="/app/returns">${icon('back')}${say('return.back')}</a>
<header class="head order"><h1>${view.number}</h1>${returnChip(view)}<span class="quiet">${frame.format.time(view.createdAt)}</span></header>
<div class="columns"><div class="middle">${nextStep(frame, screen)}${linesCard(frame, screen)}
<section class="card"><h2>${say('return.timeline')}</h2><ol class="timeline">${view.timeline.map((each, index) => stepRow(frame, screen, each, index))}</ol></section></div>
<aside class="facts">${factsCard(screen)}${customerCard(screen)}</aside></div>`,
  );
}

function nextStep(frame: DeskFrame, screen: ReturnScreen): Html {
  const { view, worth } = screen;
  const isStuck = view.state === 'refunded' && view.timeline.some((step) => step.kind === 'refund.failed');
  const acts = returnActsFor(view, { hasWorth: worth.minor > 0n, isStuck });
  const [next, ...others] = acts.filter((act) => mayDo(frame.role, returnRoles[act]));
  const rest = acts.length > 0 ? say('order.no_role') : view.state === 'refunded' ? say('return.waits') : say('return.done');
  return html`<section class="card next">${next === undefined ? html`<p class="quiet">${rest}</p>` : actForm(frame, screen, next, true)}
${others.length > 0 ? html`<details id="more" class="more"><summary>${say('order.more')}</summary>${others.map((act) => actForm(frame, screen, act, false))}</details>` : ''}</section>`;
}

function actForm(frame: DeskFrame, screen: ReturnScreen, act: ReturnAct, isNext: boolean): Html {
  const { view } = screen;
  const isStuck = act === 'close' && view.state === 'refunded';
  const text = act === 'receive' ? say('return.receive.text') : sayCode('act.return', isStuck ? 'close.stuck' : `${act}.text`);
  const isGrave = act === 'decline' || act === 'close';
  return html`<form class="act" method="post" action="/app/returns/${view.id}/${act}">${csrf(frame)}<input type="hidden" name="once" value="${screen.once}"><p class="quiet">${text}</p>
${fieldsOf(act, screen)}<button class="button${isNext ? '' : isGrave ? ' danger' : ' plain'}">${isStuck ? say('act.return.close_stuck') : sayCode('act.return', act)}</button></form>`;
}

function fieldsOf(act: ReturnAct, { view }: ReturnScreen): Html | string {
  if (act === 'approve' || act === 'decline')
    return html`<label for="message-${act}">${say('return.note')}</label><input type="text" id="message-${act}" name="message" maxlength="500" autocomplete="off">`;
  if (act === 'refund')
    return html`<label for="amount">${say('return.amount', { currency: view.refund.currency })}</label><input type="text" id="amount" name="amount" maxlength="20" inputmode="decimal" autocomplete="off">`;
  return act === 'receive' ? receiveFields(view.lines) : '';
}

const outcomes = ['restocked', 'damaged', 'missing'] as const;

function receiveFields(lines: readonly ReturnLine[]): Html {
  const open = lines.filter((line) => leftOf(line) > 0);
  return html`<table class="items counts"><thead><tr><th></th>${outcomes.map((each) => html`<th class="num">${sayCode('return', each)}</th>`)}</tr></thead><tbody>${open.map(
    (line) =>
      html`<tr><td>${nameOf(line)}<span class="sub">${say('return.receive.left', { count: leftOf(line) })}</span></td>${outcomes.map(
        (each) =>
          html`<td class="num"><label class="hidden" for="${each}-${line.variantId}">${line.name}: ${sayCode('return', each)}</label><input type="number" id="${each}-${line.variantId}" name="${each}.${line.variantId}" min="0" max="${leftOf(line)}" value="0" inputmode="numeric"></td>`,
      )}</tr>`,
  )}</tbody></table>`;
}

function linesCard(frame: DeskFrame, { view, worth }: ReturnScreen): Html {
  const { format } = frame;
  const row = (label: string, value: Money, isTotal: boolean) =>
    html`<tr${isTotal ? html` class="total"` : ''}><th scope="row" colspan="4">${label}</th><td class="num">${format.money(value)}</td></tr>`;
  return html`<section class="card"><h2>${say('return.lines')}</h2><table class="items counts"><thead><tr><th></th><th class="num">${say('return.asked_units')}</th>${outcomes.map((each) => html`<th class="num">${sayCode('return', each)}</th>`)}</tr></thead><tbody>${view.lines.map(
    (line) =>
      html`<tr><td>${nameOf(line)}</td><td class="num">${line.quantity}</td>${outcomes.map((each) => html`<td class="num">${line[each]}</td>`)}</tr>`,
  )}</tbody><tfoot>${row(say('return.worth'), worth, view.refundBy === undefined)}${view.refundBy === undefined ? '' : row(`${say('return.refund')} · ${sayCode('return.by', view.refundBy)}`, view.refund, true)}</tfoot></table></section>`;
}

function stepRow(frame: DeskFrame, { view, staffNames }: ReturnScreen, step: ReturnDetail['timeline'][number], index: number): Html {
  const detail = detailOf(view, step.detail);
  return html`<li class="${step.kind === 'return.refunded' ? 'money' : step.kind === 'return.receipt' ? 'stock' : 'event'}" data-row="step-${index}"><span class="what">${sayCode('event', step.kind)}</span>${detail === '' ? '' : html`<span class="detail">${detail}</span>`}<span class="sub">${frame.format.time(step.at)} · ${actorName(step.actor, staffNames)}</span></li>`;
}

/** What a receipt counted, by the names of the lines; else the words in it. */
function detailOf(view: ReturnDetail, detail: Readonly<Record<string, unknown>>): string {
  const { lines, message, reason } = detail;
  if (Array.isArray(lines)) return lines.flatMap((each: unknown) => countsOf(view, each)).join(', ');
  if (typeof message === 'string') return message;
  return typeof reason === 'string' ? sayReason(reason) : '';
}

function countsOf(view: ReturnDetail, counted: unknown): string[] {
  const read = (name: string): unknown => (typeof counted === 'object' && counted !== null ? Reflect.get(counted, name) : undefined);
  const line = view.lines.find((each) => each.variantId === read('variant_id'));
  return outcomes.flatMap((each) => {
    const units = read(each);
    return typeof units === 'number' && units > 0 ? [`${units} × ${line?.name ?? ''} ${sayCode('return', each).toLowerCase()}`] : [];
  });
}

function factsCard({ view, staffNames }: ReturnScreen): Html {
  return html`<section class="card"><h2>${say('return.order')}</h2><p><a href="/app/orders/${view.orderId}">${view.orderNumber}</a></p><h3>${say('return.reason')}</h3><p>${sayReason(view.reason)}</p><h3>${say('return.asked_by')}</h3><p>${actorName(view.askedBy, staffNames)}</p>${view.message === '' ? '' : html`<h3>${say('return.message')}</h3><p>${view.message}</p>`}</section>`;
}

function customerCard({ customer, threadId }: ReturnScreen): Html {
  const { name, phone } = customer;
  return html`<section class="card"><h2>${say('order.customer')}</h2><p><strong>${name}</strong>${phone && phone !== name ? html`<br>${phone}` : ''}</p>${threadId ? html`<p><a href="/app/chats/${threadId}">${say('order.chat')}</a></p>` : ''}</section>`;
}

/** The bot's own reasons are codes; anything else is what somebody wrote. */
function sayReason(reason: string): string {
  return ['damaged', 'wrong_item', 'changed_mind'].includes(reason) ? sayCode('return.reason', reason) : reason;
}

function nameOf(line: ReturnLine): Html {
  return html`${line.name}${line.options ? html` <span class="quiet">${line.options}</span>` : ''}`;
}

function leftOf(line: ReturnLine): number {
  return line.quantity - line.restocked - line.damaged - line.missing;
}
