// Who is signed in, for every page: asked once, kept in memory, forgotten at sign-out together
// with everything that was loaded for that person.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { Navigate, useLocation } from 'react-router';

import { answer, client, holdToken, onSignedOut } from '../../api/client';
import { problemOf } from '../../api/problem';
import type { Permission, Session } from '../../api/types';
import { ProblemNotice, Waiting } from '../../ui/notices/notices';

export const SESSION_KEY = ['session'] as const;

const Current = createContext<Session | undefined>(undefined);

async function fetchSession(): Promise<Session | null> {
  try {
    return await answer(client.GET('/api/session'));
  } catch (thrown) {
    if (problemOf(thrown).kind === 'signed_out') return null;
    throw thrown;
  }
}

/** Shows its children to who is signed in, and the sign-in page to everybody else. */
export function SignedIn({ children }: { readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const location = useLocation();
  const query = useQuery({ queryKey: SESSION_KEY, queryFn: fetchSession, staleTime: Infinity });

  useEffect(() => {
    onSignedOut(() => {
      queries.removeQueries({ predicate: (q) => q.queryKey[0] !== SESSION_KEY[0] });
      queries.setQueryData(SESSION_KEY, null);
    });
  }, [queries]);

  if (query.data) {
    holdToken(query.data.csrf_token);
    return <Current value={query.data}>{children}</Current>;
  }
  if (query.isError) {
    return (
      <div className="pcn-width pcn-main">
        <ProblemNotice problem={problemOf(query.error)} retry={() => void query.refetch()} />
      </div>
    );
  }
  if (query.data === null) {
    const from = location.pathname + location.search;
    const state = { from, expired: location.key !== 'default' && location.pathname !== '/' };
    return <Navigate to="/sign-in" replace state={state} />;
  }
  return (
    <div className="pcn-width pcn-main">
      <Waiting what="OpenPCN" />
    </div>
  );
}

/** The session of the person signed in; only inside `SignedIn`. */
export function useSession(): Session {
  const session = useContext(Current);
  if (!session) throw new Error('useSession was called outside SignedIn.');
  return session;
}

export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}
