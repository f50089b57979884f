/** The shop's progress on the way to its first sale, and what the person puts aside. Changes nothing at the server. */
import { managing } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { mayDo, useMe } from '../../session.ts';
import { useKept } from '../../shell/kept.ts';
import { connectionsQuery, merchantQuery } from '../settings/settings-queries.ts';
import { type KeptSteps, keptOf, type Progress, progressOf, type StepId } from './setup-progress.ts';
import { newestChatQuery, newestOrderQuery, newestProductsQuery } from './setup-queries.ts';

interface SetupProgress {
  /** Undefined until everything it is made of is known. */
  readonly progress: Progress | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly skip: (step: StepId) => void;
  readonly markShared: () => void;
}

export function useProgress(): SetupProgress {
  const me = useMe();
  const [text, keep] = useKept(`parley.setup.${me.merchant.id}`);
  const kept = keptOf(text);
  const enabled = mayDo(me, managing);
  const merchant = useQuery({ ...merchantQuery, enabled });
  const connections = useQuery({ ...connectionsQuery, enabled });
  const products = useQuery({ ...newestProductsQuery, enabled });
  const chats = useQuery({ ...newestChatQuery, enabled });
  const orders = useQuery({ ...newestOrderQuery, enabled });
  const all = [merchant, connections, products, chats, orders];
  const change = (next: Partial<KeptSteps>): void => keep(JSON.stringify({ ...kept, ...next }));
  const progress =
    merchant.data && connections.data && products.data && chats.data && orders.data
      ? progressOf({
          settings: merchant.data.settings,
          whatsappNumber: merchant.data.whatsapp_number,
          connections: connections.data,
          products: products.data.pagination.total,
          chats: chats.data.pagination.total,
          orders: orders.data.pagination.total,
          kept,
        })
      : undefined;
  return {
    progress,
    error: all.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const query of all) if (query.isError) void query.refetch();
    },
    skip: (step) => change({ skipped: [...new Set([...kept.skipped, step])] }),
    markShared: () => change({ shared: true }),
  };
}
