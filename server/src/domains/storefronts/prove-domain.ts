/**
 * Looks whether a host shows the proof of its owner: a TXT record, a CNAME to the shop's host below ours, or a file. Pointing at us alone
 * proves nothing, since any shop could claim a host that does; and we never serve the file ourselves.
 */
import type { GuardedAnswer } from '../../foundation/http/guarded-fetch.ts';
import type { DomainProof } from './storefront.ts';

export interface DomainEyes {
  /** All texts of the TXT records there, each joined; empty when there are none. */
  txt(name: string): Promise<readonly string[]>;
  cname(name: string): Promise<readonly string[]>;
  fetch(url: string): Promise<GuardedAnswer>;
}

/** @returns undefined when it is proved, else what was seen instead, in a sentence. */
export async function whyUnproved(eyes: DomainEyes, proof: DomainProof): Promise<string | undefined> {
  const [texts, names] = await Promise.all([
    quietly(eyes.txt(proof.txt.name)),
    quietly(eyes.cname(proof.txt.name.slice('_parley.'.length))),
  ]);
  if (texts.some((text) => text.trim() === proof.txt.value)) return undefined;
  if (proof.cname && names.some((name) => name.toLowerCase().replace(/\.$/, '') === proof.cname?.value)) return undefined;
  const file = await eyes.fetch(proof.file.url);
  if (file.ok && Buffer.from(file.value.bytes).toString('utf8').trim() === proof.file.content) return undefined;
  if (texts.length > 0) return `The TXT record ${proof.txt.name} shows something else.`;
  if (names.length > 0) return `The host points at ${names[0]?.slice(0, 100)}, and shows no TXT record of ours.`;
  return `There is no TXT record at ${proof.txt.name} yet. New records can take some hours.`;
}

/** A name that does not exist, or a name server that does not answer, shows nothing. */
async function quietly(asked: Promise<readonly string[]>): Promise<readonly string[]> {
  return asked.catch(() => []);
}
