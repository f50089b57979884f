/** Keys by which programs act for a shop: what they may be given, and how they are shown. The key itself is shown once. */
import { z } from 'zod';
import { scopes } from '../values/scope.ts';
import { instant, pageQuery } from './envelope.ts';
import { givenRole } from './people.ts';

export const apiKeysQuery = z.strictObject(pageQuery);
export const newApiKey = z.strictObject({
  name: z.string().trim().min(1).max(120),
  role: givenRole,
  scopes: z.array(z.enum(scopes)).max(scopes.length).default([]).meta({ description: 'Empty: everything the role may do.' }),
  expires_at: z.iso.datetime({ offset: true }).optional(),
});
export type NewApiKey = z.infer<typeof newApiKey>;

export const apiKeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  role: givenRole,
  scopes: z.array(z.enum(scopes)),
  last_four: z.string(),
  created_by: z.string().meta({ description: 'Name of the person who made it.' }),
  created_at: instant,
  expires_at: instant.nullable(),
  last_used_at: instant.nullable(),
  expired: z.boolean(),
});
export type ApiKeyView = z.infer<typeof apiKeyView>;
export const apiKeyMade = apiKeyView.extend({ key: z.string().meta({ description: 'Shown this once.' }) });
