/** The entrance of a stand-in over a real port: bodies, statuses, faults; and its state on disk. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFaultSwitch, withFaults } from './fault-switch.ts';
import { createRouter, route } from './router.ts';
import { seededRandom } from './seeded-random.ts';
import { serveSimulator } from './serve-simulator.ts';
import { fileState } from './state.ts';

const echo = createRouter([
  route('POST', '/v1/:id/echo', async ({ request, params }) =>
    Response.json({ id: params['id'], said: await request.text() }, { status: 201 }),
  ),
  route('GET', '/files/*', ({ params }) => new Response(params['*'])),
]);

it('a served stand-in answers what it would answer in process', async () => {
  const served = await serveSimulator({ fetch: echo });
  const response = await fetch(`${served.url}/v1/a%20b/echo`, { method: 'POST', body: 'hë' });
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({ id: 'a b', said: 'hë' });
  expect(await (await fetch(`${served.url}/files/x/y`)).text()).toBe('x/y');
  expect((await fetch(`${served.url}/v1/a/echo`)).status).toBe(404);
  await served.close();
});

it('a call refused by fault has no effect; one failed after its effect had it', async () => {
  const faults = createFaultSwitch({ refuse500: 1 });
  let effects = 0;
  const handler = async (): Promise<Response> => {
    effects += 1;
    return Response.json({});
  };
  const entrance = withFaults(handler, { faults, random: seededRandom(3), refusal: () => new Response('no', { status: 500 }) });
  const served = await serveSimulator({ fetch: entrance });
  expect(await (await fetch(served.url)).text()).toBe('no');
  expect(effects).toBe(0);
  faults.set({ refuse500: 0, effectThen500: 1 });
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      fetch(served.url).then(
        (response) => response.status,
        () => 'hung up',
      ),
    ),
  );
  expect(new Set(outcomes)).toEqual(new Set([500, 'hung up']));
  expect(effects).toBe(20);
  await served.close();
});

it('faults are pulled into their bounds', () => {
  expect(createFaultSwitch({ webhookDrop: 7, answerDelayMs: -5 }).get()).toMatchObject({ webhookDrop: 1, answerDelayMs: 0 });
});

it('the file of a stand-in holds the last document given, built when it is written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stand-in-'));
  const state = fileState(join(folder, 'deep', 'state.json'), { debounceMs: 1 });
  expect(await state.load()).toBeUndefined();
  let count = 1;
  const document = { toJSON: () => ({ count }) };
  state.save(document);
  count = 2;
  await state.flush();
  expect(JSON.parse(await readFile(join(folder, 'deep', 'state.json'), 'utf8'))).toEqual({ count: 2 });
  expect(await fileState(join(folder, 'deep', 'state.json')).load()).toEqual({ count: 2 });
  await rm(folder, { recursive: true });
});
