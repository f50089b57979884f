/** What a merchant's address may reach: the public internet, and nothing of ours. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guardedFetch, isPublicAddress } from './guarded-fetch.ts';

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/file') response.writeHead(200, { 'content-type': 'image/png' }).end('pixels');
    else if (request.url === '/large') response.writeHead(200).end('x'.repeat(10_000));
    else if (request.url === '/inward') response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
});

/** The test's own server lies on loopback: it alone is let through. */
const own = (address: string): boolean => address === '127.0.0.1';
const at = (path: string) => `http://127.0.0.1:${port}${path}`;

describe('guardedFetch', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '224.0.0.1',
    'nonsense',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['8.8.8.8', '93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    'http://127.0.0.1/x',
    'http://localhost/x',
    'http://[::1]/x',
    'http://2130706433/x',
    'http://0x7f.1/x',
    'file:///etc/passwd',
    'ftp://example.com/x',
    'http://user:password@example.com/x',
  ])('%s is refused before anything is sent', async (address) => {
    const answer = await guardedFetch(address, { maxBytes: 100 });
    expect(answer.ok ? 'taken' : answer.refusal.kind).toBe('forbidden_address');
  });

  test('bytes and type of a public file are answered', async () => {
    const answer = await guardedFetch(at('/file'), { maxBytes: 100, mayReach: own });
    expect(answer.ok && [Buffer.from(answer.value.bytes).toString(), answer.value.mimeType]).toEqual(['pixels', 'image/png']);
  });

  test('a redirect inward, a circle, a large file and a missing one are refused', async () => {
    const kinds = await Promise.all(
      ['/inward', '/round', '/large', '/missing'].map(async (path) => {
        const answer = await guardedFetch(at(path), { maxBytes: 100, mayReach: own });
        return answer.ok ? 'taken' : answer.refusal.kind;
      }),
    );
    expect(kinds).toEqual(['forbidden_address', 'refused', 'too_large', 'refused']);
  });
});
