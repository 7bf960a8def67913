/** Only who is signed in comes through; everybody else is asked to sign in and then comes back to where they wanted to go. */
import { accounts } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { ErrorState } from '../ui/states.tsx';
import { onSignedOut } from './api.ts';
import { useLive } from './live.ts';
import { useApi } from './queries.ts';
import { SessionProvider } from './session.tsx';

export function Gate({ children }: { children: ReactNode }) {
  const { data, problem, retry } = useApi(accounts.me);
  const client = useQueryClient();
  const navigate = useNavigate();
  useEffect(() => {
    let leaving = false;
    return onSignedOut(() => {
      if (leaving) return;
      leaving = true;
      const { pathname, search } = window.location;
      const next = pathname === '/' ? undefined : pathname + search;
      void navigate({ to: '/sign-in', search: { next }, replace: true }).then(() => client.clear());
    });
  }, [client, navigate]);
  if (problem && !data) {
    // 401 is on its way to the sign-in page already.
    if (problem.code.startsWith('auth.')) return null;
    return (
      <div style={{ padding: 24 }}>
        <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />
      </div>
    );
  }
  if (!data) return null;
  return (
    <SessionProvider me={data}>
      <Live workspaceId={data.workspace.id}>{children}</Live>
    </SessionProvider>
  );
}

function Live({ workspaceId, children }: { workspaceId: string; children: ReactNode }) {
  useLive(workspaceId);
  return children;
}
