/** What a return costs the brand, as a waterfall: actual where booked, else expected; beside it the net, and what the cheaper remedy would have cost. */
import './costs.css';
import { type ReturnCost as Cost, costsApi } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { ValueLegend } from '../ui/value-bar.tsx';
import { type Step, Waterfall } from './waterfall.tsx';

export function ReturnCost({ returnId, code }: { returnId: string; code: string }) {
  const { t } = useTranslation('costs');
  const { data } = useApi(costsApi.ofReturn, { params: { id: returnId } });
  if (!data || data.lines.length === 0) return null;
  return (
    <Section
      title={t('title')}
      aside={
        <>
          <Code>{code}</Code> {t(data.settled ? 'note_settled' : 'note')}
        </>
      }
      verbs={
        <>
          <ValueLegend />
          <Link to="/money/costs/$id" params={{ id: returnId }}>
            {t('open')}
          </Link>
        </>
      }
    >
      <CostPicture cost={data} />
    </Section>
  );
}

export function CostPicture({ cost }: { cost: Cost }) {
  const { t } = useTranslation('costs');
  const steps = useSteps(cost);
  return (
    <div className="costs-beside">
      <Waterfall steps={steps} currency={cost.currency} net={t('net')} />
      <Figures cost={cost} />
    </div>
  );
}

/** One bar an account, in the order of the lines; dashed while any of it is expected. */
function useSteps(cost: Cost): Step[] {
  const { t } = useTranslation('costs');
  const steps = new Map<string, Step>();
  for (const { account, amount, status } of cost.lines) {
    const before = steps.get(account);
    steps.set(account, {
      key: account,
      name: t(`ledger:short.${account}`),
      amount: (before?.amount ?? 0) + amount.amount,
      estimated: (before?.estimated ?? false) || status === 'estimated',
    });
  }
  return [...steps.values()].filter((step) => step.amount !== 0);
}

function Figures({ cost }: { cost: Cost }) {
  const { t } = useTranslation('costs');
  const f = useFormat();
  const terms = useTerms();
  const { net, booked, sold_for, expected_back, cheaper } = cost;
  return (
    <dl className="costs-figures">
      <div>
        <dt>{t('net')}</dt>
        <dd className="is-main">
          <Money value={net} />
          {sold_for.amount > 0 && (
            <small>{t('of_price', { percent: f.percent(net.amount / sold_for.amount, 0) })}</small>
          )}
        </dd>
      </div>
      {!cost.settled && (
        <div>
          <dt>{t('booked')}</dt>
          <dd>
            <Money value={booked} />
            {expected_back.amount > 0 && (
              <small>{t('expected_back', { amount: f.money(expected_back.amount, expected_back.currency) })}</small>
            )}
          </dd>
        </div>
      )}
      {cheaper && (
        <div>
          <dt>{terms.remedy(cheaper.remedy)}</dt>
          <dd>
            <Money value={cheaper.cost} />
            <small>{t('saved', { amount: f.money(cheaper.saved.amount, cheaper.saved.currency) })}</small>
          </dd>
        </div>
      )}
    </dl>
  );
}
