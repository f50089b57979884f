/** The program as an operator meets it: it starts on a bare folder, keeps everything through a kill, and refuses a second start by name. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, textAt } from './builders/merchant.ts';
import { type RunningProgram, startProgram } from './builders/process.ts';
import { freePort } from './builders/town.ts';

let folder: string;
let port: number;
let program: RunningProgram;
const environment = () => ({ DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'warn' });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-start-'));
  port = await freePort();
  program = startProgram('all', environment());
  await program.prints(/Sign in as .* with .*/, 240_000);
}, 300_000);
afterAll(async () => {
  await program.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

async function demoProducts(): Promise<unknown> {
  const login = await fetch(`${program.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'owner@starlingmarket.example', password: 'parley-demo-shop' }),
  });
  const token = textAt(await login.json(), 'token');
  const answer = await fetch(`${program.url}/api/v1/products?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  return at(await answer.json(), 'pagination.total');
}

describe('npm start', () => {
  test('on a bare folder opens the demo shop and prints where to go', async () => {
    for (const path of ['/', '/sandbox/phone', '/app', '/starlingmarket']) expect(program.output()).toContain(`${program.url}${path}`);
    expect(await demoProducts()).toBe(40);
    for (const path of ['/', '/sandbox/phone', '/starlingmarket', '/docs', '/openapi.json'])
      expect((await fetch(program.url + path)).status, path).toBe(200);
  });

  test('a second start on the same folder is refused by name of the first', async () => {
    const second = startProgram('all', { ...environment(), PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/did not start/);
    expect(second.output()).toContain(program.url);
    expect((await fetch(`${program.url}/health`)).status).toBe(200);
  });

  test('killed without warning, the next start keeps everything', async () => {
    await program.kill('SIGKILL');
    program = startProgram('all', environment());
    await program.answers();
    expect(await demoProducts()).toBe(40);
  });

  test('a wrong setting is refused with its name', async () => {
    const wrong = startProgram('all', { ...environment(), PORT: 'many' });
    expect(await wrong.ended).toBe(1);
    expect(wrong.output()).toContain('PORT');
    const live = startProgram('all', { ...environment(), PARLEY_MODE: 'live', PORT: String(await freePort()) });
    expect(await live.ended).toBe(1);
    expect(live.output()).toContain('SECRET_KEY');
  });
});
