/** Who is signed in, what they may do, and which brand and site they look at. */
import { accounts, type Me, type Permission } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Locale } from '../ui/locale.tsx';
import { call, chooseWorkspace } from './api.ts';
import { setLanguage } from './i18n.ts';

export type Session = {
  me: Me;
  may: (permission: Permission) => boolean;
  /** The brand and site chosen in the bar; undefined: all of them. Pages pass them to their lists. */
  scope: { brand_id?: string; site_id?: string };
  setScope: (scope: { brand_id?: string; site_id?: string }) => void;
  switchWorkspace: (id: string) => void;
  signOut: () => Promise<void>;
};

const Context = createContext<Session | null>(null);

/** The session; only below the gate, where somebody is signed in. */
export function useSession(): Session {
  const session = use(Context);
  if (!session) throw new Error('useSession outside of the signed-in part');
  return session;
}

export function useScope() {
  return useSession().scope;
}

const scopeKey = (workspaceId: string) => `recoup.scope.${workspaceId}`;

export function SessionProvider({ me, children }: { me: Me; children: ReactNode }) {
  const client = useQueryClient();
  const { i18n } = useTranslation();
  const [scope, setScope] = useState(() => keptScope(me));
  useEffect(() => {
    if (i18n.language !== me.language) void setLanguage(me.language);
    // Only when the person's own setting changes; the switch in the bar changes it there too.
  }, [me.language, i18n]);

  const session = useMemo<Session>(
    () => ({
      me,
      may: (permission) => me.permissions.includes(permission),
      scope,
      setScope: (next) => {
        localStorage.setItem(scopeKey(me.workspace.id), JSON.stringify(next));
        setScope(next);
      },
      switchWorkspace: (id) => {
        chooseWorkspace(id);
        window.location.assign('/');
      },
      signOut: async () => {
        await fetch('/v1/auth/sign-out', {
          method: 'POST',
          credentials: 'include',
          headers: { 'Content-Type': 'application/json' },
          body: '{}',
        });
        chooseWorkspace(null);
        client.clear();
        window.location.assign('/sign-in');
      },
    }),
    [me, scope, client],
  );
  return (
    <Context value={session}>
      <Locale language={i18n.language === 'zh' ? 'zh' : 'en'} timeZone={me.time_zone}>
        {children}
      </Locale>
    </Context>
  );
}

/** The choice of last time, without what is no longer there. */
function keptScope(me: Me): Session['scope'] {
  const kept = localStorage.getItem(scopeKey(me.workspace.id));
  if (!kept) return {};
  const { brand_id, site_id } = JSON.parse(kept) as Session['scope'];
  return {
    ...(me.brands.some((brand) => brand.id === brand_id) ? { brand_id } : {}),
    ...(me.sites.some((site) => site.id === site_id) ? { site_id } : {}),
  };
}

/** Turns the screens to a language and keeps it with the person. */
export async function changeLanguage(language: 'en' | 'zh', client: ReturnType<typeof useQueryClient>) {
  await setLanguage(language);
  const me = await call(accounts.changeMe, { body: { language } });
  client.setQueryData([accounts.me.path, {}], me);
}
