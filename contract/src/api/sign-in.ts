/** What signing in is made of: addresses, passwords and codes, for every request that carries them. */
import { z } from 'zod';

export const email = z.string().trim().toLowerCase().pipe(z.email().max(254));
export const newPassword = z.string().min(8, 'At least 8 characters.').max(200);
export const signInCode = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: 'Of the second factor, or a recovery code; needed by whoever has one set up.' });
