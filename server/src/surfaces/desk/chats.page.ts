/** The list of chats: those who wait for a person first, then the newest. */
import { type Html, html } from '../../foundation/html/html.ts';
import { type DeskFrame, deskPage, initialOf } from './layout.page.ts';
import { addressOf, chip, emptyState, pager, searchBox, tabs } from './list-parts.page.ts';
import { saidIn } from './message-text.ts';
import type { ChatMode, ChatSummary } from './reads/chat-list.store.ts';
import { say, sayCode } from './words.ts';

export interface ChatListScreen {
  readonly chats: readonly ChatSummary[];
  readonly page: number;
  readonly pages: number;
  readonly mode: ChatMode | '';
  readonly search: string;
}

export function chatsPage(frame: DeskFrame, screen: ChatListScreen): Html {
  const at = (more: Readonly<Record<string, string | number>>) => addressOf('/app/chats', { mode: screen.mode, q: screen.search, ...more });
  const isFiltered = screen.mode !== '' || screen.search !== '';
  return deskPage(
    frame,
    { here: 'chats', title: say('chats.title'), refreshes: true },
    html`<header class="head"><h1>${say('chats.title')}</h1>${searchBox({ path: '/app/chats', label: say('chats.search'), value: screen.search, keep: { mode: screen.mode } })}</header>
${tabs(
  say('chats.title'),
  (['', 'waiting', 'human', 'bot'] as const).map((each) => ({
    name: each === '' ? say('chats.all') : sayCode('chats', each),
    href: at({ mode: each }),
    isHere: each === screen.mode,
  })),
)}
${screen.chats.length > 0 ? html`<ul class="chats">${screen.chats.map((each) => chatRow(frame, each))}</ul>${pager(screen.page, screen.pages, (page) => at({ page }))}` : isFiltered ? emptyState({ title: say('chats.none'), text: say('chats.none.text'), action: html`<a class="button plain" href="/app/chats">${say('chats.none.button')}</a>` }) : emptyState({ title: say('chats.empty'), text: say('chats.empty.text') })}`,
  );
}

export function modeChip(mode: ChatMode): Html {
  return chip(mode === 'waiting' ? 'wait' : mode === 'human' ? 'info' : 'plain', sayCode('mode', mode));
}

function chatRow(frame: DeskFrame, chat: ChatSummary): Html {
  return html`<li data-row="${chat.id}"><a href="/app/chats/${chat.id}"><span class="face" aria-hidden="true">${initialOf(chat.who)}</span><span class="body"><span class="line"><strong class="cut">${chat.who}</strong>${chat.last ? html`<span class="sub">${frame.format.time(chat.last.at)}</span>` : ''}</span><span class="line"><span class="cut quiet">${chat.last?.from === 'us' ? '↩ ' : ''}${chat.last ? saidIn(chat.last.content).text : ''}</span>${chat.unanswered > 0 ? html`<b class="badge" title="${say('chats.unanswered', { count: chat.unanswered })}">${chat.unanswered > 98 ? '99+' : chat.unanswered}</b>` : ''}${chat.mode === 'bot' ? '' : modeChip(chat.mode)}</span></span></a></li>`;
}
