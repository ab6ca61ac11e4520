import {
  MutationCache,
  QueryCache,
  QueryClient,
  type QueryKey,
  type UseMutationResult,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useRef } from 'react';
import { newId } from '#kernel/ids.ts';
import type { Answer, CallInput, RouteKey } from '#kernel/route.ts';
import { call, NoConnection, ServerRefusal } from './call.ts';

/**
 * The client's memory of the server's answers. Repeats by itself only what never reached the server;
 * a page that comes back to the front does not ask for everything again.
 */
export function createQueryClient(onSessionEnded: () => void): QueryClient {
  const watch = (error: Error) => {
    if (error instanceof ServerRefusal && error.status === 401) onSessionEnded();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: true,
        retry: (count, error) => error instanceof NoConnection && count < 2,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

export type WriteOptions<R> = {
  /** Answers to ask again after the write. */
  invalidates?: QueryKey[];
  onDone?: (answer: Answer<R>, input: CallInput<R>) => void;
};

/**
 * A write of the server as a button needs it: `const save = useWrite<typeof createMeeting>('POST …', { invalidates })`,
 * then `save.mutate({ params, body })`. The same input sent again after a lost connection keeps its request key,
 * so the server does it once; a changed input is a new request.
 */
export function useWrite<R>(
  key: RouteKey<R>,
  options: WriteOptions<R> = {},
): UseMutationResult<Answer<R>, Error, CallInput<R>> {
  const queries = useQueryClient();
  const open = useRef<{ input: string; requestKey: string } | null>(null);
  return useMutation({
    mutationFn: async (input: CallInput<R>) => {
      const text = JSON.stringify(input ?? null);
      if (open.current?.input !== text) open.current = { input: text, requestKey: newId() };
      const { requestKey } = open.current;
      const send = call as (k: string, i: unknown, o: { requestKey: string }) => Promise<Answer<R>>;
      try {
        const answer = await send(key, input, { requestKey });
        open.current = null;
        return answer;
      } catch (error) {
        if (!(error instanceof NoConnection)) open.current = null;
        throw error;
      }
    },
    onSuccess: async (answer, input) => {
      await Promise.all(
        (options.invalidates ?? []).map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
      options.onDone?.(answer, input);
    },
  });
}
