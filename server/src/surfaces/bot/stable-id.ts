/**
 * Reads the ids of buttons and rows: `name`, or `name:argument[:argument]`. They outlive the screens that offered them, so whatever
 * stands in them is only a wish. Pure; no string makes it throw.
 */
import { isUuid } from '@parley/contract/values/id.ts';

export interface StableId {
  readonly name: string;
  readonly args: readonly string[];
}

const NAME = /^[a-z][a-z_.]{0,40}$/;

/** Undefined for what cannot be an id; whether the name is known is for the table of ids to say. */
export function readStableId(text: string): StableId | undefined {
  if (text.length > 256) return undefined;
  const [name = '', ...args] = text.trim().split(':');
  const lower = name.toLowerCase();
  return NAME.test(lower) ? { name: lower, args } : undefined;
}

/** The id as the kind of id its place in the table asks for; undefined for anything but a UUID. */
export function idArg<T extends string>(text: string | undefined): T | undefined {
  return text !== undefined && isUuid(text) ? (text.toLowerCase() as T) : undefined;
}

/** A page number 1…9999; absent: 1; anything else: undefined. */
export function pageArg(text: string | undefined): number | undefined {
  return text === undefined ? 1 : numberArg(text, 1, 9_999);
}

export function numberArg(text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined || !/^\d{1,4}$/.test(text)) return undefined;
  const number = Number(text);
  return number >= least && number <= most ? number : undefined;
}
