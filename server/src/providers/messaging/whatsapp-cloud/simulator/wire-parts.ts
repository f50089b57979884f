/** The small parts their message schemas are made of. */
import { z } from 'zod';

export const filled = z.string().min(1);

/** 1…`most` characters. */
export function upTo(most: number): z.ZodString {
  return z.string().min(1).max(most);
}

export const webAddress = z.string().refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), 'must be an http(s) address');

/** A file by id or by link, one of the two. */
export const fileObject = z
  .looseObject({ id: filled.optional(), link: webAddress.optional() })
  .refine((file) => (file.id === undefined) !== (file.link === undefined), 'exactly one of id and link must be given')
  // Kept extensible: a refinement would otherwise end the chain.
  .safeExtend({});

export function unique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
