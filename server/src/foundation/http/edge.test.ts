/** What the edge promises of every answer, whatever the route. */

import { successOf } from '@parley/contract/api/envelope.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { closeTestEdge, makeTestEdge, type TestEdge } from '../../../test/builders/test-edge.ts';

let house: TestEdge;

beforeAll(async () => {
  house = await makeTestEdge((app) => {
    const body = z.strictObject({ name: z.string().min(1), lines: z.array(z.strictObject({ quantity: z.number().int() })).default([]) });
    app.post(
      '/api/v1/things',
      { config: { access: ['owner'] }, schema: { body, response: { 201: successOf(z.object({ name: z.string() })) } } },
      (request, reply) => {
        reply.status(201);
        return { status: 'success' as const, data: { name: request.body.name, secret: 'never shown' } };
      },
    );
    app.get('/api/v1/public', { config: { access: 'public' } }, () => ({ status: 'success', data: 'x'.repeat(3000) }));
    app.get('/api/v1/fault', { config: { access: 'public' } }, () => {
      throw new Error('the password is hunter22');
    });
    app.get('/api/v1/outage', { config: { access: 'public' } }, () => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    });
    app.get('/page/:id', { config: { access: 'public' } }, (_request, reply) => reply.type('text/html').send('<p>'.repeat(900)));
    app.get('/stream', { config: { access: 'public' } }, (_request, reply) =>
      reply.type('text/event-stream').send(`data: ${'x'.repeat(3000)}\n\n`),
    );
  });
});
afterAll(() => closeTestEdge(house));

