/** What lies ready, by SKU, condition and site; the bins it lies in; and what moved. */
import './warehouse.css';
import { getRouteApi } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { CountedStock } from '../parts/levels.tsx';
import { Page, PaneLayout } from '../ui/page.tsx';
import { BinPane } from './bin-pane.tsx';
import { Bins } from './bins.tsx';
import { GoodsTabs } from './goods-tabs.tsx';
import { Moves } from './moves.tsx';
import { stockTabs } from './searches.ts';
import { StockList } from './stock-list.tsx';

const route = getRouteApi('/shell/stock');

export function Stock() {
  const { t } = useTranslation('warehouse');
  const { tab: asked, bin, q } = route.useSearch();
  const navigate = route.useNavigate();
  const tab = bin ? 'bins' : (asked ?? 'goods');
  const close = () => void navigate({ search: (was) => ({ ...was, bin: undefined }) });
  return (
    <PaneLayout
      rightWidth={380}
      rightTitle={bin ?? t('stock.bin')}
      rightOpen={bin !== undefined}
      onRightClose={close}
      right={bin && <BinPane code={bin} onClose={close} />}
    >
      <Page
        ground="surface"
        title={t('stock.title')}
        tab={t('stock.title')}
        aside={
          <Segmented
            value={tab}
            onChange={(next) => void navigate({ search: { tab: next } })}
            options={stockTabs.map((one) => ({ value: one, label: t(`stock.tab.${one}`) }))}
          />
        }
        verbs={<GoodsTabs here="stock" />}
      >
        {tab === 'goods' && <StockList />}
        {tab === 'counted' && <CountedStock q={q} />}
        {tab === 'bins' && <Bins />}
        {tab === 'moves' && <Moves />}
      </Page>
    </PaneLayout>
  );
}
