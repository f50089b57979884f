/** What the print shop did by day and by printer, over HTTP: pages that came out, and what they brought in. */
import { z } from 'zod';
import { decimal } from './envelope.ts';

const day = z.iso.date().meta({ description: 'A day of the shop’s time zone.' });

/** Absent days: today. */
export const printFiguresQuery = z
  .strictObject({ from: day.optional(), to: day.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'The last day is before the first.',
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(to) - Date.parse(from) <= 366 * 86_400_000, {
    path: ['to'],
    message: 'A year at most.',
  });

const counts = {
  jobs: z.number().int().meta({ description: 'That came out whole.' }),
  pages: z.number().int().meta({ description: 'Printed sides, those of tries that failed too.' }),
} as const;

export const printFigures = z.object({
  from: day,
  to: day,
  currency: z.string(),
  ...counts,
  revenue: decimal.meta({ description: 'Without tax, less what was given back; as in the books.' }),
  days: z.array(z.object({ day, ...counts, revenue: decimal })),
  printers: z.array(
    z.object({ id: z.uuid().nullable().meta({ description: 'Null: printed by hand.' }), name: z.string().nullable(), ...counts }),
  ),
});
export type PrintFigures = z.infer<typeof printFigures>;
