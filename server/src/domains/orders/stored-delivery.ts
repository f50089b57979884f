/** Where an order goes, as kept in a row: a whole address, or for a pickup only who comes. Read back through a schema. */
import { z } from 'zod';
import type { Address } from '../customers/index.ts';
import type { Contact } from './order.ts';

const address = z.object({
  name: z.string(),
  phone: z.string(),
  line1: z.string(),
  line2: z.string().exactOptional(),
  landmark: z.string().exactOptional(),
  city: z.string(),
  state: z.string(),
  postalCode: z.string(),
  country: z.string(),
}) satisfies z.ZodType<Address>;
const contact = z.object({ name: z.string(), phone: z.string() });

export interface StoredDelivery {
  readonly address?: Address;
  readonly contact?: Contact;
}

export function readDelivery(json: unknown): StoredDelivery {
  if (json === null || json === undefined) return {};
  const whole = address.safeParse(json);
  if (whole.success) return { address: whole.data, contact: { name: whole.data.name, phone: whole.data.phone } };
  return { contact: contact.parse(json) };
}

export function writeDelivery(stored: StoredDelivery): string | null {
  const value = stored.address ?? stored.contact;
  return value === undefined ? null : JSON.stringify(value);
}
