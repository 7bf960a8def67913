/** A batch of returned goods: resell here, send back, destroy. Every line says from what it is reckoned; the best is named. */
import { type BatchComparison, type BatchQuestion, dutyApi, type Me, orders } from '@recoup/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { InputNumber, Select } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useApiList } from '../app/queries.ts';
import { Field } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { Section } from '../ui/page.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { ValueBar, ValueLegend } from '../ui/value-bar.tsx';

type Brand = Me['brands'][number];
type Asked = Omit<BatchQuestion, 'brand_id' | 'variant_id' | 'imported_on'>;

/** Declared starting figures in cents; everything may be changed. */
const start: Asked = {
  quantity: 100,
  price: 0,
  sells_percent: 80,
  value_back: 0,
  work_per_unit: 300,
  market_fee_percent: 15,
  freight_to_buyer: 850,
  storage_per_day_hundredths: 300,
  days_to_sell: 45,
  customs_value: 0,
  capital_percent_per_year: 12,
  freight_back_per_unit: 350,
  brokerage_back: 25_000,
  duty_abroad_percent: 0,
  disposal_per_unit: 150,
  drawback_fee: 30_000,
};
const moneyFields = [
  'price',
  'customs_value',
  'value_back',
  'work_per_unit',
  'freight_to_buyer',
  'freight_back_per_unit',
  'brokerage_back',
  'disposal_per_unit',
  'drawback_fee',
] as const;
const numberFields = [
  'quantity',
  'sells_percent',
  'market_fee_percent',
  'days_to_sell',
  'storage_per_day_hundredths',
  'capital_percent_per_year',
  'duty_abroad_percent',
] as const;

export function Batch({ brand }: { brand: Brand }) {
  const { t } = useTranslation('duty');
  const words = useProblemWords();
  const products = useApiList(orders.products, { query: { brand_id: brand.id, limit: 200 } });
  const variants = products.rows.flatMap((product) =>
    product.variants.map((variant) => ({ ...variant, name: `${variant.sku} ${product.title}` })),
  );
  const [picked, setPicked] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked>(start);
  const choose = (id: string) => {
    const variant = variants.find((one) => one.id === id);
    setPicked(id);
    setAsked({
      ...asked,
      price: variant?.price?.amount ?? asked.price,
      customs_value: variant?.unit_cost?.amount ?? asked.customs_value,
    });
  };
  const body = { ...asked, brand_id: brand.id, variant_id: picked ?? '' };
  const answer = useQuery({
    queryKey: [dutyApi.compareBatch.path, body],
    queryFn: ({ signal }) => request(dutyApi.compareBatch, { body }, { signal }),
    enabled: picked !== null,
    placeholderData: keepPreviousData,
  });
  const problem = answer.error ? words(answer.error) : null;
  return (
    <>
      <Section title={t('batch.what')}>
        <div className="costs-form">
          <Field label={t('batch.product')}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              value={picked}
              placeholder={t('batch.pick')}
              style={{ width: 280 }}
              onChange={choose}
              options={variants.map((one) => ({ value: one.id, label: one.name }))}
            />
          </Field>
          {numberFields.map((field) => (
            <Field key={field} label={t(`batch.field.${field}`)}>
              <InputNumber
                min={field === 'quantity' ? 1 : 0}
                max={field.includes('percent') ? 100 : 100_000}
                precision={0}
                value={asked[field]}
                style={{ width: 120 }}
                onChange={(next) => typeof next === 'number' && setAsked({ ...asked, [field]: next })}
              />
            </Field>
          ))}
          {moneyFields.map((field) => (
            <Field key={field} label={t(`batch.field.${field}`)}>
              <MoneyInput
                key={`${field}${picked ?? ''}`}
                value={asked[field]}
                currency={brand.currency}
                onChange={(next) => next !== null && setAsked({ ...asked, [field]: next })}
              />
            </Field>
          ))}
        </div>
      </Section>
      {problem && (
        <ErrorState words={problem.words} requestId={problem.requestId} onRetry={() => void answer.refetch()} />
      )}
      {answer.data && picked ? (
        <Compared answer={answer.data as BatchComparison} />
      ) : (
        !problem && <EmptyState title={t('batch.none')} note={t('batch.none_note')} />
      )}
    </>
  );
}

function Compared({ answer }: { answer: BatchComparison }) {
  const { t } = useTranslation('duty');
  const f = useFormat();
  const sums = (way: BatchComparison['ways'][number]) => ({
    back: way.lines.reduce((sum, line) => sum + Math.max(0, line.amount.amount), 0),
    spent: way.lines.reduce((sum, line) => sum + Math.max(0, -line.amount.amount), 0),
  });
  const scale = Math.max(1, ...answer.ways.map((way) => sums(way).back + sums(way).spent));
  return (
    <Section title={t('batch.compared', { count: answer.units })} verbs={<ValueLegend />}>
      <div className="duty-ways">
        {answer.ways.map((way) => (
          <article key={way.way} className={way.way === answer.best ? 'is-best' : undefined}>
            <header>
              <b>{t(`way.${way.way}`)}</b>
              {way.way === answer.best && <Status tone="good">{t('batch.best')}</Status>}
            </header>
            <div className="duty-net">
              <Money value={way.net} />
            </div>
            <div className="r-quiet">
              {t('batch.each', { amount: f.money(Math.round(way.net.amount / answer.units), answer.currency) })}
            </div>
            <ValueBar {...sums(way)} currency={answer.currency} scale={scale} />
            <table className="costs-lines">
              <tbody>
                {way.lines.map((line) => (
                  <tr key={line.code}>
                    <td>
                      {t(`line.${line.code}`)}
                      <div className="r-quiet">
                        {factOf(line.facts, t, (amount) => f.money(amount, answer.currency))}
                      </div>
                    </td>
                    <td className="is-right">
                      <Money value={line.amount} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {way.needs.map((need) => (
              <div key={need} className="r-quiet">
                {t(`need.${need}`)}
              </div>
            ))}
          </article>
        ))}
      </div>
    </Section>
  );
}

/** `80 × $99.00`, `15 %`, `99 % of the duty on entry ABC-…`. */
function factOf(facts: Record<string, unknown>, t: TFunction<'duty'>, money: (amount: number) => string): string {
  const each = facts.each ?? facts.price ?? facts.duty;
  const parts = [
    typeof facts.pieces === 'number' && typeof each === 'number' ? `${facts.pieces} × ${money(each)}` : null,
    typeof facts.percent === 'number' ? `${facts.percent} %` : null,
    typeof facts.days === 'number' ? t('days', { count: facts.days }) : null,
    typeof facts.entry === 'string' ? t('by_entry', { number: facts.entry }) : null,
    facts.duty_from === 'rate'
      ? t(facts.verified ? 'by_rate' : 'by_rate_unverified', { hts: facts.hts, on: facts.on })
      : null,
  ];
  return parts.filter(Boolean).join(t('comma'));
}
