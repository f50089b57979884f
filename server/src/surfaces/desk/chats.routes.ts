/** /app/chats and /app/chats/{id}: shows conversations and lets staff write, note, take over and hand back, through the verbs alone. */
import { isUuid, newSecretId, type ThreadId } from '@parley/contract/values/id.ts';
import { ok, refuse } from '@parley/contract/values/result.ts';
import { selling } from '@parley/contract/values/role.ts';
import { hourMs } from '@parley/contract/values/time.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import type { Html } from '../../foundation/html/html.ts';
import type { Actor } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { chatPage } from './chat.page.ts';
import { chatsPage } from './chats.page.ts';
import type { DeskDeps } from './desk-deps.ts';
import { type Look, show, staffNames } from './show.ts';
import { takeForm } from './take-form.ts';

const PAGE_SIZE = 30;
const MOST_MESSAGES = 200;
const RECENT_ORDERS = 5;
/** The service takes free text that long after the customer's last message; conversations decides, this only shows it. */
const WINDOW_MS = 24 * hourMs;
const hidden = { config: { access: 'public' as const }, schema: { hide: true } };
const listQuery = z.object({
  mode: z.enum(['', 'waiting', 'human', 'bot']).catch(''),
  q: z.string().trim().max(60).catch(''),
  page: z.coerce.number().int().min(1).max(5_000).catch(1),
});
const chatForm = z.object({
  token: z.string().max(200).catch(''),
  once: z.string().max(40).optional().catch(undefined),
  text: z.string().trim().max(4096).catch(''),
});
const chatActs = ['reply', 'note', 'take_over', 'hand_back'] as const;
type ChatAct = (typeof chatActs)[number];

export function chatRoutes(deps: DeskDeps): (scope: Edge) => void {
  return (scope) => {
    scope.get('/app/chats', hidden, (request, reply) => {
      const { mode, q, page } = listQuery.parse(request.query);
      return show(deps, request, reply, async ({ tx, frame }) => {
        const found = await deps.reads.chats(tx, { page, limit: PAGE_SIZE, ...(mode ? { mode } : {}), ...(q ? { search: q } : {}) });
        const pages = Math.max(1, Math.ceil(found.total / PAGE_SIZE));
        return chatsPage(frame, { chats: found.items, page, pages, mode, search: q });
      });
    });
    scope.get('/app/chats/:id', { ...hidden, schema: { hide: true, params: z.object({ id: z.string() }) } }, (request, reply) =>
      show(deps, request, reply, (look) => oneChat(deps, look, request.params.id)),
    );
    const actParams = z.object({ id: z.string(), act: z.enum(chatActs) });
    scope.post('/app/chats/:id/:act', { ...hidden, schema: { hide: true, params: actParams } }, (request, reply) =>
      takeAct(deps, request, reply, request.params),
    );
  };
}

async function oneChat(deps: DeskDeps, { tx, frame }: Look, id: string): Promise<Html | undefined> {
  const chat = isUuid(id) ? await deps.reads.chat(tx, id as ThreadId, MOST_MESSAGES) : undefined;
  if (chat === undefined) return undefined;
  const { items: orders } = await deps.orders.list(tx, { customerId: chat.customerId, page: 1, limit: RECENT_ORDERS });
  const senders = chat.entries.map((entry) => entry.sender);
  return chatPage(frame, {
    chat,
    orders,
    staffNames: await staffNames(deps, tx, senders),
    isWindowOpen: chat.lastInboundAt !== undefined && deps.clock.now().getTime() - chat.lastInboundAt.getTime() < WINDOW_MS,
    isCut: chat.entries.length >= MOST_MESSAGES,
    once: newSecretId<string>(),
  });
}

async function takeAct(
  deps: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { id, act }: { readonly id: string; readonly act: ChatAct },
): Promise<FastifyReply> {
  const { token, once, text } = chatForm.parse(request.body ?? {});
  return takeForm(deps, request, reply, {
    token,
    ...(once === undefined ? {} : { once }),
    roles: selling,
    back: isUuid(id) ? `/app/chats/${id}` : '/app/chats',
    done: act,
    async work(tx, actor) {
      const known = isUuid(id) ? await deps.reads.chat(tx, id as ThreadId, 1) : undefined;
      if (known === undefined) return refuse('conversation.not_found');
      return actOnChat(deps, tx, actor, { id: known.id, act, text });
    },
  });
}

async function actOnChat(
  { conversations }: DeskDeps,
  tx: Tx,
  actor: Actor,
  { id, act, text }: { readonly id: ThreadId; readonly act: ChatAct; readonly text: string },
) {
  const staff = `staff:${actor.id}`;
  if (act === 'take_over' || act === 'hand_back') {
    await conversations.setMode(tx, id, act === 'take_over' ? 'human' : 'bot');
    return ok(undefined);
  }
  if (text === '') return refuse('message.invalid');
  if (act === 'note') {
    await conversations.note(tx, id, { kind: 'note', text, author: staff });
    return ok(undefined);
  }
  const queued = await conversations.queueByStaff(tx, id, { kind: 'text', text }, staff);
  if (!queued.ok) return queued;
  // Two answering at once confuses; whoever writes has the chat until it is handed back.
  await conversations.setMode(tx, id, 'human');
  return ok(undefined);
}
