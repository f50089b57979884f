/** The letter box of the sandbox: every mail the product sent, for reading. A mail's page is shown where it can do nothing. */
import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendHtml } from '../../../foundation/html/html.ts';
import { RefusalError } from '../../../foundation/http/refusal-error.ts';
import type { MailCatcher } from '../../../providers/mail/smtp/simulator.ts';
import type { SandboxAssets } from '../sandbox-assets.ts';
import { mailListPage, mailPage } from './mail.page.ts';

export interface MailBoxDeps {
  readonly assets: SandboxAssets;
  readonly catcher: Pick<MailCatcher, 'mails' | 'clear'>;
}

const open = { config: { access: 'public' as const } };
const ofOne = { ...open, schema: { params: z.object({ id: z.string().max(200) }) } };
/** No script, no request anywhere; links open in the whole window. */
const HARMLESS = "sandbox allow-popups allow-top-navigation-by-user-activation; default-src 'none'; style-src-attr 'unsafe-inline'";

/** Fastify plugin: `/sandbox/mail`, one mail's page, and a JSON form for tests (`?to=` narrows it). */
export function mailBox({ assets, catcher }: MailBoxDeps): FastifyPluginAsync {
  return async (scope) => {
    const app = scope.withTypeProvider<ZodTypeProvider>();
    const find = (id: string) => {
      const mail = catcher.mails().find((each) => each.id === id);
      if (mail === undefined) throw new RefusalError({ code: 'request.not_found' });
      return mail;
    };
    app.get('/sandbox/mail', open, (_request, reply) => sendHtml(reply, mailListPage(assets, catcher.mails())));
    const query = z.strictObject({ to: z.string().max(254).optional() });
    app.get('/sandbox/mail/api', { ...open, schema: { querystring: query } }, (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { to } = request.query;
      return { mails: catcher.mails().filter((each) => to === undefined || each.to.includes(to)) };
    });
    app.delete('/sandbox/mail/api', open, (_request, reply) => {
      catcher.clear();
      return reply.status(204).send();
    });
    app.get('/sandbox/mail/:id', ofOne, (request, reply) => sendHtml(reply, mailPage(assets, find(request.params.id))));
    app.get('/sandbox/mail/:id/page', ofOne, (request, reply) => {
      const { html } = find(request.params.id);
      reply.header('content-security-policy', HARMLESS);
      return reply.type('text/html; charset=utf-8').send(html.replace(/<head>/i, '<head><base target="_top">'));
    });
  };
}
