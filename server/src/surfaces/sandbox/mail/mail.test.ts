/** The letter box: mails come in over SMTP and are read in a browser or by a test; what a mail says cannot act. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSandboxHouse, type SandboxHouse } from '../../../../test/builders/sandbox-house.ts';
import { createSmtpClient } from '../../../providers/mail/smtp/client.ts';

let house: SandboxHouse;
beforeAll(async () => {
  house = await openSandboxHouse();
});
afterAll(() => house.close());

const send = (subject: string, to = 'asha@example.com', html = `<html><head></head><body><p>${subject}</p></body></html>`) =>
  createSmtpClient({ url: async () => house.catcher.url, from: 'no-reply@shop.example' }).send({
    id: crypto.randomUUID(),
    to,
    subject,
    text: subject,
    html,
  });
const get = (url: string) => house.edge.inject({ url, headers: { accept: 'text/html' } });

it('an empty box says what would lie in it; a mail that arrives is listed and can be read', async () => {
  expect((await get('/sandbox/mail')).body).toContain('No mail yet');
  await send('Come & join <us>');
  const list = (await get('/sandbox/mail')).body;
  expect(list).toContain('Come &amp; join &lt;us&gt;');
  const [, path = ''] = /href="(\/sandbox\/mail\/[^"]+)"/.exec(list) ?? [];
  const page = await get(path);
  expect([page.statusCode, page.body.includes('asha@example.com'), page.body.includes(`src="${path}/page"`)]).toEqual([200, true, true]);
  expect((await get('/sandbox/mail/nothing')).statusCode).toBe(404);
});

it('a mail’s own page can run nothing and ask for nothing', async () => {
  await send(
    'Evil',
    'eve@example.com',
    '<html><head></head><body><script>alert(1)</script><img src="https://evil.example/x"></body></html>',
  );
  const { mails } = (await house.edge.inject('/sandbox/mail/api?to=eve@example.com')).json();
  const page = await get(`/sandbox/mail/${encodeURIComponent(mails[0].id)}/page`);
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/^sandbox /);
  expect(policy).not.toContain('allow-scripts');
});

it('tests read mails by address and empty the box', async () => {
  await send('For Ben', 'ben@example.com');
  const of = async (to: string) => (await house.edge.inject(`/sandbox/mail/api?to=${to}`)).json().mails as { subject: string }[];
  expect((await of('ben@example.com')).map((each) => each.subject)).toEqual(['For Ben']);
  expect(await of('nobody@example.com')).toEqual([]);
  expect((await house.edge.inject({ method: 'DELETE', url: '/sandbox/mail/api' })).statusCode).toBe(204);
  expect(await of('ben@example.com')).toEqual([]);
});
