/** Names and payloads of the jobs of storefronts. */
import { z } from 'zod';
import { defineJob } from '../../foundation/jobs/job.ts';

export const checkDomainJob = defineJob('domain.check', z.strictObject({}), { maxAttempts: 3 });
export const checkDueDomainsJob = defineJob('domain.check-due', z.strictObject({}), { maxAttempts: 2 });
export const dropLogoJob = defineJob('logo.drop', z.strictObject({ blob: z.uuid() }), { maxAttempts: 5 });
