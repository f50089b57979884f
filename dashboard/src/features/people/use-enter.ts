/** Sends what signs a person in, and goes on into the dashboard when the server agrees. */
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem, postWhole } from '../../api.ts';
import { expectSession, meQuery } from '../../session.ts';
import { useReason } from '../../ui/states.tsx';
import { addressIn } from './way-in.ts';

interface Enter {
  readonly enter: (path: string, body: unknown) => Promise<void>;
  readonly busy: boolean;
  readonly error: unknown;
  readonly problems: Readonly<Record<string, string>>;
  /** A refusal that names no field, in words. */
  readonly failure: string | undefined;
}

/** @param to where to go then; a path of the dashboard. @param expected refusals the caller handles itself. */
export function useEnter(to: string | undefined, expected: (problem: Problem) => boolean = () => false): Enter {
  const client = useQueryClient();
  const router = useRouter();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const reason = useReason(error);
  const problems = error instanceof Problem ? error.fields : {};
  return {
    busy,
    error,
    problems,
    failure: error === undefined || Object.keys(problems).length > 0 ? undefined : reason,
    async enter(path, body) {
      setBusy(true);
      setError(undefined);
      try {
        await postWhole(path, body);
        expectSession();
        await client.fetchQuery({ ...meQuery, staleTime: 0 });
        router.history.push(addressIn(router.basepath, to));
      } catch (problem) {
        if (!(problem instanceof Problem && expected(problem))) setError(problem);
      } finally {
        setBusy(false);
      }
    },
  };
}
