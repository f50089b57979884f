/** HTTP of conversations: look, answer, note, take over, hand back; and staff who play a customer. Mounted under /api/v1. */
import {
  conversationsQuery,
  conversationView,
  handoffRequest,
  inboundRequest,
  inboundView,
  messageView,
  noteRequest,
  noteView,
  queuedView,
  replyRequest,
  resolveRequest,
} from '@parley/contract/api/conversations.ts';
import { cursorQuery, idParam, pageOf, streamOf, successOf } from '@parley/contract/api/envelope.ts';
import type { ThreadId } from '@parley/contract/values/id.ts';
import { ok, type Result, refuse } from '@parley/contract/values/result.ts';
import { anyRole, selling } from '@parley/contract/values/role.ts';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import { type Actor, actorOf } from '../../foundation/http/actor.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform, readPage, readStream, readWith } from '../../foundation/http/perform.ts';
import type { InboundContent } from '../../providers/messaging/messaging.port.ts';
import { conversationViewOf, messageViewOf } from './message-view.ts';
import { insertNote } from './note.store.ts';
import { listConversations, loadChanges, loadConversation, loadTranscript } from './transcript.store.ts';
import { whatsAppSendRoutes } from './whatsapp-send.routes.ts';
import { playCustomer, reply, senderOf, takeOver, type WriteDeps } from './write-to.ts';

const reading = { access: anyRole };
const writing = { access: selling };
const one = successOf(conversationView);
const messagesQuery = z.strictObject({ ...cursorQuery, cursor: z.uuid().optional() });

/** `edge.register(conversationRoutes(deps), { prefix: '/api/v1' })` */
export function conversationRoutes(deps: WriteDeps) {
  return async (app: Edge): Promise<void> => {
    lookingRoutes(app, deps);
    answeringRoutes(app, deps);
    modeRoutes(app, deps);
    whatsAppSendRoutes(app, deps);
    app.post(
      '/chat/webhook/inbound',
      { config: writing, schema: { body: inboundRequest, response: { 200: successOf(inboundView) } } },
      (request, reply) =>
        perform(request, reply, async (tx) => {
          const { phone, name, text, reply_id: id } = request.body;
          const content = playedContent(text, id);
          if (content === undefined) return refuse('request.invalid', { details: [{ field: 'text', message: 'Give text or reply_id.' }] });
          const played = await playCustomer(deps, tx, { phone, name, content });
          return played.ok ? ok({ conversation_id: played.value, status: 'received' as const }) : played;
        }),
    );
  };
}

function playedContent(text: string | undefined, replyId: string | undefined): InboundContent | undefined {
  if (replyId !== undefined) return { kind: 'choice', id: replyId, title: text ?? replyId, from: 'button' };
  return text === undefined ? undefined : { kind: 'text', text };
}

function lookingRoutes(app: Edge, deps: WriteDeps): void {
  app.get(
    '/conversations',
    { config: reading, schema: { querystring: conversationsQuery, response: { 200: pageOf(conversationView) } } },
    (request, reply) =>
      readPage(request, reply, async (tx) => {
        const { mode, search, page, limit } = request.query;
        const { items, total } = await listConversations(tx, { mode, search, page, limit });
        return ok({ items: items.map((row) => conversationViewOf(row, deps.clock.now())), total });
      }),
  );
  app.get('/conversations/:id', { config: reading, schema: { params: idParam, response: { 200: one } } }, (request, reply) =>
    readWith(request, reply, (tx) => viewOf(deps, tx, request.params.id)),
  );
  app.get(
    '/conversations/:id/messages',
    { config: reading, schema: { params: idParam, querystring: messagesQuery, response: { 200: streamOf(messageView) } } },
    (request, reply) =>
      readStream(request, reply, async (tx) => {
        const { id } = request.params;
        if ((await loadConversation(tx, id)) === undefined) return refuse('conversation.not_found');
        const { cursor, limit } = request.query;
        const rows = await loadTranscript(tx, id, { cursor, limit });
        const targets = rows.map((row) => row.provider_message_id).filter((target) => target !== null);
        const changes = targets.length === 0 ? [] : await loadChanges(tx, id, targets);
        return ok({
          items: rows.map((row) => messageViewOf(row, changes)),
          nextCursor: rows.length < limit ? undefined : rows.at(-1)?.id,
        });
      }),
  );
}

function answeringRoutes(app: Edge, deps: WriteDeps): void {
  app.post(
    '/conversations/:id/reply',
    { config: writing, schema: { params: idParam, body: replyRequest, response: { 200: successOf(queuedView) } } },
    (request, answer) =>
      perform(request, answer, async (tx, actor) => {
        const threadId = request.params.id as ThreadId;
        const queued = await reply(deps, tx, threadId, { kind: 'text', text: request.body.text }, senderOf(actor));
        if (queued.ok) await takeOver(deps, tx, threadId);
        return queued;
      }),
  );
  app.post(
    '/conversations/:id/note',
    { config: writing, schema: { params: idParam, body: noteRequest, response: { 201: successOf(noteView) } } },
    (request, answer) =>
      perform(
        request,
        answer,
        async (tx, actor) => {
          const { id } = request.params;
          if ((await loadConversation(tx, id)) === undefined) return refuse('conversation.not_found');
          return ok({ id: await writeNote(deps, tx, id, { kind: 'note', text: request.body.text, author: senderOf(actor) }) });
        },
        { status: 201 },
      ),
  );
}

function modeRoutes(app: Edge, deps: WriteDeps): void {
  app.post(
    '/conversations/:id/handoff',
    { config: writing, schema: { params: idParam, body: handoffRequest, response: { 200: one } } },
    (request, answer) =>
      perform(request, answer, (tx) =>
        changeMode(deps, tx, {
          id: request.params.id,
          mode: 'human',
          kind: 'handed_to_human',
          text: request.body.reason,
          by: actorOf(request),
        }),
      ),
  );
  app.post(
    '/conversations/:id/resolve',
    { config: writing, schema: { params: idParam, body: resolveRequest, response: { 200: one } } },
    (request, answer) =>
      perform(request, answer, (tx) =>
        changeMode(deps, tx, { id: request.params.id, mode: 'bot', kind: 'resolved', text: undefined, by: actorOf(request) }),
      ),
  );
}

interface ModeChange {
  readonly id: string;
  readonly mode: 'human' | 'bot';
  readonly kind: string;
  readonly text: string | undefined;
  readonly by: Actor;
}

async function changeMode(deps: WriteDeps, tx: Tx, change: ModeChange): Promise<Result<z.infer<typeof conversationView>>> {
  const before = await loadConversation(tx, change.id);
  if (before === undefined) return refuse('conversation.not_found');
  if (before.mode !== change.mode) {
    await deps.conversations.setMode(tx, before.id, change.mode);
    const text = change.text ?? (change.mode === 'human' ? 'A person has taken over.' : 'Handed back to the bot.');
    await writeNote(deps, tx, before.id, { kind: change.kind, text, author: senderOf(change.by) });
  }
  return viewOf(deps, tx, change.id);
}

function writeNote(deps: WriteDeps, tx: Tx, id: string, note: { readonly kind: string; readonly text: string; readonly author: string }) {
  return insertNote(tx, { ...note, threadId: id as ThreadId, at: deps.clock.now() });
}

async function viewOf(deps: WriteDeps, tx: Tx, id: string): Promise<Result<z.infer<typeof conversationView>>> {
  const row = await loadConversation(tx, id);
  return row === undefined ? refuse('conversation.not_found') : ok(conversationViewOf(row, deps.clock.now()));
}
