/** The first step: the shop's own details, as the settings have them. */
import { useQuery } from '@tanstack/react-query';
import { Waiting } from '../../ui/states.tsx';
import { merchantQuery } from '../settings/settings-queries.ts';
import { ShopForm } from '../settings/shop-page.tsx';
import type { StepProps } from './step-props.ts';

export function ShopStep({ goOn }: StepProps) {
  const { data } = useQuery(merchantQuery);
  return data ? <ShopForm merchant={data} onSaved={goOn} /> : <Waiting />;
}