describe('a request', () => {
  it('without credentials is 401, with the wrong role 403, and nothing runs', async () => {
    const none = await house.edge.inject({ method: 'POST', url: '/api/v1/things', payload: { name: 'a' } });
    expect([none.statusCode, none.json().error.code, none.headers['www-authenticate']]).toEqual([401, 'auth.required', 'Bearer']);
    const wrong = await house.post('/api/v1/things', { name: 'a' }, { as: 'viewer' });
    expect([wrong.statusCode, wrong.json().error.code]).toEqual([403, 'auth.forbidden']);
    const bad = await house.post('/api/v1/things', { name: 'a' }, { as: 'nobody' });
    expect([bad.statusCode, bad.json().error.code]).toEqual([401, 'auth.token_expired']);
  });

  it('that fits is answered by its schema alone', async () => {
    const answer = await house.post('/api/v1/things', { name: 'a' });
    expect([answer.statusCode, answer.json()]).toEqual([201, { status: 'success', data: { name: 'a' } }]);
  });

  it('with wrong or unknown fields is told each by name', async () => {
    const answer = await house.post('/api/v1/things', { name: '', colour: 1, lines: [{ quantity: 1.5, weight: 2 }] });
    expect(answer.statusCode).toBe(400);
    const { code, details } = answer.json().error;
    expect(code).toBe('request.invalid');
    expect(details.map((each: { field: string }) => each.field).toSorted()).toEqual([
      'colour',
      'lines.0.quantity',
      'lines.0.weight',
      'name',
    ]);
  });

  it('without any body is told what is missing', async () => {
    const answer = await house.post('/api/v1/things', undefined);
    expect(answer.json().error.details).toEqual([expect.objectContaining({ field: 'name' })]);
  });

  it.each([
    ['malformed JSON', '{"name":', 400, 'request.malformed'],
    ['a prototype in JSON', '{"__proto__":{"a":1}}', 400, 'request.malformed'],
    ['too deep JSON', `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 400, 'request.too_deep'],
    ['a body that is too large', JSON.stringify({ name: 'x'.repeat(1_100_000) }), 413, 'request.too_large'],
  ])('with %s is refused as such', async (_, payload, status, code) => {
    const answer = await house.edge.inject({
      method: 'POST',
      url: '/api/v1/things',
      payload,
      headers: { 'content-type': 'application/json', authorization: 'Bearer owner' },
    });
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
  });

  it('of another content type is 415', async () => {
    const answer = await house.edge.inject({
      method: 'POST',
      url: '/api/v1/things',
      payload: 'a=1',
      headers: { 'content-type': 'text/x-other', authorization: 'Bearer owner' },
    });
    expect(answer.json().error.code).toBe('request.unsupported_media');
  });

  it('keeps its own id, or gets one', async () => {
    const own = await house.edge.inject({ url: '/api/v1/nothing', headers: { 'x-request-id': 'my-request-1' } });
    expect([own.headers['x-request-id'], own.json().error.request_id]).toEqual(['my-request-1', 'my-request-1']);
    const strange = await house.edge.inject({ url: '/api/v1/nothing', headers: { 'x-request-id': '<script>' } });
    expect(strange.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('what is not there', () => {
  it('is JSON under the API and a page elsewhere', async () => {
    const api = await house.edge.inject({ url: '/api/v1/nothing', headers: { accept: 'text/html' } });
    expect([api.statusCode, api.json().error.code]).toEqual([404, 'request.not_found']);
    const page = await house.edge.inject({ url: '/nothing/here', headers: { accept: 'text/html' } });
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it('by that method is 405', async () => {
    expect((await house.edge.inject({ method: 'DELETE', url: '/api/v1/public' })).json().error.code).toBe('request.method_not_allowed');
  });
});

describe('a fault', () => {
  it('says nothing about the inside and is logged', async () => {
    const answer = await house.edge.inject({ url: '/api/v1/fault' });
    expect([answer.statusCode, answer.json().error.code]).toEqual([500, 'server.fault']);
    expect(answer.body).not.toContain('hunter22');
    expect(house.logged()).toContain('http.failed');
  });

  it('of the database being away is 503', async () => {
    expect((await house.edge.inject({ url: '/api/v1/outage' })).statusCode).toBe(503);
  });
});

describe('an answer', () => {
  it('is compressed when it is text and long, and never when it is an event stream', async () => {
    const encoding = async (url: string) =>
      (await house.edge.inject({ url, headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding'];
    expect(await encoding('/api/v1/public')).toBe('gzip');
    expect(await encoding('/page/1')).toBe('gzip');
    expect(await encoding('/docs/static/swagger-ui-bundle.js')).toBe('gzip');
    expect(await encoding('/stream')).toBeUndefined();
    const brotli = await house.edge.inject({ url: '/page/1', headers: { 'accept-encoding': 'gzip, br' } });
    expect(brotli.headers['content-encoding']).toBe('br');
  });

  it('forbids inline script, refusals included', async () => {
    for (const url of ['/page/1', '/nothing', '/api/v1/fault']) {
      const { headers } = await house.edge.inject({ url });
      expect(headers['content-security-policy']).toContain("script-src 'self';");
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('under a short or aliased address is the same', async () => {
    expect((await house.edge.inject({ url: '/api/public?x=1' })).statusCode).toBe(200);
    expect((await house.edge.inject({ url: '/old/7/page?x=1' })).statusCode).toBe(200);
    expect((await house.edge.inject({ url: '/api/v1/public/' })).statusCode).toBe(200);
  });
});

it('the description of the API is served, and so is its reader, from here alone', async () => {
  const description = (await house.edge.inject({ url: '/openapi.json' })).json();
  expect(description.openapi).toBe('3.1.0');
  const operation = description.paths['/api/v1/things'].post;
  expect(operation.requestBody.content['application/json'].schema.properties.name.type).toBe('string');
  expect(operation.responses['4XX'].content['application/json'].schema.$ref).toBe('#/components/schemas/Error');
  expect(description.paths['/page/{id}']).toBeUndefined();
  const reader = await house.edge.inject({ url: '/docs', headers: { accept: 'text/html' } });
  const page = reader.statusCode === 200 ? reader : await house.edge.inject({ url: String(reader.headers.location) });
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toMatch(/(?:src|href)="https?:/);
});

it('a route that does not say its access, or takes unknown fields, keeps the server from starting', async () => {
  await expect(makeTestEdge((app) => app.get('/open', {}, () => 'x'))).rejects.toThrow(/GET \/open: say who may call/);
  const schema = { body: z.strictObject({ inner: z.object({ a: z.string() }) }) };
  await expect(makeTestEdge((app) => app.post('/x', { config: { access: 'public' }, schema }, () => 'x'))).rejects.toThrow(
    /body inner must be z.strictObject/,
  );
});
