/** Keeps the addresses a customer used, each once, the last used first. */
import type { CustomerId } from '@parley/contract/values/id.ts';
import { newId } from '@parley/contract/values/id.ts';
import { z } from 'zod';
import type { Tx } from '../../foundation/db/database.ts';
import { deleteAddresses, loadAddresses, saveAddress } from './address.store.ts';
import type { Address } from './customer.ts';

/** The oldest beyond these are forgotten. */
const MOST_ADDRESSES = 10;

const storedAddress = z.object({
  name: z.string(),
  phone: z.string(),
  line1: z.string(),
  line2: z.string().exactOptional(),
  landmark: z.string().exactOptional(),
  city: z.string(),
  state: z.string(),
  postalCode: z.string(),
  country: z.string(),
});

export async function addressesOf(tx: Tx, customerId: CustomerId): Promise<readonly { readonly id: string; readonly address: Address }[]> {
  const rows = await loadAddresses(tx, customerId);
  return rows.flatMap(({ id, address }) => {
    const parsed = storedAddress.safeParse(address);
    return parsed.success ? [{ id, address: parsed.data }] : [];
  });
}

export async function rememberAddress(tx: Tx, customerId: CustomerId, address: Address, at: Date): Promise<void> {
  const known = await addressesOf(tx, customerId);
  const same = known.find((each) => sameAddress(each.address, address));
  await saveAddress(tx, { id: same?.id ?? newId(), customerId, address: storedAddress.parse(address), at });
  const tooMany = known.filter((each) => each !== same).slice(MOST_ADDRESSES - 1);
  if (tooMany.length > 0)
    await deleteAddresses(
      tx,
      tooMany.map((each) => each.id),
    );
}

/** Spaces, case and the punctuation between words make no other place. */
export function sameAddress(a: Address, b: Address): boolean {
  return fingerprint(a) === fingerprint(b);
}

function fingerprint(address: Address): string {
  const { name, line1, line2 = '', landmark = '', city, state, postalCode, country } = address;
  const words = [name, line1, line2, landmark, city, state, country].map((part) =>
    part
      .toLowerCase()
      .replace(/[\s,.;]+/g, ' ')
      .trim(),
  );
  return [...words, address.phone.replace(/\D/g, ''), postalCode.replace(/[\s-]/g, '').toLowerCase()].join('\n');
}
