/** How many chats wait for a person, for the places that lead to them. Asked again whenever a chat changes. */
import { selling } from '@parley/contract/values/role.ts';
import { useQuery } from '@tanstack/react-query';
import { getPage } from '../api.ts';
import { mayDo, useMe } from '../session.ts';

/** 0 for those who do not answer chats. */
export function useWaitingChats(): number {
  const enabled = mayDo(useMe(), selling);
  const { data } = useQuery({
    queryKey: ['chats', 'waiting'],
    enabled,
    queryFn: ({ signal }) => getPage('/conversations', { mode: 'waiting', limit: 1 }, signal),
  });
  return data?.pagination.total ?? 0;
}
