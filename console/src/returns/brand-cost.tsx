/** What this return costs the brand: solid green comes back, hatched is spent. From the books, and what is still expected. */
import type { ReturnCost } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { type Row, Rows } from '../ui/rows.tsx';
import { ValueBar } from '../ui/value-bar.tsx';

export function BrandCost({ cost }: { cost: ReturnCost | undefined }) {
  const { t, i18n } = useTranslation('returns');
  if (!cost) return null;
  const { currency, recovered, expected_back, net } = cost;
  const back = recovered.amount + expected_back.amount;
  const money = (amount: number) => ({ amount, currency });
  const name = (account: string) => {
    const key = `money:account.${account}`;
    return i18n.exists(key) ? t(key) : t('money:account.other');
  };
  const rows = cost.lines.map(
    (line, place): Row => ({
      key: `${line.account} ${place}`,
      label: name(line.account),
      value: <Money value={line.amount} />,
    }),
  );
  return (
    <Section title={t('cost.title')}>
      {cost.lines.length === 0 ? (
        <p className="r-quiet">{t('cost.nothing')}</p>
      ) : (
        <>
          <ValueBar back={Math.max(0, back)} spent={Math.max(0, net.amount)} currency={currency} />
          <div className="returns-cost-legend">
            <span className="r-t-good">
              {back > 0 && (
                <>
                  {t(recovered.amount > 0 ? 'cost.back' : 'cost.expected_back')} <Money value={money(back)} />
                </>
              )}
            </span>
            <b>
              {t('cost.net')} <Money value={net} />
            </b>
          </div>
          <Rows kind="plain" rows={rows} />
        </>
      )}
    </Section>
  );
}
