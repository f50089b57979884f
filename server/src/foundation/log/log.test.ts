/** What the log promises: it tells what happened and never to whom. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { scrubText } from './scrub.ts';

function capture(form: 'json' | 'lines') {
  const lines: string[] = [];
  const log = createLog({ level: 'debug', form, write: (line) => lines.push(line), now: () => new Date('2025-03-29T10:00:00Z') });
  return { log, text: () => lines.join('') };
}

describe.each(['json', 'lines'] as const)('the log in %s', (form) => {
  it('leaks no phone, email, token or name, wherever they are put', () => {
    const { log, text } = capture(form);
    const person = {
      phone: '+91 98765 43210',
      email: 'asha@example.com',
      token: 'EAAGm0PX4ZCpsBAKZC',
      name: 'Asha Rao',
      password: 'hunter22',
    };
    log.info({ event: 'test', ...person, customer: person, list: [person] });
    for (const value of Object.values(person))
      log.with({ request_id: value }).warn({ event: `test ${value}`, reason: `failed for ${value}`, job_id: value });
    log.error({ event: 'test', error: new Error(`no customer ${person.phone} ${person.email} Bearer ${person.token}`) });
    log.error({ event: 'test', error: person, url: `https://host/x?token=${person.password}&phone=919876543210` });
    for (const hidden of ['98765', '43210', 'asha@', 'EAAGm0', '919876543210']) expect(text()).not.toContain(hidden);
    expect(text().split('\n')[0]).not.toMatch(/Asha|hunter22/);
  });

  it('keeps events, ids, codes and measures', () => {
    const { log, text } = capture(form);
    log.with({ merchant_id: '01957f0a-1111-7222-8333-944444444444' }).info({
      event: 'order.placed',
      order_id: '01957f0a-5555-7666-8777-988888888888',
      status: 201,
      elapsed_ms: 12,
      route: '/api/v1/orders/:id',
    });
    for (const kept of [
      'order.placed',
      '01957f0a-1111-7222-8333-944444444444',
      '01957f0a-5555-7666-8777-988888888888',
      '201',
      '12',
      '/api/v1/orders/:id',
    ]) {
      expect(text()).toContain(kept);
    }
  });

  it('tells where an error came from', () => {
    const { log, text } = capture(form);
    log.error({ event: 'job.failed', error: Object.assign(new TypeError('x is not a function'), { code: '23505' }) });
    expect(text()).toMatch(/TypeError: x is not a function/);
    expect(text()).toContain('23505');
    expect(text()).toContain('log.test.ts');
  });
});

it('a line below the level is not written', () => {
  const lines: string[] = [];
  createLog({ level: 'warn', form: 'lines', write: (line) => lines.push(line) }).info({ event: 'quiet' });
  createLog({ level: 'warn', form: 'json', write: (line) => lines.push(line) }).info({ event: 'quiet' });
  expect(lines).toEqual([]);
});

it('no phone number or mail address survives in any text', () => {
  fc.assert(
    fc.property(fc.string(), fc.stringMatching(/^[1-9]\d{9,13}$/), fc.string(), (before, digits, after) => {
      const scrubbed = scrubText(`${before} ${digits} and ${digits}@mail.example ${after}`);
      expect(scrubbed).not.toContain(digits);
      expect(scrubbed).not.toContain('@mail.example');
    }),
  );
});
