/**
 * Stands between the `pg` client and PGlite: gathers the messages of one statement (bind, describe, execute, sync) and hands them over
 * at once, since every call into the database costs as much as a small statement. It must never hold a message beyond its sync.
 */
import type { PGlite } from '@electric-sql/pglite';

/** What the client's connection needs of PGlite. */
type Wire = Pick<PGlite, 'waitReady' | 'execProtocolStream'>;

const QUERY = 'Q'.charCodeAt(0);
const SYNC = 'S'.charCodeAt(0);
const FLUSH = 'H'.charCodeAt(0);

/** A wire for one client; two clients never share one. */
export function createEmbeddedWire(pglite: PGlite): PGlite {
  let held: Uint8Array[] = [];
  const wire: Wire = {
    waitReady: pglite.waitReady,
    async execProtocolStream(message, options) {
      held.push(message);
      const [kind] = message;
      if (kind !== QUERY && kind !== SYNC && kind !== FLUSH) return [];
      const whole = held.length === 1 ? message : Buffer.concat(held);
      held = [];
      return pglite.execProtocolStream(whole, options);
    },
  };
  // The connection's type asks for a whole PGlite and uses no more than this of it.
  return wire as PGlite;
}
