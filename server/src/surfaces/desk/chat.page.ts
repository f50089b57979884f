/** One chat: both sides with ticks, notes only staff see, a reply box, and who answers: the bot or a person. */
import { selling } from '@parley/contract/values/role.ts';
import type { OrderView } from '../../domains/orders/index.ts';
import { type Html, html } from '../../foundation/html/html.ts';
import { modeChip } from './chats.page.ts';
import { icon, ticks } from './icons.ts';
import { csrf, type DeskFrame, deskPage } from './layout.page.ts';
import { actorName, orderChip } from './list-parts.page.ts';
import { saidIn } from './message-text.ts';
import { mayDo } from './order-acts.ts';
import type { Chat, ChatEntry } from './reads/chat-list.store.ts';
import { say, sayCode } from './words.ts';

export interface ChatScreen {
  readonly chat: Chat;
  readonly orders: readonly OrderView[];
  readonly staffNames: ReadonlyMap<string, string>;
  /** The service takes free text now. */
  readonly isWindowOpen: boolean;
  readonly isCut: boolean;
  readonly once: string;
}

export function chatPage(frame: DeskFrame, screen: ChatScreen): Html {
  const { chat } = screen;
  return deskPage(
    frame,
    { here: 'chats', title: chat.who, fills: true },
    html`<div class="talk"><header class="head"><a class="back" href="/app/chats" aria-label="${say('chat.back')}">${icon('back')}</a><h1 class="cut">${chat.who}</h1>${modeChip(chat.mode)}${handover(frame, chat)}</header>
<div class="thread" id="thread" data-scroll="end" tabindex="0"><div class="inner">${screen.isCut ? html`<p class="day">${say('chat.older')}</p>` : ''}${chat.entries.length === 0 ? html`<p class="day">${say('chat.empty')}</p>` : withDays(frame, screen)}</div></div>
${replyBox(frame, screen)}</div>
<aside class="facts">${ordersCard(frame, screen.orders)}${noteBox(frame, screen)}</aside>`,
  );
}

function handover(frame: DeskFrame, chat: Chat): Html {
  if (!mayDo(frame.role, selling)) return html``;
  const act = chat.mode === 'human' ? 'hand_back' : 'take_over';
  return html`<form class="handover" method="post" action="/app/chats/${chat.id}/${act}">${csrf(frame)}<button class="button${act === 'hand_back' ? ' plain' : ''}" title="${sayCode('chat', chat.mode === 'bot' ? 'take_over.text' : `${chat.mode}.text`)}">${sayCode('chat', act)}</button></form>`;
}

function withDays(frame: DeskFrame, screen: ChatScreen): Html[] {
  let day = '';
  return screen.chat.entries.flatMap((entry) => {
    const its = frame.format.day(entry.at);
    const separator = its === day ? [] : [html`<p class="day">${its}</p>`];
    day = its;
    return [...separator, entry.side === 'note' ? noteRow(frame, entry, screen.staffNames) : bubble(frame, entry, screen.staffNames)];
  });
}

function bubble(frame: DeskFrame, entry: ChatEntry, names: ReadonlyMap<string, string>): Html {
  const { text, choices, isLabel } = saidIn(entry.content);
  const ours = entry.side === 'us';
  const failed = entry.state === 'failed' || entry.state === 'held';
  return html`<article class="bubble ${entry.side}${failed ? ' failed' : ''}" data-row="${entry.id}"><p${isLabel ? html` class="label"` : ''}>${text}</p>${choices.length > 0 ? html`<ul class="choices">${choices.map((each) => html`<li>${each}</li>`)}</ul>` : ''}<footer>${ours ? html`<span>${actorName(entry.sender, names)}</span>` : ''}<time datetime="${entry.at.toISOString()}">${frame.format.clock(entry.at)}</time>${ours && entry.state ? (failed ? html`<b>${sayCode('tick', entry.state)}</b>` : html`${ticks(entry.state)}<span class="hidden">${sayCode('tick', entry.state)}</span>`) : ''}</footer>${failed && entry.failure ? html`<p class="why">${entry.failure}</p>` : ''}</article>`;
}

function noteRow(frame: DeskFrame, entry: ChatEntry, names: ReadonlyMap<string, string>): Html {
  return html`<article class="note-row" data-row="${entry.id}">${icon('note')}<p>${saidIn(entry.content).text}<span class="sub">${actorName(entry.sender, names)} · ${frame.format.clock(entry.at)}</span></p></article>`;
}

function replyBox(frame: DeskFrame, { chat, isWindowOpen, once }: ChatScreen): Html {
  if (!mayDo(frame.role, selling)) return html`<p class="reply quiet">${say('chat.reading')}</p>`;
  if (!isWindowOpen) return html`<p class="reply quiet">${say('chat.closed')}</p>`;
  return html`<form class="reply" method="post" action="/app/chats/${chat.id}/reply">${csrf(frame)}<input type="hidden" name="once" value="${once}"><label class="hidden" for="reply">${say('chat.reply', { name: chat.who })}</label><textarea id="reply" name="text" rows="1" maxlength="4096" required placeholder="${say('chat.reply', { name: chat.who })}" data-send></textarea><button class="button">${say('chat.send')}</button></form>`;
}

function noteBox(frame: DeskFrame, { chat, once }: ChatScreen): Html {
  if (!mayDo(frame.role, selling)) return html``;
  return html`<section class="card"><form method="post" action="/app/chats/${chat.id}/note">${csrf(frame)}<input type="hidden" name="once" value="${once}"><label for="note">${say('chat.note')}</label><textarea id="note" name="text" rows="2" maxlength="1000" required placeholder="${say('chat.note.hint')}"></textarea><button class="button plain">${say('chat.note.button')}</button></form></section>`;
}

function ordersCard(frame: DeskFrame, orders: readonly OrderView[]): Html {
  return html`<section class="card"><h2>${say('chat.orders')}</h2>${orders.length === 0 ? html`<p class="quiet">${say('chat.no_orders')}</p>` : html`<ul class="plain-list">${orders.map((order) => html`<li data-row="order-${order.id}"><a href="/app/orders/${order.id}">${order.orderNumber}</a><span class="line">${orderChip(order)}${frame.format.money(order.total)}</span></li>`)}</ul>`}</section>`;
}
