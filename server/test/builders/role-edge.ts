/** An edge over a house's own database, for tests of routes: `Bearer <role>` is that role of the shop, `<role>@other` of another one. */
import type { MerchantId } from '@parley/contract/values/id.ts';
import { roles } from '@parley/contract/values/role.ts';
import { credentialsOf } from '../../src/foundation/http/actor.ts';
import { createHttpEdge, type EdgeOptions } from '../../src/foundation/http/edge.ts';
import type { Edge } from '../../src/foundation/http/edge-parts.ts';
import { createLog } from '../../src/foundation/log/log.ts';
import { createSecrets } from '../../src/foundation/secrets/secrets.ts';

interface ManyShops extends Pick<EdgeOptions, 'clock' | 'database'>, Partial<Pick<EdgeOptions, 'secrets'>> {
  readonly merchantId: MerchantId;
  readonly otherMerchantId: MerchantId;
}

/** Register routes, then `await edge.ready()`. */
export function createRoleEdge({ clock, database, secrets, merchantId, otherMerchantId }: ManyShops): Edge {
  return createHttpEdge({
    log: createLog({ level: 'silent', form: 'json', write: () => {} }),
    clock,
    database,
    secrets: secrets ?? createSecrets({ current: 'k'.repeat(44) }),
    publicUrl: 'http://shop.example',
    identify: async (request) => {
      const [name, other] = credentialsOf(request)?.token.split('@') ?? [];
      const role = roles.find((each) => each === name);
      return role && { kind: 'staff', id: role, merchantId: other === undefined ? merchantId : otherMerchantId, role };
    },
    aliases: {},
  });
}
