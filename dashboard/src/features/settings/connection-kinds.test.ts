/** The accounts a shop connects: the same fields as the API wants, addresses that lead to the shop, secrets nobody guesses. */
import { connectionFields, publicFields } from '@parley/contract/api/connections.ts';
import { describe, expect, test } from 'vitest';
import { adviceFor } from './connection-advice.ts';
import { kinds, madeUpSecret, sandboxValues, webhookAddress } from './connection-kinds.ts';

const kindOf = (name: string) => kinds.find(({ kind }) => kind === name) ?? expect.fail(`no ${name}`);

describe('connections', () => {
  test.each(kinds.map((kind) => [kind.kind, kind] as const))(
    '%s asks for fields that the API takes, and for all it needs',
    (name, kind) => {
      const values = sandboxValues(kind);
      expect(connectionFields[name].safeParse(values).error?.issues ?? []).toEqual([]);
      const needed = Object.fromEntries(kind.fields.filter(({ optional }) => !optional).map((field) => [field.name, values[field.name]]));
      expect(connectionFields[name].safeParse(needed).success).toBe(true);
    },
  );

  test('what the API shows whole is not hidden while it is typed, and nothing else is open', () => {
    for (const { fields } of kinds)
      for (const field of fields) expect([field.name, field.secret]).toEqual([field.name, !publicFields.has(field.name)]);
  });

  test('events are sent to the shop’s own address; the courier’s name is not in it', () => {
    expect(webhookAddress(kindOf('whatsapp'), 'https://a.example', 'asha')).toBe('https://a.example/webhooks/whatsapp/asha');
    expect(webhookAddress(kindOf('shiprocket'), 'https://a.example', 'asha')).toBe('https://a.example/webhooks/courier/asha');
    expect(webhookAddress(kindOf('openai'), 'https://a.example', 'asha')).toBeUndefined();
  });

  test('made-up secrets are long and never the same', () => {
    const made = new Set(Array.from({ length: 200 }, madeUpSecret));
    expect(made.size).toBe(200);
    for (const each of made) expect(each).toMatch(/^[0-9a-f]{48}$/);
  });

  test.each([
    ['whatsapp', 'Error validating access token: Session has expired', 'token'],
    ['whatsapp', '(#10) Application does not have permission for this action', 'permission'],
    ['whatsapp', "Unsupported get request. Object with ID '1' does not exist", 'number'],
    ['whatsapp', 'Account has been locked', 'limits'],
    ['whatsapp', 'the weather', undefined],
    ['razorpay', 'Authentication failed', 'keys'],
    ['stripe', 'Invalid API Key provided: sk_test_x', 'keys'],
    ['shiprocket', 'Invalid email and password combination', 'login'],
    ['paystack', 'the weather', undefined],
  ] as const)('%s saying “%s” leads to advice about %s', (kind, why, advice) => expect(adviceFor(kind, why)).toBe(advice));
});
