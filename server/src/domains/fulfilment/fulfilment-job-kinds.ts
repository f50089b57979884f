/** The kinds of job that fulfilment enqueues, with their payloads. */
import type { QuoteId, ShipmentId } from '@parley/contract/values/id.ts';
import { z } from 'zod';
import { defineJob, type JobKind } from '../../foundation/jobs/job.ts';
import { type StoredParcel, storedParcel } from './parcel.ts';

const shipmentId = z.custom<ShipmentId>((value) => typeof value === 'string');

/** Few and quick tries: a customer is waiting. */
export const askQuoteJob = defineJob(
  'quote.ask',
  z.object({ quoteId: z.custom<QuoteId>((value) => typeof value === 'string'), valueMinor: z.string(), currency: z.string() }),
  { maxAttempts: 3, priority: 5 },
);

/** Read back with `storedParcel`, which makes money of it. */
const parcelAsWritten = z.custom<StoredParcel>((value) => storedParcel.safeParse(value).success);
export const createParcelJob = defineJob('parcel.create', z.object({ shipmentId, parcel: parcelAsWritten }), { maxAttempts: 8 });
export const assignParcelJob = defineJob('parcel.assign', z.object({ shipmentId }), { maxAttempts: 8 });
export const pickUpParcelJob = defineJob('parcel.pickup', z.object({ shipmentId }), { maxAttempts: 8 });
export const cancelParcelJob = defineJob('parcel.cancel', z.object({ shipmentId }), { maxAttempts: 8 });
export const trackParcelJob = defineJob('parcel.track', z.object({ shipmentId }), { maxAttempts: 3, priority: -1 });
export const pollParcelsJob: JobKind<Record<string, never>> = defineJob<Record<string, never>>(
  'parcels.poll',
  z.record(z.string(), z.never()),
  { maxAttempts: 3 },
);
