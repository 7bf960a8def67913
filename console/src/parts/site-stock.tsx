/** A part's stock, site by site: what is free, what is promised, what is on its way, and every change with who and why. */
import { accounts, type GoodsRef, type Part, type StockLevel, stockLevels } from '@recoup/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Rows } from '../ui/rows.tsx';
import { When } from '../ui/status.tsx';
import { StockForm, type StockMove } from './stock-forms.tsx';

export function SiteStock({ part }: { part: Part }) {
  const { t } = useTranslation('parts');
  const { me, may } = useSession();
  const goods: GoodsRef = { kind: 'part', id: part.id };
  const levels = useApi(stockLevels.list, { query: { part_id: part.id } }, { on: may('warehouse.read') });
  const sites = useApi(accounts.sites);
  const [move, setMove] = useState<{ move: StockMove; siteId: string; level: StockLevel | null } | null>(null);
  const known = new Map((levels.data?.rows ?? []).map((level) => [level.site.id, level]));
  const mine = (sites.data?.rows ?? []).filter(({ id }) => me.sites.some((site) => site.id === id));
  return (
    <div className="parts-stock">
      <h2>{t('stock.title')}</h2>
      {mine.map((site) => {
        const level = known.get(site.id) ?? null;
        return (
          <section key={site.id}>
            <header>
              <b>{site.name}</b>
              {may('warehouse.stock') && (
                <span>
                  {(['receive', 'adjust', 'expect'] as const).map((one) => (
                    <Button key={one} size="small" onClick={() => setMove({ move: one, siteId: site.id, level })}>
                      {t(`stock.${one}`)}
                    </Button>
                  ))}
                </span>
              )}
            </header>
            <LevelRows level={level} />
            {level && <Changes levelId={level.id} />}
          </section>
        );
      })}
      {move && <StockForm goods={goods} {...move} done={() => setMove(null)} />}
    </div>
  );
}

export function LevelRows({ level }: { level: StockLevel | null }) {
  const { t } = useTranslation('parts');
  const f = useFormat();
  if (!level) return <p className="r-quiet">{t('not_counted')}</p>;
  return (
    <Rows
      kind="plain"
      rows={[
        { key: 'free', label: t('stock.free'), value: <b>{f.number(level.free)}</b> },
        { key: 'reserved', label: t('stock.reserved'), value: f.number(level.reserved) },
        { key: 'on_hand', label: t('stock.on_hand'), value: f.number(level.on_hand) },
        {
          key: 'expected',
          label: t('stock.expected'),
          value: level.expected_quantity
            ? t('stock.expected_on', {
                count: level.expected_quantity,
                day: level.expected_on ? f.calendarDay(level.expected_on) : t('not_expected'),
              })
            : '—',
        },
        { key: 'bin', label: t('stock.bin'), value: level.bin ?? '—' },
      ]}
    />
  );
}

export function Changes({ levelId }: { levelId: string }) {
  const { t } = useTranslation('parts');
  const list = useApiList(stockLevels.changes, { params: { id: levelId }, query: { limit: 8 } });
  return (
    <ul className="parts-changes">
      {list.rows.map((row) => {
        const by = row.on_hand_change !== 0 ? row.on_hand_change : -row.reserved_change;
        return (
          <li key={row.id}>
            <span>
              {t(`stock.why.${row.why}`)} {row.outbound?.code}
              <span className="r-second">{[row.by.name, row.note].filter(Boolean).join(' · ')}</span>
            </span>
            <b className="r-num">{by > 0 ? `+${by}` : by === 0 ? '0' : `−${-by}`}</b>
            <When at={row.at} />
          </li>
        );
      })}
      {list.hasMore && (
        <li>
          <Button size="small" onClick={list.loadMore}>
            {t('stock.older')}
          </Button>
        </li>
      )}
    </ul>
  );
}
