/** Decides what a log line may contain: known fields with plain values, texts with anything personal or secret struck out. */
import { isUuid } from '@parley/contract/values/id.ts';

/** Fields that may be written. Whatever ends in `_id`, `_ms` or `_count` may, too. Add a name only when its values are ours, not a person's. */
const ALLOWED = new Set(
  [
    'event reason code kind state status method route address url queue job attempt mode version',
    'provider operation count seed pid port database migrations role retry signal name_of_file size',
  ].flatMap((line) => line.split(' ')),
);
const ALLOWED_ENDING = /_(?:id|ms|count)$/;
const STRUCK = '[struck]';
const UUID_PART = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/gi;
const SECRETS: readonly RegExp[] = [
  /[\w.%+'-]+(?:@|%40)[\w.-]+/g, // mail addresses
  /\b(?:bearer|basic)\s+\S+/gi,
  /\beyJ[\w-]*\.[\w-]*\.?[\w-]*/g, // JSON web tokens
  /\bwamid\.\S+/g, // holds the phone number, encoded
  /\b(?:sk|pk|rk|rzp|whsec|EAA)_?[\w-]{8,}/g, // keys of providers
  /([?&#][^=\s&]{1,40}=)[^\s&#]+/g, // values in a query
  /\+?\d(?:[\s().-]{0,2}\d){6,}/g, // phone, card and account numbers
  /[\w+-]{32,}={0,2}/g, // anything long and opaque
];
const MAX_TEXT = 600;

/** The text with mail addresses, numbers of seven digits or more, tokens and query values struck out; UUIDs stay. */
export function scrubText(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .split(UUID_PART)
    .map((part) => (isUuid(part) ? part : SECRETS.reduce((rest, pattern) => rest.replace(pattern, STRUCK), part)))
    .join('');
}

/** Only allowed fields; objects and arrays are left out whole, an Error becomes its name, code, message and first frames. */
export function scrubFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    if (name === 'error') Object.assign(clean, scrubError(value));
    else if (ALLOWED.has(name) || ALLOWED_ENDING.test(name)) {
      const plain = plainValue(name, value);
      if (plain !== undefined) clean[name] = plain;
    }
  }
  return clean;
}

function plainValue(name: string, value: unknown): unknown {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') {
    const measured = name.endsWith('_ms') || name.endsWith('_count') || name === 'count' || name === 'seed' || name === 'size';
    return measured || Math.abs(Number(value)) < 1e7 ? (typeof value === 'bigint' ? value.toString() : value) : STRUCK;
  }
  return typeof value === 'string' ? scrubText(value) : undefined;
}

function scrubError(value: unknown): Record<string, unknown> {
  if (!(value instanceof Error)) return { error: typeof value === 'string' ? scrubText(value) : 'not an Error' };
  const code = 'code' in value && typeof value.code === 'string' ? { error_code: scrubText(value.code) } : {};
  const frames = (value.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/\S*\/((?:server|contract|node_modules)\/)/, '($1'));
  const cause = value.cause instanceof Error ? { error_cause: `${value.cause.name}: ${scrubText(value.cause.message)}` } : {};
  return { error: `${value.name}: ${scrubText(value.message)}`, ...code, ...cause, stack: frames.join('\n') };
}
