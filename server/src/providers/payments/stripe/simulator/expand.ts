/** Puts whole objects in the place of ids where a request asks for it. It must never show another account's objects. */
import { ok, type Result } from '@parley/contract/values/result.ts';
import { owned } from '../../../simulation/records.ts';
import type { Ledger } from './ledger.ts';
import { type ApiRefusal, invalid } from './refusals.ts';

type Plain = Record<string, unknown>;

/** Field names that hold an id of something else. */
const expandable: ReadonlySet<string> = new Set(['payment_intent', 'latest_charge', 'charge', 'balance_transaction']);
const deepest = 4;

/** A copy with the named paths opened; of a list the paths begin with `data.`. */
export function expanded(ledger: Ledger, owner: string, answer: unknown, paths: readonly string[]): Result<unknown, ApiRefusal> {
  const copy = structuredClone(answer);
  for (const path of paths) {
    const names = path.split('.');
    if (names.length > deepest) return invalid(`You cannot expand more than ${deepest} levels of a property. Property: ${path}`);
    if (!open(ledger, owner, copy, names)) return invalid(`This property cannot be expanded (${path}).`, { param: 'expand' });
  }
  return ok(copy);
}

function open(ledger: Ledger, owner: string, target: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined || target === null) return true;
  if (Array.isArray(target)) return target.every((each) => open(ledger, owner, each, [name, ...rest]));
  if (typeof target !== 'object') return false;
  const object = target as Plain;
  if (name === 'data' && Array.isArray(object['data'])) return open(ledger, owner, object['data'], rest);
  if (!expandable.has(name) || !(name in object)) return false;
  const value = object[name];
  if (typeof value === 'string') object[name] = structuredClone(find(ledger, owner, value)) ?? value;
  return open(ledger, owner, object[name], rest);
}

function find(ledger: Ledger, owner: string, id: string): unknown {
  if (id.startsWith('pi_')) return owned(ledger.intents, id, owner);
  if (id.startsWith('ch_')) return owned(ledger.charges, id, owner);
  return owned(ledger.balance, id, owner);
}
