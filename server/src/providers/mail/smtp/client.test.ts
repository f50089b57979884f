/** The mail client against a real SMTP conversation with the stand-in. */
import { secondMs } from '@parley/contract/values/time.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freePort } from '../../../../test/builders/free-port.ts';
import { memoryState } from '../../simulation/state.ts';
import { createSmtpClient } from './client.ts';
import { type MailCatcher, openMailCatcher } from './simulator.ts';

let catcher: MailCatcher;
beforeAll(async () => {
  catcher = await openMailCatcher({ clock: { now: () => new Date('2026-01-02T03:04:05Z') } });
});
beforeEach(() => {
  catcher.clear();
  catcher.refuseWith(undefined);
});
afterAll(() => catcher.close());

const client = createSmtpClient({ url: async () => catcher.url, from: 'Parley <no-reply@shop.example>' });
const mail = {
  id: '0190f6f2-0000-7000-8000-000000000001',
  to: 'asha@example.com',
  subject: 'नमस्ते, olá & <b>ça va</b>',
  text: `Línea uno\n\nhttps://shop.example/app/invite?token=${'t'.repeat(120)}`,
  html: '<p>ça va &amp; bien</p>',
};

test('a mail arrives as it was sent, in any script, under its own id', async () => {
  expect(await client.send(mail)).toEqual({ ok: true, value: undefined });
  expect(catcher.mails()).toHaveLength(1);
  expect(catcher.mails()[0]).toMatchObject({
    id: `${mail.id}@shop.example`,
    at: '2026-01-02T03:04:05.000Z',
    from: 'no-reply@shop.example',
    to: ['asha@example.com'],
    subject: mail.subject,
  });
  expect(catcher.mails()[0]?.text.trim()).toBe(mail.text);
  expect(catcher.mails()[0]?.html.trim()).toBe(mail.html);
});

test('neither a subject of several lines nor an address with a comma reaches anybody else', async () => {
  await client.send({ ...mail, subject: 'Hello\r\nBcc: eve@example.com' });
  await client.send({ ...mail, to: 'asha@example.com, eve@example.com' });
  expect(catcher.mails().flatMap((each) => each.to)).not.toContain('eve@example.com');
});

test('a lasting refusal is told from one that passes, and both from silence', async () => {
  const refusedWith = async (status: number) => {
    catcher.refuseWith(status);
    const sent = await client.send(mail);
    return sent.ok ? 'sent' : sent.refusal.kind;
  };
  expect([await refusedWith(550), await refusedWith(451)]).toEqual(['refused', 'unavailable']);
  const port = await freePort();
  const nobody = createSmtpClient({ url: async () => `smtp://127.0.0.1:${port}`, from: 'a@b.example' });
  const startedAt = Date.now();
  expect(await nobody.send(mail)).toMatchObject({ ok: false, refusal: { kind: 'unavailable' } });
  expect(Date.now() - startedAt).toBeLessThan(10 * secondMs);
  expect(await createSmtpClient({ url: async () => undefined, from: 'a@b.example' }).send(mail)).toMatchObject({ ok: false });
});

test('the last mails are kept, also by the next process', async () => {
  const state = memoryState();
  const small = await openMailCatcher({ clock: { now: () => new Date() }, state, keeps: 3 });
  const sender = createSmtpClient({ url: async () => small.url, from: 'a@b.example' });
  for (let count = 0; count < 5; count += 1) await sender.send({ ...mail, subject: String(count) });
  await small.close();
  const next = await openMailCatcher({ clock: { now: () => new Date() }, state });
  expect(next.mails().map((each) => each.subject)).toEqual(['4', '3', '2']);
  await next.close();
});
