/** The scanner's client against its stand-in over a socket: clean, infected, too long, away. In doubt nothing is called clean. */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { createClamdClient, readAddress } from './client.ts';
import { openClamdSimulator, testVirus } from './simulator.ts';

test('a clean file is clean, however long, and the test virus is found wherever it lies', async () => {
  const clamd = await openClamdSimulator();
  const client = createClamdClient({ address: clamd.address });
  expect(await client.scan(Buffer.alloc(300_000, 1))).toEqual({ ok: true, value: { isClean: true } });
  expect(await client.scan(new Uint8Array())).toEqual({ ok: true, value: { isClean: true } });
  const infected = Buffer.concat([Buffer.alloc(100_000), Buffer.from(testVirus), Buffer.alloc(100_000)]);
  expect(await client.scan(infected)).toEqual({ ok: true, value: { isClean: false, name: 'Eicar-Test-Signature' } });
  expect(clamd.scanned()).toBe(3);
  await clamd.close();
});

test('a stream beyond its limit is no clean one', async () => {
  const clamd = await openClamdSimulator({ mostBytes: 1_000 });
  expect(await createClamdClient({ address: clamd.address }).scan(Buffer.alloc(2_000))).toMatchObject({
    ok: false,
    refusal: { kind: 'refused' },
  });
  await clamd.close();
});

test('away, silent, or gone in the middle: unavailable', async () => {
  const clamd = await openClamdSimulator();
  await clamd.close();
  expect(await createClamdClient({ address: clamd.address }).scan(Buffer.from('x'))).toMatchObject({
    ok: false,
    refusal: { kind: 'unavailable' },
  });
  const mute = createServer((socket) => void socket.on('error', () => socket.destroy()));
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(mute.address() as AddressInfo).port}`;
  expect(await createClamdClient({ address, timeoutMs: 50 }).scan(Buffer.from('x'))).toMatchObject({
    ok: false,
    refusal: { kind: 'unavailable' },
  });
  mute.close();
});

test('addresses of both kinds are read', () => {
  expect([readAddress('clamav:3310'), readAddress('[::1]:3310')]).toEqual([
    { host: 'clamav', port: 3310 },
    { host: '::1', port: 3310 },
  ]);
  expect(() => readAddress('clamav')).toThrow(/host:3310/);
});
