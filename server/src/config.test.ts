/** What the settings promise: what is wrong is named, what is absent has a sensible value, secrets are kept and not shown. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig, settingNames } from './config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('an empty environment is a whole sandbox on this machine alone', () => {
  const config = readConfig({ DATA_DIR: folder });
  expect(config).toMatchObject({
    mode: 'sandbox',
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://127.0.0.1:3000',
    databaseUrl: undefined,
    s3: undefined,
  });
  expect(config.services.whatsapp).toBeUndefined();
});

it('the sandbox makes its key once, for its owner alone', () => {
  const first = readConfig({ DATA_DIR: folder }).secretKey;
  expect(Buffer.from(first, 'base64')).toHaveLength(32);
  expect(readConfig({ DATA_DIR: folder }).secretKey).toBe(first);
  expect(statSync(join(folder, 'secret-key')).mode & 0o777).toBe(0o600);
});

it('a path of LibreOffice that leads nowhere is told at the start', () => {
  const environment = { DATA_DIR: folder, LIBREOFFICE_PATH: join(folder, 'soffice') };
  expect(() => readConfig(environment)).toThrow(/LIBREOFFICE_PATH: there is no program at this path/);
  writeFileSync(environment.LIBREOFFICE_PATH, '');
  expect(readConfig(environment).files.libreOffice).toBe(environment.LIBREOFFICE_PATH);
});

it('live mode needs a key and may use the embedded database', () => {
  expect(() => readConfig({ PARLEY_MODE: 'live', DATA_DIR: folder })).toThrow(/SECRET_KEY/);
  const config = readConfig({ PARLEY_MODE: 'live', DATA_DIR: folder, SECRET_KEY: 'k'.repeat(44) });
  expect(config).toMatchObject({ mode: 'live', host: '0.0.0.0', publicUrl: 'http://localhost:3000', databaseUrl: undefined });
});

it('every wrong setting is named and none is shown', () => {
  const wrong = {
    DATA_DIR: folder,
    PORT: 'eighty',
    DATABASE_URL: 'mysql://root:hunter22@x/y',
    SECRET_KEY: 'hunter22',
    RAZORPAY_API_URL: 'nowhere',
  };
  expect(() => readConfig(wrong)).toThrow(/PORT:[^]*DATABASE_URL:[^]*SECRET_KEY:[^]*RAZORPAY_API_URL:/);
  expect(() => readConfig(wrong)).not.toThrow(/hunter22/);
  expect(() => readConfig({ DATA_DIR: folder, S3_BUCKET: 'files' })).toThrow(/S3_ACCESS_KEY_ID/);
});

it('addresses of services are origins, and empty means absent', () => {
  const config = readConfig({
    DATA_DIR: folder,
    WHATSAPP_API_URL: 'http://localhost:9000/',
    STRIPE_API_URL: '',
    PUBLIC_URL: 'https://shop.example.com/',
  });
  expect(config.services).toMatchObject({ whatsapp: 'http://localhost:9000', stripe: undefined });
  expect(config.publicUrl).toBe('https://shop.example.com');
});

it('.env.example lists every setting, and no other', () => {
  const text = readFileSync(fileURLToPath(new URL('../../.env.example', import.meta.url)), 'utf8');
  const listed = [...text.matchAll(/^([A-Z0-9_]+)=/gm)].map((match) => match[1]);
  expect(new Set(listed)).toEqual(new Set(settingNames));
});

describe('connections in the environment', () => {
  const live = () => ({ PARLEY_MODE: 'live', DATA_DIR: folder, SECRET_KEY: 'k'.repeat(44) });

  it('are read whole, each kind by its own names, and in live mode alone', () => {
    const named = {
      RAZORPAY_KEY_ID: 'rzp_live_1',
      RAZORPAY_KEY_SECRET: 's',
      RAZORPAY_WEBHOOK_SECRET: 'w',
      CJ_EMAIL: 'a@b.example',
      CJ_PASSWORD: 'p',
    };
    expect(readConfig({ ...live(), ...named }).connections).toEqual({
      razorpay: { key_id: 'rzp_live_1', key_secret: 's', webhook_secret: 'w' },
      cj: { email: 'a@b.example', password: 'p' },
    });
    expect(readConfig({ DATA_DIR: folder, ...named }).connections).toEqual({});
  });

  it('that are cut in half keep the server from starting, by the name that is missing and without a value', () => {
    const half = { ...live(), RAZORPAY_KEY_ID: 'rzp_live_hunter22', SHIPROCKET_EMAIL: 'hunter22@b.example' };
    expect(() => readConfig(half)).toThrow(/RAZORPAY_KEY_SECRET:[^]*SHIPROCKET_PASSWORD:/);
    expect(() => readConfig(half)).not.toThrow(/hunter22/);
  });
});
