/** The sandbox over HTTP: the stand-ins' entrances, the panels, the front page and its scripts. */
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSandboxHouse, type SandboxHouse } from '../../../test/builders/sandbox-house.ts';
import { loadSandboxAssets } from './sandbox-assets.ts';

let house: SandboxHouse;
beforeAll(async () => {
  house = await openSandboxHouse();
});
afterAll(() => house.close());

it('the front page is a page for a browser and the service’s words for a program', async () => {
  const page = await house.edge.inject({ url: '/', headers: { accept: 'text/html,*/*' } });
  expect(page.headers['content-type']).toContain('text/html');
  for (const door of ['href="/sandbox/phone"', 'href="/app"', 'href="/starlingmarket"', 'owner@starlingmarket.example'])
    expect(page.body).toContain(door);
  expect((await house.edge.inject({ url: '/', headers: { accept: 'application/json' } })).json()).toEqual({ name: 'parley' });
  expect((await house.edge.inject('/sandbox/state')).json().services[0]).toMatchObject({ name: 'whatsapp', disturbed: false });
});

it('no page of the sandbox carries a script or a style of its own in its text', async () => {
  for (const url of [
    '/',
    '/sandbox/phone',
    '/sandbox/phone?embed=1',
    '/sandbox/faults',
    '/sandbox/courier',
    '/sandbox/printer',
    '/sandbox/mail',
  ]) {
    const page = await house.edge.inject({ url, headers: { accept: 'text/html' } });
    expect([url, page.statusCode]).toEqual([url, 200]);
    expect(page.body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=/);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    for (const [, file] of page.body.matchAll(/(?:src|href)="(\/sandbox\/assets\/[^"]+)"/g)) {
      const asset = await house.edge.inject(file ?? '');
      expect([file, asset.statusCode, asset.headers['cache-control']]).toEqual([file, 200, 'public, max-age=31536000, immutable']);
    }
  }
});

it('the phone’s whole script travels in less than 40 KB, without types', async () => {
  const assets = await loadSandboxAssets();
  const script = assets.names().filter((name) => /^(?:dom|phone.*)\.js$/.test(name));
  const text = script.map((name) => assets.get(name)?.body ?? '').join('\n');
  expect(text).not.toMatch(/^(?:export )?(?:interface|type|import type) \w/m);
  expect(brotliCompressSync(text).length).toBeLessThan(40_000);
});

it('the printer’s tray is empty at first, keeps its switches, and shows no file of another folder', async () => {
  expect((await house.edge.inject('/sandbox/printer/api')).json()).toMatchObject({ isPaired: false, hasPower: false, jobs: [] });
  const turned = await house.edge.inject({ method: 'PUT', url: '/sandbox/printer/api/switches', payload: { jammed: true } });
  expect(turned.json().switches).toEqual({ paperOut: false, jammed: true, offline: false });
  for (const key of ['..%2F..%2Fagent', 'switches', '00000000-0000-7000-8000-000000000000-1'])
    expect((await house.edge.inject(`/sandbox/printer/pages/${key}/1`)).statusCode).toBe(404);
});

it('the phone’s sample is a PDF of ours', async () => {
  const sample = await house.edge.inject('/sandbox/phone/api/sample.pdf');
  expect([sample.statusCode, sample.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(sample.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
});

it('an address that is no file of the sandbox is not found', async () => {
  for (const name of ['..%2F..%2Fapp.ts', 'people.ts', 'nothing.js'])
    expect((await house.edge.inject(`/sandbox/assets/x/${name}`)).statusCode).toBe(404);
});

it('a stand-in answers under its name as it would by itself', async () => {
  const refused = await house.edge.inject('/sandbox/whatsapp/v25.0/1001');
  expect([refused.statusCode, refused.json().error.type]).toEqual([401, 'OAuthException']);
  const found = await house.edge.inject({
    url: '/sandbox/whatsapp/v25.0/1001?fields=verified_name',
    headers: { authorization: 'Bearer EAAtest' },
  });
  expect(found.json()).toMatchObject({ id: '1001', verified_name: 'Starling Market' });
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new File([new Uint8Array([1, 2, 3])], 'a.pdf', { type: 'application/pdf' }));
  const sent = new Request('http://localhost', { method: 'POST', body: form });
  const uploaded = await house.edge.inject({
    method: 'POST',
    url: '/sandbox/whatsapp/v25.0/1001/media',
    headers: { authorization: 'Bearer EAAtest', 'content-type': sent.headers.get('content-type') ?? '' },
    payload: Buffer.from(await sent.arrayBuffer()),
  });
  expect(house.whatsapp.phone.media(uploaded.json().id)?.bytes).toEqual(new Uint8Array([1, 2, 3]));
});

it('faults are switched by name and pulled into bounds by refusal', async () => {
  const put = (name: string, payload: object) => house.edge.inject({ method: 'PUT', url: `/sandbox/faults/api/${name}`, payload });
  expect((await put('whatsapp', { webhookRepeat: 0.5 })).json().service.faults).toMatchObject({ webhookRepeat: 0.5, webhookDrop: 0 });
  expect(house.whatsapp.faults.get().webhookRepeat).toBe(0.5);
  expect((await put('whatsapp', { webhookRepeat: 2 })).statusCode).toBe(400);
  expect((await put('whatsapp', { unknown: 1 })).statusCode).toBe(400);
  expect((await put('nobody', { webhookRepeat: 1 })).statusCode).toBe(404);
  house.whatsapp.faults.set({ webhookRepeat: 0 });
});

it('a switched-off district is not served, its neighbour is', async () => {
  const put = (payload: object) => house.edge.inject({ method: 'PUT', url: '/sandbox/courier/api/served', payload });
  expect((await put({ prefixes: ['560'], served: false })).statusCode).toBe(204);
  const pin = async (code: string) => (await house.edge.inject(`/sandbox/courier/api/pins/${code}`)).json();
  expect(await pin('560034')).toEqual({ pin: '560034', known: true, served: false, city: 'Bengaluru', state: 'Karnataka' });
  expect(await pin('570001')).toMatchObject({ served: true });
  expect(await pin('999999')).toEqual({ pin: '999999', known: false, served: false });
  expect((await put({ prefixes: ['<b>'], served: true })).statusCode).toBe(400);
  expect(
    (await house.edge.inject({ method: 'POST', url: '/sandbox/courier/api/parcels/none/move', payload: { status: 7 } })).statusCode,
  ).toBe(404);
});
