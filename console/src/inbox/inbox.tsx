/** The inbox: the list at the left, the conversation that is open beside it. Under 900 px one at a time. */
import './inbox.css';
import { getRouteApi, Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../ui/keys.ts';
import { useWide } from '../ui/page.tsx';
import { ConversationList } from './list.tsx';

const route = getRouteApi('/shell/inbox');

export function Inbox() {
  const { t } = useTranslation('inbox');
  const search = route.useSearch();
  const rest = useMemo(() => ({ ...search, message: undefined }), [search]);
  const { id } = useParams({ strict: false });
  const navigate = useNavigate();
  const wide = useWide(900);
  useEffect(() => {
    if (!id) document.title = `${t('title')} · Recoup`;
  }, [id, t]);
  useKeys({ 'mod+k': () => void navigate({ to: '/inbox/search' }) });
  return (
    <div className="inbox">
      {(wide || !id) && <ConversationList search={rest} openId={id ?? null} />}
      {(wide || id) && (
        <div className="inbox-main">
          <Outlet />
        </div>
      )}
    </div>
  );
}
