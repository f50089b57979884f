/** The agent against whatever may answer in the server's place: proxies, sign-in pages, moved addresses, servers that are too busy. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runAgent } from '../src/agent.ts';
import { createBackend } from '../src/backend.client.ts';
import { openBook } from '../src/book.ts';
import { download } from '../src/download.ts';
import { Stopped } from '../src/pace.ts';
import { createFolderPrinter } from '../src/printers/folder.ts';
import { aClaim } from './a-claim.ts';
import { until } from './agent-process.ts';

const PAGE = '<!doctype html><title>Sign in to the hotel</title>';
const never = new AbortController().signal;
let root: string;
const closing: (() => void)[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-wire-'));
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
  rmSync(root, { recursive: true, force: true });
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers each request so; tells what was asked. */
async function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const seen: IncomingMessage[] = [];
  const url = await serve((incoming, outgoing) => {
    seen.push(incoming);
    outgoing.writeHead(status, { 'content-type': body.startsWith('<') ? 'text/html' : 'application/json', ...headers }).end(body);
  });
  return { seen, url, backend: createBackend({ url, apiKey: 'secret-key' }) };
}

const job = aClaim();
const printed = { status: 'printed', lease: job.lease } as const;
const claim = { printer: 'Desk', waitSeconds: 0, leaseSeconds: 60 };

describe('what is not the server’s own word', () => {
  test.each([
    ['a page with 200', 200, PAGE],
    ['nothing with 200', 200, ''],
    ['nothing with 204', 204, ''],
    ['other JSON with 200', 200, '{"ok":true}'],
    ['a page with 404', 404, PAGE],
    ['a page with 403', 403, PAGE],
    ['a page with 502', 502, PAGE],
    ['a page with 407', 407, PAGE],
  ])('%s neither takes nor refuses a report, and ends no lease', async (_, status, body) => {
    const { backend } = await answering(status, body);
    expect((await backend.status(job.id, printed)).is).toBe('away');
    expect((await backend.heartbeat(job, { leaseSeconds: 60, sides: 1 })).is).toBe('away');
    expect((await backend.report({ printers: [] })).is).toBe('away');
    if (status !== 204) expect((await backend.claim(claim, never)).is).toBe('away');
  });

  test('the server’s own refusal is one', async () => {
    const { backend } = await answering(409, '{"status":"error","error":{"code":"x","message":"Not yours any more."}}');
    expect(await backend.status(job.id, printed)).toEqual({ is: 'refused', status: 409, message: 'Not yours any more.' });
  });

  test('an address that leads on is told, and the key does not follow', async () => {
    const elsewhere = await answering(200, '{"data":{}}');
    const { backend } = await answering(301, '', { location: `${elsewhere.url}/api/v1/print_agents/report` });
    expect(await backend.report({ printers: [] })).toMatchObject({ is: 'away', message: expect.stringContaining(elsewhere.url) });
    expect(elsewhere.seen).toEqual([]);
  });
});

describe('who asks us to wait', () => {
  test.each([
    ['seconds', '30', 30_000],
    ['a date', new Date(Date.now() + 60_000).toUTCString(), 60_000],
    ['a month', '2592000', 15 * 60_000],
  ])('in %s is not asked again by anybody until then, and for no longer than is sensible', async (_, header, ms) => {
    const { backend, seen } = await answering(429, '{"error":{"message":"Too much."}}', { 'retry-after': header });
    const first = await backend.claim(claim, never);
    expect(first.is === 'away' && Math.abs((first.retryAfterMs ?? 0) - ms)).toBeLessThan(2_000);
    const others = [
      await backend.report({ printers: [] }),
      await backend.heartbeat(job, { leaseSeconds: 60, sides: 0 }),
      await backend.claim(claim, never),
    ];
    for (const other of others) expect(other).toMatchObject({ is: 'away', retryAfterMs: expect.any(Number) });
    expect(seen).toHaveLength(1);
  });

  test('for a moment is asked again after it', async () => {
    let isBusy = true;
    const url = await serve((_, outgoing) => {
      outgoing.writeHead(isBusy ? 503 : 200, { 'retry-after': '0.05' }).end(isBusy ? PAGE : '{"data":[]}');
      isBusy = false;
    });
    const backend = createBackend({ url, apiKey: 'k' });
    expect((await backend.report({ printers: [] })).is).toBe('away');
    await until(async () => (await backend.report({ printers: [] })).is === 'ok');
  });
});

