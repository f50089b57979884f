/** What a step already holds, in a few words; from answers that are there anyway. */
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../speech/format.ts';
import { useWords } from '../../speech/speech.ts';
import { connectionsQuery, merchantQuery } from '../settings/settings-queries.ts';
import { settingsWords } from '../settings/settings-words.ts';
import { gatewayKinds, type StepId } from './setup-progress.ts';
import { newestOrderQuery, newestProductsQuery } from './setup-queries.ts';
import { stepWords } from './step-words.ts';

export function useStepFacts(): Readonly<Partial<Record<StepId, string>>> {
  const say = useWords(stepWords);
  const saySettings = useWords(settingsWords);
  const format = useFormat();
  const merchant = useQuery(merchantQuery).data;
  const connections = useQuery(connectionsQuery).data ?? [];
  const products = useQuery(newestProductsQuery).data;
  const orders = useQuery(newestOrderQuery).data;
  if (!merchant) return {};
  const isThere = (name: string): boolean => connections.some(({ kind, state }) => kind === name && state !== 'missing');
  const { delivery, cod } = merchant.settings;
  const paid = [...gatewayKinds.filter(isThere).map((kind) => saySettings(`kind_${kind}`)), ...(cod.offered ? [say('cod')] : [])];
  const courier = isThere('shiprocket')
    ? saySettings('kind_shiprocket')
    : delivery.kind === 'flat' && delivery.amount
      ? format.money(delivery.amount)
      : say('use_own');
  return {
    shop: `${merchant.name} · ${merchant.currency}`,
    ...(products ? { products: say('has_products', { n: products.pagination.total }) } : {}),
    ...(merchant.whatsapp_number ? { whatsapp: merchant.whatsapp_number } : {}),
    ...(paid.length > 0 ? { payments: paid.join(', ') } : {}),
    delivery: courier,
    ...(orders?.data[0] ? { sale: orders.data[0].order_number } : {}),
  };
}
