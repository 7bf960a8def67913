/** The books: entries with what caused them, the trial balance, months and their close, and account codes for the accountant. */
import '../money/money.css';
import './ledger.css';
import { ledgerApi } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { MoneyPlaces } from '../money/places.tsx';
import { Page, PaneLayout } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Balance } from './balance.tsx';
import { Codes } from './codes.tsx';
import { Entries } from './entries.tsx';
import { EntryPane } from './entry-pane.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { Months } from './months.tsx';
import { ledgerViews } from './views.ts';

const route = getRouteApi('/shell/money/ledger');

export function LedgerPage() {
  const { t } = useTranslation('ledger');
  const { me } = useSession();
  const scope = useScope();
  const { view = 'entries', entry: openId, account, return_id } = route.useSearch();
  const navigate = route.useNavigate();
  const [taking, setTaking] = useState(false);
  const brand = me.brands.find(({ id }) => id === scope.brand_id) ?? me.brands[0];
  const open = useApi(ledgerApi.entry, { params: { id: openId ?? '' } }, { on: openId !== undefined, keep: false });
  const show = (entry: string | undefined) => void navigate({ search: (was) => ({ ...was, entry }) });
  return (
    <PaneLayout
      rightWidth={380}
      rightTitle={t('entry.title')}
      rightOpen={openId !== undefined}
      onRightClose={() => show(undefined)}
      right={view === 'entries' ? <EntryPane entry={open.data} /> : undefined}
    >
      <Page
        title={t('title')}
        tab={t('title')}
        aside={scope.brand_id || view === 'months' || view === 'codes' ? brand?.name : undefined}
        ground={view === 'codes' ? 'surface' : 'canvas'}
        sentence={<MoneyPlaces />}
        verbs={
          <>
            <Segmented
              value={view}
              onChange={(next) => void navigate({ search: { view: next } })}
              options={ledgerViews.map((one) => ({ value: one, label: t(`view.${one}`) }))}
            />
            <Button disabled={!brand} onClick={() => setTaking(true)}>
              {t('export.verb')}
            </Button>
          </>
        }
      >
        {!brand ? (
          <EmptyState title={t('no_brand')} />
        ) : view === 'entries' ? (
          <Entries
            brandId={scope.brand_id}
            account={account}
            returnId={return_id}
            openId={openId ?? null}
            onOpen={show}
          />
        ) : view === 'balance' ? (
          <Balance brandId={scope.brand_id} />
        ) : view === 'months' ? (
          <Months brandId={brand.id} />
        ) : (
          <Codes brandId={brand.id} />
        )}
        {brand && taking && <ExportDialog brandId={brand.id} onClose={() => setTaking(false)} />}
      </Page>
    </PaneLayout>
  );
}
