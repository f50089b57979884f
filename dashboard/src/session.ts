/** Who is signed in, asked once and kept; and what their role may do, for hiding what would only be refused. Never the judge: the server is. */
import type { Role } from '@parley/contract/values/role.ts';
import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { get, Problem } from './api.ts';
import type { Language } from './speech/speech.ts';

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly merchant: {
    readonly id: string;
    readonly name: string;
    readonly slug: string;
    readonly currency: string;
    readonly country: string;
    readonly time_zone: string;
    readonly language: Language;
  };
  readonly two_factor: { readonly enabled: boolean };
}

/** The page says whether this browser holds a session at all: a stranger is not asked about, and so not refused. */
let maybeSignedIn = document.querySelector('meta[name="parley-session"]') !== null;
export function expectSession(): void {
  maybeSignedIn = true;
}

/** Null: nobody is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 60_000,
  queryFn: async ({ signal }): Promise<Me | null> => {
    if (!maybeSignedIn) return null;
    try {
      return await get<Me>('/auth/me', undefined, signal);
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
});

export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery);
  if (data === null) throw new Problem(401, 'auth.required', '');
  return data;
}

export function useMaybeMe(): Me | undefined {
  return useQuery(meQuery).data ?? undefined;
}

export function mayDo(me: Pick<Me, 'role'>, wanted: readonly Role[]): boolean {
  return me.role === 'platform_admin' || wanted.includes(me.role);
}
