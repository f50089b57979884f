/** Handing out the agent: whole, to anybody, and not twice to whoever has it already. */
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeTestEdge, makeTestEdge } from '../../../test/builders/test-edge.ts';
import { isReservedSlug } from '../../domains/merchants/index.ts';
import { createShopHosts } from '../storefront/shop-hosts.ts';
import { printAgentRoutes } from './print-agent.routes.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-handed-out-'));
let house: Awaited<ReturnType<typeof makeTestEdge>>;
beforeAll(async () => {
  house = await makeTestEdge((app) => void app.register(printAgentRoutes(pathToFileURL(`${folder}/`))));
});
afterAll(async () => {
  await closeTestEdge(house);
  rmSync(folder, { recursive: true, force: true });
});
const get = (url: string, headers: Record<string, string> = {}) => house.edge.inject({ url, headers });

it('before it is built it says what is missing', async () => {
  const answer = await get('/print-agent.mjs');
  expect([answer.statusCode, answer.body]).toEqual([503, expect.stringContaining('build:print-agent')]);
});

it('both forms come whole to a stranger, are not sent twice, and follow a new build', async () => {
  for (const [name, type] of [
    ['print-agent.mjs', 'text/javascript'],
    ['print-agent.tgz', 'application/gzip'],
  ] as const) {
    const bytes = Buffer.alloc(5_000, name);
    writeFileSync(join(folder, name), bytes);
    const first = await get(`/${name}`);
    expect([first.statusCode, first.rawPayload.equals(bytes)]).toEqual([200, true]);
    expect(first.headers).toMatchObject({ 'cache-control': 'public, no-cache', 'content-disposition': `attachment; filename="${name}"` });
    expect(first.headers['content-type']).toContain(type);
    const tag = String(first.headers.etag);
    const again = await get(`/${name}`, { 'if-none-match': `W/${tag}, "other"` });
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', tag]);
    writeFileSync(join(folder, name), 'newer');
    utimesSync(join(folder, name), 2_000_000_000, 2_000_000_000);
    const newer = await get(`/${name}`, { 'if-none-match': tag });
    expect([newer.statusCode, newer.body]).toEqual([200, 'newer']);
  }
});

it('no shop can stand in its place, and a shop’s own host hands it out too', () => {
  const hosts = createShopHosts({ publicUrl: 'https://parley.example', load: async () => Promise.resolve(new Map()) });
  for (const name of ['print-agent.mjs', 'print-agent.tgz']) {
    expect(isReservedSlug(name.replace('.', '-'))).toBe(true);
    expect(hosts.lead('starling.parley.example', `/${name}`)).toBe(`/${name}`);
  }
});
