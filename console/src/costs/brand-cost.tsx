/** What this return costs the brand, on its own page: solid green comes back, hatched is spent; then the groups, booked and expected. */
import './costs.css';
import { costsApi } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { type Row, Rows } from '../ui/rows.tsx';
import { ValueBar } from '../ui/value-bar.tsx';

export function BrandCost({ returnId }: { returnId: string }) {
  const { t } = useTranslation('costs');
  const f = useFormat();
  const { may } = useSession();
  const { data: cost } = useApi(
    costsApi.ofReturn,
    { params: { id: returnId } },
    { on: may('money.read'), keep: false },
  );
  if (!cost) return null;
  const { currency, net, recovered, expected_back } = cost;
  const money = (amount: number) => f.money(amount, currency);
  const rows = cost.groups.map(({ group, amount, actual, estimated }): Row => {
    const mixed = actual.amount !== 0 && estimated.amount !== 0;
    const note = mixed
      ? t('of_it_expected', { amount: money(estimated.amount) })
      : estimated.amount !== 0
        ? t('expected')
        : undefined;
    return { key: group, label: t(`group.${group}`), value: <Money value={amount} />, ...(note ? { note } : {}) };
  });
  return (
    <Section
      title={t('title')}
      verbs={
        <Link to="/money/costs/$id" params={{ id: returnId }}>
          {t('open')}
        </Link>
      }
    >
      {cost.lines.length === 0 ? (
        <p className="r-quiet">{t('nothing')}</p>
      ) : (
        <>
          <ValueBar back={Math.max(0, recovered.amount)} spent={Math.max(0, net.amount)} currency={currency} />
          <div className="returns-cost-legend">
            <span className="r-t-good">
              {recovered.amount > 0 && (
                <>
                  {t(expected_back.amount > 0 ? 'back_expected' : 'back')} <Money value={recovered} />
                </>
              )}
            </span>
            <b>
              {t('net')} <Money value={net} />
            </b>
          </div>
          <Rows kind="plain" rows={rows} />
        </>
      )}
    </Section>
  );
}