test('whatever says at once that there is no work is not asked without end', async () => {
  let claims = 0;
  const url = await serve((incoming, outgoing) => {
    if (incoming.url?.endsWith('/claim')) claims += 1;
    outgoing.writeHead(incoming.url?.endsWith('/claim') ? 204 : 200).end(incoming.url?.endsWith('/claim') ? '' : '{"data":[]}');
  });
  const stop = new AbortController();
  const began = performance.now();
  const run = runAgent(
    {
      stateFolder: join(root, 'state'),
      backend: createBackend({ url, apiKey: 'k' }),
      openBook: () => openBook(join(root, 'state')),
      printers: [{ name: 'Desk', printer: createFolderPrinter({ folder: join(root, 'tray') }) }],
      pollSeconds: 25,
      leaseSeconds: 60,
      lookMs: 20,
      version: '0',
      say: () => undefined,
    },
    stop.signal,
  );
  await until(() => claims >= 8);
  expect(performance.now() - began).toBeGreaterThan(1_000);
  stop.abort();
  await run.catch((error: unknown) => expect(error).toBeInstanceOf(Stopped));
});

test('a server below a path of its address is asked there', async () => {
  const { seen, url } = await answering(200, '{"data":[]}');
  await createBackend({ url: `${url}/parley`, apiKey: 'k' }).report({ printers: [] });
  expect(seen[0]?.url).toBe('/parley/api/v1/print_agents/report');
});

describe('a file', () => {
  const bytes = Buffer.from('%PDF-1.4 whole');
  const announced = aClaim({ file_bytes: bytes.length, file_sha256: createHash('sha256').update(bytes).digest('hex') });
  const load = (url: string, stop = never, stalledAfterMs?: number) =>
    download(new URL(url), announced, join(root, 'f.pdf'), stop, stalledAfterMs);

  test('that comes slowly but surely is taken, one that stops coming is not waited for', async () => {
    const slow = await serve((_, outgoing) => {
      outgoing.writeHead(200);
      let sent = 0;
      const timer = setInterval(() => {
        outgoing.write(bytes.subarray(sent, sent + 1));
        sent += 1;
        if (sent < bytes.length) return;
        clearInterval(timer);
        outgoing.end();
      }, 40);
    });
    // In all it takes longer than one gap may be.
    expect((await load(slow, never, 300)).is).toBe('ok');
    expect(readFileSync(join(root, 'f.pdf')).equals(bytes)).toBe(true);
    const stuck = await serve((_, outgoing) => void outgoing.writeHead(200).write(bytes.subarray(0, 4)));
    expect(await load(stuck, never, 200)).toEqual({ is: 'away', message: 'no more of it arrives' });
  });

  test('is let go at once when the agent is to end', async () => {
    const stuck = await serve((_, outgoing) => void outgoing.writeHead(200).write(bytes.subarray(0, 4)));
    const stop = new AbortController();
    const loading = load(stuck, stop.signal);
    stop.abort();
    expect((await loading).is).toBe('away');
  });

  test('that a sign-in page stands in for is not taken, nor is the job given up for it', async () => {
    expect((await load((await answering(200, PAGE)).url)).is).toBe('away');
    expect((await load((await answering(404, PAGE)).url)).is).toBe('away');
    expect((await load((await answering(410, '{"error":{"message":"The link has ended."}}')).url)).is).toBe('refused');
  });
});

describe('what is told when nobody answers', () => {
  test('names the cause, also where several addresses failed', async () => {
    const url = await serve(() => undefined);
    for (const close of closing.splice(0)) close();
    const answer = await createBackend({ url: url.replace('127.0.0.1', 'localhost'), apiKey: 'k' }).report({ printers: [] });
    expect(answer).toMatchObject({ is: 'away', message: expect.stringContaining('ECONNREFUSED') });
  });

  test.skipIf(spawnSync('openssl', ['version']).status !== 0)('names the way out where the certificate is the shop’s own', async () => {
    const [key, cert] = [join(root, 'key.pem'), join(root, 'cert.pem')];
    const made = spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      '/CN=localhost',
      '-keyout',
      key,
      '-out',
      cert,
    ]);
    expect(made.status).toBe(0);
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, outgoing) => outgoing.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = await createBackend({ url, apiKey: 'k' }).report({ printers: [] });
    expect(answer).toMatchObject({ is: 'away', message: expect.stringMatching(/self.signed.*NODE_EXTRA_CA_CERTS/) });
  });
});
