/** Opens all doors for webhooks on the edge: bodies stay raw, nobody signs in, no limits of rate. */

import { secondMs } from '@parley/contract/values/time.ts';
import { createShortMemory } from '../../foundation/clock/short-memory.ts';
import { keepRawBody } from '../../foundation/http/body-kinds.ts';
import type { Edge } from '../../foundation/http/edge-parts.ts';
import type { DoorParts } from './door.ts';
import { createSecretFinder } from './find-secret.ts';
import { createIntake } from './intake.ts';
import { mountSignedDoors } from './signed.webhook.ts';
import { mountTwilioDoor } from './twilio.webhook.ts';
import type { WebhookDeps } from './webhook-deps.ts';
import { mountWhatsAppDoor } from './whatsapp.webhook.ts';

const SUBJECTS_REMEMBERED = 10_000;
/** WhatsApp batches up to 3 MB. */
const BODY_LIMIT = 4 * 1024 * 1024;

/** `edge.register(async (scope) => mountWebhooks(scope, deps))`: a scope of its own, since bodies stay raw in it. */
export function mountWebhooks(scope: Edge, deps: Omit<WebhookDeps, 'conversations'>): void {
  keepRawBody(scope);
  scope.addHook('onRoute', (route) => {
    route.bodyLimit = BODY_LIMIT;
  });
  const subjects: DoorParts['subjects'] = createShortMemory(deps.clock, 2 * secondMs, SUBJECTS_REMEMBERED);
  const parts: DoorParts = { deps, secrets: createSecretFinder(deps), intake: createIntake(deps), subjects };
  mountWhatsAppDoor(scope, parts);
  mountTwilioDoor(scope, parts);
  mountSignedDoors(scope, parts);
}
