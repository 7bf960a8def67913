/** /policies: the first policy of the list, or what to do when there is none. */
import './policies.css';
import { Link, Navigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.tsx';
import { Page, PaneLayout } from '../ui/page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { PolicyList, usePolicies } from './policy-list.tsx';

export function Policies() {
  const { t } = useTranslation('policies');
  const { may, me } = useSession();
  const { data, problem, retry } = usePolicies();
  const inOrder = me.brands.flatMap((brand) => (data?.rows ?? []).filter((row) => row.brand.id === brand.id));
  const first = inOrder.find((row) => !row.archived_at);
  if (first) return <Navigate to="/policies/$id" params={{ id: first.id }} replace />;
  return (
    <PaneLayout left={<PolicyList />}>
      <Page title={t('title')} tab={t('title')} ground="surface">
        {problem ? (
          <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />
        ) : data ? (
          <EmptyState
            title={t('empty')}
            note={t('empty_note')}
            action={
              may('policies.write') && (
                <Link to="/policies/new">
                  <Button type="primary">{t('new.first')}</Button>
                </Link>
              )
            }
          />
        ) : (
          <SkeletonRows rows={6} height={54} />
        )}
      </Page>
    </PaneLayout>
  );
}
