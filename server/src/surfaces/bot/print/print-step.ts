/** The one step of the print dialog, and how its replies are typed. Knows no verb. */
import { z } from 'zod';
import type { Reply } from '../dialog.ts';
import { type Draft, draftSchema } from './print-draft.ts';

export const printSteps = z.object({ step: z.literal('making'), data: draftSchema });
export type PrintStep = z.infer<typeof printSteps>;
export type PrintReply = Reply<PrintStep>;

export function making(draft: Draft): PrintStep {
  return { step: 'making', data: draft };
}
