/** Reads Stripe's bracketed parameters and refuses wrong ones in its words. It must never know an endpoint. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { z } from 'zod';
import { type ApiRefusal, invalid } from './refusals.ts';

export const integer = z
  .string()
  .regex(/^-?\d{1,15}$/, 'integer')
  .transform(Number);
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
/** At most 50 pairs, names to 40 and values to 500 characters. */
export const metadata = z
  .record(
    z.string().max(40, 'Metadata keys can have up to 40 characters.'),
    z.string().max(500, 'Metadata values can have up to 500 characters.'),
  )
  .refine((pairs) => Object.keys(pairs).length <= 50, 'You can have up to 50 metadata keys.');
export const expand = z.array(z.string()).optional();

type Node = string | Map<string, Node>;

/** `a[b][0]=c` and `a[]=c` as objects and lists; numbered names make a list. */
export function readForm(form: URLSearchParams): unknown {
  const root = new Map<string, Node>();
  for (const [name, value] of form) {
    const [first = '', ...rest] = name.split('[').map((part, index) => (index === 0 ? part : part.replace(/\]$/, '')));
    put(root, [first, ...rest], value);
  }
  return plain(root);
}

function put(into: Map<string, Node>, [name = '', ...rest]: readonly string[], value: string): void {
  const key = name === '' ? String(into.size) : name;
  if (rest.length === 0) {
    into.set(key, value);
    return;
  }
  const known = into.get(key);
  const next = known instanceof Map ? known : new Map<string, Node>();
  into.set(key, next);
  put(next, rest, value);
}

function plain(node: Node): unknown {
  if (typeof node === 'string') return node;
  const entries = [...node].map(([name, each]) => [name, plain(each)] as const);
  return entries.length > 0 && entries.every(([name], index) => name === String(index))
    ? entries.map(([, each]) => each)
    : Object.fromEntries(entries);
}

/** Parses what was sent, or refuses its first fault with the parameter's name. */
export function readParameters<S extends z.ZodType>(schema: S, sent: unknown): Result<z.infer<S>, ApiRefusal> {
  const empty = findEmpty(sent, []);
  if (empty) {
    const param = bracketed(empty);
    const message = `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`;
    return invalid(message, { code: 'parameter_invalid_empty', param });
  }
  const parsed = schema.safeParse(sent);
  return parsed.success ? ok(parsed.data) : faultOf(parsed.error, sent);
}

function faultOf(error: z.ZodError, sent: unknown): ReturnType<typeof invalid> {
  const issue = error.issues[0];
  if (!issue) return invalid('Invalid request.');
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const param = bracketed([...path, issue.keys[0] ?? '']);
    return invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const param = bracketed(path);
  const value = path.reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined), sent);
  if (value === undefined) return invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  if (issue.message === 'integer')
    return invalid(`Invalid integer: ${typeof value === 'string' ? value : 'object'}`, { code: 'parameter_invalid_integer', param });
  if (issue.message === 'url') return invalid('Not a valid URL', { code: 'url_invalid', param });
  if (issue.code === 'invalid_value') return invalid(`Invalid ${param}: must be one of ${issue.values.map(String).join(', ')}`, { param });
  return invalid(issue.code === 'invalid_type' ? `Invalid ${issue.expected}` : issue.message, { param });
}

/** Of metadata an empty value takes a pair away, which is no fault. */
function findEmpty(value: unknown, path: readonly string[]): readonly string[] | undefined {
  if (value === '') return path.includes('metadata') ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, each] of Object.entries(value)) {
    const found = findEmpty(each, [...path, name]);
    if (found) return found;
  }
  return undefined;
}

function bracketed([first = '', ...rest]: readonly string[]): string {
  return first + rest.map((name) => `[${name}]`).join('');
}
