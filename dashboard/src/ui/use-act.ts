/** One change sent to the server: busy meanwhile, field problems beside their fields, the rest told; lists it touches are asked again. */
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { Problem } from '../api.ts';
import { useReason } from './states.tsx';
import { tellProblem } from './told.tsx';

interface Act<I, O> {
  readonly send: (input: I) => Promise<O>;
  /** Query keys (their first words are enough) that show something else afterwards. */
  readonly touches?: readonly QueryKey[];
  readonly done?: (answer: O, input: I) => void;
  /** Shown at once, before the answer. @returns how to take it back when it is refused. */
  readonly before?: (input: I) => () => void;
}

export interface Acting<I> {
  readonly run: (input: I) => void;
  readonly busy: boolean;
  /** Field → what is wrong with it. */
  readonly problems: Readonly<Record<string, string>>;
  /** A refusal that names no field; undefined when there is none. */
  readonly failure: string | undefined;
  readonly reset: () => void;
}

/** @param quiet the caller shows `failure` itself, so no toast does. */
export function useAct<I = void, O = unknown>({ send, touches = [], done, before }: Act<I, O>, quiet = false): Acting<I> {
  const client = useQueryClient();
  const mutation = useMutation<O, unknown, I, (() => void) | undefined>({
    mutationFn: send,
    onMutate: (input) => before?.(input),
    onSuccess: async (answer, input) => {
      done?.(answer, input);
      await Promise.all(touches.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: (_error, _input, takeBack) => takeBack?.(),
  });
  const reason = useReason(mutation.error);
  const problems = mutation.error instanceof Problem ? mutation.error.fields : {};
  const failure = mutation.error && Object.keys(problems).length === 0 ? reason : undefined;
  return {
    run: (input) =>
      mutation.mutate(input, {
        onError: (error) => {
          const named = error instanceof Problem && Object.keys(error.fields).length > 0;
          if (!quiet && !named) tellProblem(error instanceof Problem && error.message !== '' ? error.message : reason);
        },
      }),
    busy: mutation.isPending,
    problems,
    failure,
    reset: mutation.reset,
  };
}
