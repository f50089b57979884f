/**
 * The only reader of the environment: every setting of the program, checked once at the start. Errors name the variable and
 * never show its value.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ConnectionFields } from '@parley/contract/api/connections.ts';
import { z } from 'zod';
import { connectionsOf } from './config-connections.ts';
import { logLevels } from './foundation/log/log.ts';

/** An origin without a slash at the end. */
const origin = z
  .url({ protocol: /^https?$/ })
  .transform((text) => text.replace(/\/+$/, ''))
  .optional();
/** One field of a connection; what it must look like is judged by the kind. */
const credential = z.string().trim().optional();
const secret = z.string().min(32, 'needs at least 32 characters');

const schema = z.object({
  PARLEY_MODE: z.enum(['sandbox', 'live']).default('sandbox'),
  HOST: z.string().min(1).optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: origin,
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(200).default(12),
  SECRET_KEY: secret.optional(),
  SECRET_KEY_PREVIOUS: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .pipe(z.array(secret))
    .default([]),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  PARLEY_BILLING: z.enum(['on', 'off']).default('off'),
  S3_ENDPOINT: origin,
  S3_BUCKET: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).optional(),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  CLOUDINARY_URL: z.url({ protocol: /^cloudinary$/ }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z
    .string()
    .trim()
    .regex(/^(?:[^<>@]{1,100}<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'looks like Shop <shop@example.com>')
    .optional(),
  LIBREOFFICE_PATH: z
    .string()
    .refine(existsSync, 'there is no program at this path; install libreoffice-writer-nogui, or leave it empty')
    .optional(),
  CLAMD_ADDRESS: z
    .string()
    .regex(/^(?:\[[0-9a-fA-F:.]+\]|[^\s:[\]]+):\d{1,5}$/, 'looks like clamav:3310')
    .optional(),
  WEBHOOK_BODIES_DAYS: z.coerce.number().int().min(1).max(400).default(30),
  WHATSAPP_API_URL: origin,
  WHATSAPP_API_VERSION: z
    .string()
    .regex(/^v\d{1,3}\.\d$/, 'looks like v25.0')
    .default('v25.0'),
  TWILIO_API_URL: origin,
  TWILIO_CONTENT_API_URL: origin,
  RAZORPAY_API_URL: origin,
  STRIPE_API_URL: origin,
  PAYSTACK_API_URL: origin,
  SHIPROCKET_API_URL: origin,
  CJ_API_URL: origin,
  OPENAI_BASE_URL: origin,
  WHATSAPP_ACCESS_TOKEN: credential,
  WHATSAPP_PHONE_NUMBER_ID: credential,
  WHATSAPP_BUSINESS_ACCOUNT_ID: credential,
  WHATSAPP_APP_ID: credential,
  WHATSAPP_APP_SECRET: credential,
  WHATSAPP_VERIFY_TOKEN: credential,
  WHATSAPP_CATALOG_ID: credential,
  WHATSAPP_FLOWS_PRIVATE_KEY: credential,
  TWILIO_ACCOUNT_SID: credential,
  TWILIO_AUTH_TOKEN: credential,
  TWILIO_WHATSAPP_NUMBER: credential,
  TWILIO_MESSAGING_SERVICE_SID: credential,
  RAZORPAY_KEY_ID: credential,
  RAZORPAY_KEY_SECRET: credential,
  RAZORPAY_WEBHOOK_SECRET: credential,
  STRIPE_SECRET_KEY: credential,
  STRIPE_WEBHOOK_SECRET: credential,
  PAYSTACK_SECRET_KEY: credential,
  SHIPROCKET_EMAIL: credential,
  SHIPROCKET_PASSWORD: credential,
  SHIPROCKET_PICKUP_LOCATION: credential,
  SHIPROCKET_PICKUP_POSTCODE: credential,
  SHIPROCKET_WEBHOOK_TOKEN: credential,
  CJ_API_KEY: credential,
  CJ_EMAIL: credential,
  CJ_PASSWORD: credential,
  OPENAI_API_KEY: credential,
  OPENAI_MODEL: credential,
});

export type Environment = z.infer<typeof schema>;

export interface S3Settings {
  readonly endpoint: string | undefined;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Config {
  readonly mode: 'sandbox' | 'live';
  readonly host: string;
  readonly port: number;
  /** Origin under which people and providers reach us. */
  readonly publicUrl: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Absent: the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly databaseConnections: number;
  readonly secretKey: string;
  /** Keys that still open what they once sealed. */
  readonly previousSecretKeys: readonly string[];
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly billing: boolean;
  readonly s3: S3Settings | undefined;
  readonly cloudinaryUrl: string | undefined;
  /** Without a server no mail is sent; the sandbox brings one of its own. */
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string };
  /** Programs that look at files customers want printed; absent: Word files lose their layout, and nothing is scanned. */
  readonly files: { readonly libreOffice: string | undefined; readonly clamd: string | undefined };
  /** Days for which the raw body of a webhook is kept after it was read. */
  readonly webhookBodiesDays: number;
  /** Accounts of the one shop of a live install; empty in the sandbox, which has stand-ins. */
  readonly connections: Partial<ConnectionFields>;
  /** Where the operator says an outside service lives; undefined: the real address in live mode, the stand-in in sandbox mode. */
  readonly services: Services;
}

export interface Services {
  readonly whatsapp: string | undefined;
  readonly whatsappVersion: string;
  readonly twilio: string | undefined;
  readonly twilioContent: string | undefined;
  readonly razorpay: string | undefined;
  readonly stripe: string | undefined;
  readonly paystack: string | undefined;
  readonly shiprocket: string | undefined;
  readonly cj: string | undefined;
  readonly openai: string | undefined;
}

/** A setting is missing or wrong. The message is for the operator: one line a variable. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Names of all settings, for `.env.example` and the documentation. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

/** Reads, checks and completes the settings. In sandbox mode it may write `secret-key` into DATA_DIR. @throws SettingsError */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  // An empty value, as in `FOO=`, means absent.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`).join('\n'));
  }
  const env = parsed.data;
  const host = env.HOST ?? (env.PARLEY_MODE === 'sandbox' ? '127.0.0.1' : '0.0.0.0');
  const dataDir = resolve(env.DATA_DIR);
  const publicUrl = env.PUBLIC_URL ?? `http://${isEverywhere(host) ? 'localhost' : host}:${env.PORT}`;
  return {
    mode: env.PARLEY_MODE,
    host,
    port: env.PORT,
    publicUrl,
    dataDir,
    databaseUrl: env.DATABASE_URL,
    databaseConnections: env.DATABASE_CONNECTIONS,
    secretKey: env.SECRET_KEY ?? keptSecretKey(env.PARLEY_MODE, dataDir),
    previousSecretKeys: env.SECRET_KEY_PREVIOUS,
    logLevel: env.LOG_LEVEL,
    billing: env.PARLEY_BILLING === 'on',
    s3: s3Of(env),
    cloudinaryUrl: env.CLOUDINARY_URL,
    mail: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM ?? `Parley <no-reply@${new URL(publicUrl).hostname}>` },
    files: { libreOffice: env.LIBREOFFICE_PATH, clamd: env.CLAMD_ADDRESS },
    webhookBodiesDays: env.WEBHOOK_BODIES_DAYS,
    connections: ownConnections(env),
    services: servicesOf(env),
  };
}

