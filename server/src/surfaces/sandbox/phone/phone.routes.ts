/** The browser phone over HTTP: its page, its API over the people's side of the stand-in, and its live wire. It knows no shop's rules. */
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendHtml } from '../../../foundation/html/html.ts';
import { RefusalError } from '../../../foundation/http/refusal-error.ts';
import type { PersonAct, PhonePerson, PhoneSide } from '../../../providers/messaging/whatsapp-cloud/phone.port.ts';
import { actBody, afterQuery, changePersonBody, mediaQuery, newPersonBody } from './acts.ts';
import { servePhoneFeed } from './feed.ts';
import { servePhoneFiles } from './files.ts';
import { addPresetPeople } from './people.ts';
import { phonePage } from './phone.page.ts';
import type { PhoneDeps } from './phone-deps.ts';
import { type BusinessCard, businessCards, chatRows } from './views.ts';

const open = { config: { access: 'public' as const } };
const api = '/sandbox/phone/api';
const chatPath = `${api}/people/:personId/chats/:phoneNumberId`;
const MEDIA_LIMIT = 64 * 1024 * 1024;

/** Fastify plugin; adds the preset people to the stand-in. */
export function phoneSurface(deps: PhoneDeps): FastifyPluginAsync {
  return async (scope) => {
    addPresetPeople(deps.side);
    servePage(scope, deps);
    servePeople(scope, deps);
    serveChats(scope, deps);
    servePhoneFiles(scope, deps);
    servePhoneFeed(scope, deps.side);
    await scope.register(serveUploads(deps));
  };
}

function servePage(scope: FastifyInstance, { side, assets, profiles, catalogIdOf }: PhoneDeps): void {
  const cards = (): readonly BusinessCard[] => businessCards(side, profiles, catalogIdOf);
  scope.get('/sandbox/phone', open, (request, reply) => {
    const { embed } = z.looseObject({ embed: z.string().optional() }).parse(request.query);
    reply.header('cache-control', 'no-store');
    return sendHtml(reply, phonePage({ assets, embed: embed === '1', boot: { people: side.people().slice(0, 200), businesses: cards() } }));
  });
  scope.get(`${api}/businesses`, open, () => ({ businesses: cards() }));
}

function servePeople(scope: FastifyInstance, { side }: PhoneDeps): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(`${api}/people`, open, () => ({ people: side.people().slice(0, 200) }));
  app.post(`${api}/people`, { ...open, schema: { body: newPersonBody } }, (request, reply) => {
    const { username, ...rest } = request.body;
    refuseTaken(side, rest.phone);
    reply.status(201);
    return { person: side.addPerson({ ...rest, ...(username ? { username } : {}) }) };
  });
  app.patch(
    `${api}/people/:personId`,
    { ...open, schema: { params: z.object({ personId: z.string() }), body: changePersonBody } },
    (request) => {
      const { id } = personOf(side, request.params.personId);
      return { person: side.updatePerson(id, given(request.body)) };
    },
  );
  app.get(`${api}/people/:personId/chats`, { ...open, schema: { params: z.object({ personId: z.string() }) } }, (request) => ({
    chats: chatRows(side, personOf(side, request.params.personId).id),
  }));
}

function serveChats(scope: FastifyInstance, { side }: PhoneDeps): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const params = z.object({ personId: z.string(), phoneNumberId: z.string() });
  app.get(chatPath, { ...open, schema: { params, querystring: afterQuery } }, (request) => {
    const { personId, phoneNumberId } = placeOf(side, request.params);
    return side.chat(personId, phoneNumberId, request.query.after);
  });
  app.post(`${chatPath}/open`, { ...open, schema: { params } }, (request, reply) => {
    const { personId, phoneNumberId } = placeOf(side, request.params);
    side.open(personId, phoneNumberId);
    return reply.status(204).send();
  });
  app.post(`${chatPath}/acts`, { ...open, schema: { params, querystring: afterQuery, body: actBody } }, (request) => {
    const { personId, phoneNumberId } = placeOf(side, request.params);
    const act = given(request.body) as PersonAct;
    if (act.kind === 'change_number') refuseTaken(side, act.phone.replace(/\D/g, ''), personId);
    const { id } = performed(side, personId, phoneNumberId, act);
    return { id, chat: side.chat(personId, phoneNumberId, request.query.after) };
  });
}

/** A scope of its own: here a body is the file itself. */
function serveUploads({ side }: PhoneDeps): FastifyPluginAsync {
  return async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MEDIA_LIMIT }, (_request, body, done) => done(null, body));
    const app = scope.withTypeProvider<ZodTypeProvider>();
    const params = z.object({ personId: z.string(), phoneNumberId: z.string() });
    const schema = { params, querystring: mediaQuery };
    app.post(`${chatPath}/media`, { ...open, bodyLimit: MEDIA_LIMIT, schema }, (request) => {
      const { personId, phoneNumberId } = placeOf(side, request.params);
      if (!(request.body instanceof Uint8Array) || request.body.length === 0) throw new RefusalError({ code: 'request.malformed' });
      const { type, filename, caption, voice } = request.query;
      const mimeType = request.headers['content-type'] ?? 'application/octet-stream';
      const { id } = side.act(personId, phoneNumberId, {
        kind: 'media',
        type,
        mimeType,
        bytes: request.body,
        ...given({ filename, caption }),
        ...(voice === 'true' ? { voice: true } : {}),
      });
      return { id };
    });
  };
}

function performed(side: PhoneSide, personId: string, phoneNumberId: string, act: PersonAct): { readonly id: string } {
  try {
    return side.act(personId, phoneNumberId, act);
  } catch (error) {
    // The phone shows only what can be pressed; what cannot be found any more has been forgotten by the stand-in.
    if (act.kind === 'press' && error instanceof Error) throw new RefusalError({ code: 'request.conflict', message: error.message });
    throw error;
  }
}

function placeOf<P extends { readonly personId: string; readonly phoneNumberId: string }>(side: PhoneSide, params: P): P {
  personOf(side, params.personId);
  if (!side.businesses().some((each) => each.phoneNumberId === params.phoneNumberId)) throw new RefusalError({ code: 'request.not_found' });
  return params;
}

function personOf(side: PhoneSide, id: string): PhonePerson {
  const found = side.people().find((each) => each.id === id);
  if (!found) throw new RefusalError({ code: 'request.not_found' });
  return found;
}

function refuseTaken(side: PhoneSide, phone: string, except?: string): void {
  if (!side.people().some((each) => each.phone === phone && each.id !== except)) return;
  throw new RefusalError({ code: 'request.conflict', message: 'Another phone of the sandbox has this number.' });
}

/** Without the fields that are undefined. */
function given<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}
