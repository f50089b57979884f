/** HTTP for programs that send: five short forms by kind, and WhatsApp's own message body. Mounted under /api/v1. */
import { cloudMessage } from '@parley/contract/api/cloud-message.ts';
import {
  queuedView,
  sendButtonsRequest,
  sendListRequest,
  sendMediaRequest,
  sendMessageRequest,
  sendTemplateRequest,
} from '@parley/contract/api/conversations.ts';
import { idParam, successOf } from '@parley/contract/api/envelope.ts';
import { refuse } from '@parley/contract/values/result.ts';
import { selling } from '@parley/contract/values/role.ts';
import type { z } from 'zod';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import { perform } from '../../foundation/http/perform.ts';
import type { OutboundContent } from '../../providers/messaging/messaging.port.ts';
import { contentOfCloudMessage } from './cloud-shape.ts';
import { senderOf, type WriteDeps, writeTo } from './write-to.ts';

const config = { access: selling };
const response = { 200: successOf(queuedView) };

export function whatsAppSendRoutes(app: Edge, deps: WriteDeps): void {
  sendRoute(app, deps, 'send-message', sendMessageRequest, ({ text, preview_url: previewUrl }) => ({ kind: 'text', text, previewUrl }));
  sendRoute(app, deps, 'send-template', sendTemplateRequest, ({ template: name, language, parameters }) => ({
    kind: 'template',
    name,
    language,
    ...(parameters.length === 0 ? {} : { body: parameters.map((text) => ({ text })) }),
  }));
  sendRoute(app, deps, 'send-buttons', sendButtonsRequest, ({ body, buttons, header, footer }) => ({
    kind: 'buttons',
    body,
    buttons,
    ...(header === undefined ? {} : { header: { text: header } }),
    ...(footer === undefined ? {} : { footer }),
  }));
  sendRoute(app, deps, 'send-list', sendListRequest, ({ body, button, sections, header, footer }) => ({
    kind: 'list',
    body,
    button,
    sections,
    ...(header === undefined ? {} : { header }),
    ...(footer === undefined ? {} : { footer }),
  }));
  sendRoute(app, deps, 'send-media', sendMediaRequest, mediaOf);
  app.post(
    '/merchants/:id/whatsapp/send',
    {
      config,
      schema: {
        params: idParam,
        body: cloudMessage,
        response: { 200: successOf(queuedView).extend({ message_id: queuedView.shape.message_id }) },
      },
    },
    async (request, reply) => {
      const answer = await perform(request, reply, async (tx, actor) => {
        if (request.params.id !== actor.merchantId) return refuse('request.not_found');
        const content = contentOfCloudMessage(request.body);
        return content.ok ? writeTo(deps, tx, request.body.to, content.value, senderOf(actor)) : content;
      });
      return { ...answer, message_id: answer.data.message_id };
    },
  );
}

function sendRoute<B extends z.ZodType<{ readonly to: string }>>(
  app: Edge,
  deps: WriteDeps,
  name: string,
  body: B,
  compose: (body: z.output<B>) => OutboundContent,
): void {
  app.post(`/whatsapp/${name}`, { config, schema: { body, response } }, (request, reply) =>
    perform(request, reply, (tx, actor) => {
      const given = request.body as z.output<B>;
      return writeTo(deps, tx, given.to, compose(given), senderOf(actor));
    }),
  );
}

function mediaOf({ type, url, caption, filename }: z.output<typeof sendMediaRequest>): OutboundContent {
  const source = { link: url };
  const said = caption === undefined ? {} : { caption };
  if (type === 'audio') return { kind: 'audio', source };
  if (type !== 'document') return { kind: type, source, ...said };
  return { kind: 'document', source, filename: filename ?? new URL(url).pathname.split('/').at(-1) ?? 'document', ...said };
}