function ownConnections(env: Environment): Partial<ConnectionFields> {
  if (env.PARLEY_MODE === 'sandbox') return {};
  const { connections, problems } = connectionsOf(env);
  if (problems.length > 0) throw new SettingsError(problems.join('\n'));
  return connections;
}

function servicesOf(env: Environment): Services {
  return {
    whatsapp: env.WHATSAPP_API_URL,
    whatsappVersion: env.WHATSAPP_API_VERSION,
    twilio: env.TWILIO_API_URL,
    twilioContent: env.TWILIO_CONTENT_API_URL,
    razorpay: env.RAZORPAY_API_URL,
    stripe: env.STRIPE_API_URL,
    paystack: env.PAYSTACK_API_URL,
    shiprocket: env.SHIPROCKET_API_URL,
    cj: env.CJ_API_URL,
    openai: env.OPENAI_BASE_URL,
  };
}

function s3Of(env: Environment): S3Settings | undefined {
  if (env.S3_BUCKET === undefined) return undefined;
  if (env.S3_ACCESS_KEY_ID === undefined) throw new SettingsError('S3_ACCESS_KEY_ID: needed with S3_BUCKET');
  if (env.S3_SECRET_ACCESS_KEY === undefined) throw new SettingsError('S3_SECRET_ACCESS_KEY: needed with S3_BUCKET');
  return {
    endpoint: env.S3_ENDPOINT,
    bucket: env.S3_BUCKET,
    region: env.S3_REGION ?? 'us-east-1',
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
  };
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** The sandbox makes its own key once and keeps it, readable by its owner alone. */
function keptSecretKey(mode: Config['mode'], dataDir: string): string {
  if (mode === 'live') throw new SettingsError('SECRET_KEY: required in live mode (32 random bytes in base64)');
  const file = join(dataDir, 'secret-key');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    const making = `${file}.${process.pid}`;
    writeFileSync(making, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
    chmodSync(making, 0o600);
    renameSync(making, file);
  }
  const key = readFileSync(file, 'utf8').trim();
  if (key.length < 32) throw new SettingsError(`SECRET_KEY: the file secret-key in DATA_DIR is damaged`);
  return key;
}
