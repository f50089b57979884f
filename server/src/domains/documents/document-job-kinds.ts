/** What documents do later: the names and payloads of their jobs. */
import type { OrderId } from '@parley/contract/values/id.ts';
import { z } from 'zod';
import { defineJob } from '../../foundation/jobs/job.ts';
import type { DocumentId } from './document-id.ts';

/** Issues what an order is missing. One lane an order. */
export const followOrder = defineJob('document.follow', z.object({ orderId: z.string().transform((id) => id as OrderId) }));

/** Drawing takes a good part of a second's work: everything else goes first, and one merchant's papers are drawn one by one. */
export const drawPaper = defineJob('document.draw', z.object({ documentId: z.string().transform((id) => id as DocumentId) }), {
  priority: -10,
});
