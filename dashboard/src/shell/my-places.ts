/** The places this person finds something at: by their role, and by what the shop does at all. */
import type { PrintSettings } from '@parley/contract/api/printing.ts';
import { useQuery } from '@tanstack/react-query';
import { get } from '../api.ts';
import { mayDo, useMe } from '../session.ts';
import { type Place, places } from './nav.ts';

export function useMyPlaces(): readonly Place[] {
  const me = useMe();
  const { data: prints } = useQuery({
    queryKey: ['printing', 'settings'],
    staleTime: 60_000,
    queryFn: ({ signal }) => get<PrintSettings>('/print-settings', undefined, signal),
    select: ({ enabled }) => enabled,
  });
  return places.filter((place) => mayDo(me, place.roles) && (place.word !== 'print' || prints === true));
}
