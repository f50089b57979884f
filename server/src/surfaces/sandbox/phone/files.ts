/** Files, products and marks that a phone shows. Whatever a person or a shop sent is shown as that kind and never run as a page. */
import type { FastifyInstance } from 'fastify';
import { RefusalError } from '../../../foundation/http/refusal-error.ts';
import type { PhoneDeps } from './phone-deps.ts';

const open = { config: { access: 'public' as const } };
const shown = /^(?:image\/(?:jpeg|png|webp|gif)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

export function servePhoneFiles(scope: FastifyInstance, { side, profiles }: Pick<PhoneDeps, 'side' | 'profiles'>): void {
  scope.get<{ Params: { id: string } }>('/sandbox/phone/api/media/:id', open, (request, reply) => {
    const file = side.media(request.params.id);
    if (!file) throw new RefusalError({ code: 'request.not_found' });
    const kind = file.mimeType.split(';')[0]?.trim() ?? '';
    const isShown = shown.test(kind);
    const name = encodeURIComponent((file.filename ?? 'file').slice(0, 120));
    reply.header('content-security-policy', "default-src 'none'; sandbox");
    reply.header('content-disposition', `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`);
    reply.header('cache-control', 'private, max-age=86400');
    return reply.type(isShown ? kind : 'application/octet-stream').send(Buffer.from(file.bytes));
  });
  let sample: Promise<Buffer> | undefined;
  scope.get('/sandbox/phone/api/sample.pdf', open, async (_request, reply) => {
    // What writes it is a library that the phone does without.
    sample ??= import('./sample.ts').then(({ makeSample }) => makeSample());
    return reply
      .type('application/pdf')
      .header('cache-control', 'private, max-age=3600')
      .send(await sample);
  });
  scope.get<{ Params: { catalogId: string } }>('/sandbox/phone/api/products/:catalogId', open, (request) => ({
    products: side.products(request.params.catalogId),
  }));
  scope.get<{ Params: { phoneNumberId: string } }>('/sandbox/phone/api/businesses/:phoneNumberId/logo.svg', open, (request, reply) => {
    const business = side.businesses().find((each) => each.phoneNumberId === request.params.phoneNumberId);
    const digits = business?.displayPhone.replace(/\D/g, '');
    const logo = profiles.find((each) => each.phone === digits)?.logoSvg;
    if (logo === undefined) throw new RefusalError({ code: 'request.not_found' });
    return reply.type('image/svg+xml; charset=utf-8').header('cache-control', 'private, max-age=3600').send(logo);
  });
}
