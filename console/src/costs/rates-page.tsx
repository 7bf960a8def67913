/** The rates estimates stand on, each with its declared default and what that rests on; and the way to one return's cost. */
import '../money/money.css';
import './costs.css';
import { type CostRates, costsApi } from '@recoup/contract';
import { App, Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { MoneyPlaces } from '../money/places.tsx';
import { useFormat } from '../ui/locale.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { Page, Section } from '../ui/page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';

type Rate = CostRates['rates'][number];

export function RatesPage() {
  const { t } = useTranslation('costs');
  const f = useFormat();
  const { me } = useSession();
  const scope = useScope();
  const brand = me.brands.find(({ id }) => id === scope.brand_id) ?? me.brands[0];
  const asked = useApi(costsApi.rates, { query: { brand_id: brand?.id ?? '' } }, { on: !!brand, keep: false });
  return (
    <Page title={t('rates.title')} tab={t('rates.title')} aside={brand?.name} sentence={<MoneyPlaces />}>
      <p className="r-ink2">{t('rates.note')}</p>
      {!brand && <EmptyState title={t('rates.no_brand')} />}
      {asked.problem && (
        <ErrorState words={asked.problem.words} requestId={asked.problem.requestId} onRetry={asked.retry} />
      )}
      {brand && !asked.data && !asked.problem && <SkeletonRows rows={10} />}
      {brand && asked.data && <Form key={brand.id} brandId={brand.id} kept={asked.data} />}
      {asked.data?.changed_at && asked.data.changed_by && (
        <p className="r-quiet">
          {t('rates.changed', { name: asked.data.changed_by.name, at: f.dateTime(asked.data.changed_at) })}
        </p>
      )}
    </Page>
  );
}

function Form({ brandId, kept }: { brandId: string; kept: CostRates }) {
  const { t } = useTranslation('costs');
  const { may } = useSession();
  const { message } = App.useApp();
  const [changes, setChanges] = useState<Partial<Record<Rate['name'], number | null>>>({});
  const save = useMove(costsApi.changeRates);
  const count = Object.keys(changes).length;
  const disabled = !may('settings.write');
  return (
    <Section title={t('rates.list')} aside={t('rates.list_note')}>
      <div className="costs-scroll">
        <table className="costs-lines">
          <thead>
            <tr>
              <th>{t('rates.col.rate')}</th>
              <th>{t('rates.col.value')}</th>
              <th>{t('rates.col.default')}</th>
              <th>{t('rates.col.basis')}</th>
            </tr>
          </thead>
          <tbody>
            {kept.rates.map((rate) => (
              <RateRow
                key={rate.name}
                rate={rate}
                change={changes[rate.name]}
                currency={kept.currency}
                disabled={disabled}
                onChange={(value) => setChanges({ ...changes, [rate.name]: value })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {save.problem && (
        <ErrorState title={t('book.not_done')} words={save.problem.words} requestId={save.problem.requestId} />
      )}
      {!disabled && (
        <div className="costs-form">
          <Button
            type="primary"
            disabled={count === 0}
            loading={save.busy}
            onClick={async () => {
              if (!(await save.run({ query: { brand_id: brandId }, body: { rates: changes } }))) return;
              setChanges({});
              void message.success(t('rates.saved'));
            }}
          >
            {count === 0 ? t('rates.save_none') : t('rates.save', { count })}
          </Button>
          {count > 0 && (
            <Button type="text" onClick={() => setChanges({})}>
              {t('rates.discard')}
            </Button>
          )}
        </div>
      )}
    </Section>
  );
}

type RateRowProps = {
  rate: Rate;
  /** Undefined: untouched; null: back to the default. */
  change: number | null | undefined;
  currency: string;
  disabled: boolean;
  onChange: (value: number | null) => void;
};
function RateRow({ rate, change, currency, disabled, onChange }: RateRowProps) {
  const { t } = useTranslation('costs');
  const shown = change === undefined ? rate.value : (change ?? rate.default);
  const own = change === undefined ? rate.own : change !== null;
  return (
    <tr>
      <td>{t(`rate.${rate.name}`)}</td>
      <td>
        <RateInput rate={rate} value={shown} currency={currency} disabled={disabled} onChange={onChange} />
      </td>
      <td>
        <Plain rate={rate} value={rate.default} currency={currency} />{' '}
        {own ? (
          !disabled && (
            <Button type="link" size="small" onClick={() => onChange(null)}>
              {t('rates.back')}
            </Button>
          )
        ) : (
          <Status tone="idle">{t('rates.default_used')}</Status>
        )}
      </td>
      <td className="r-quiet">{t(`basis.${rate.name}`)}</td>
    </tr>
  );
}

function RateInput({ rate, value, currency, disabled, onChange }: Omit<RateRowProps, 'change'> & { value: number }) {
  const { t } = useTranslation('costs');
  if (rate.unit === 'money')
    return (
      <MoneyInput
        value={value}
        currency={currency}
        disabled={disabled}
        onChange={(next) => next !== null && onChange(next)}
      />
    );
  const scale = rate.unit === 'percent_hundredths' || rate.unit === 'money_hundredths' ? 100 : 1;
  return (
    <InputNumber
      aria-label={t(`rate.${rate.name}`)}
      value={value / scale}
      min={0}
      precision={scale === 1 ? 0 : 2}
      disabled={disabled}
      style={{ width: 120 }}
      suffix={<span className="r-ink3">{t(`rate_unit.${rate.unit}`)}</span>}
      onChange={(next) => typeof next === 'number' && onChange(Math.round(next * scale))}
    />
  );
}

function Plain({ rate, value, currency }: { rate: Rate; value: number; currency: string }) {
  const { t } = useTranslation('costs');
  const f = useFormat();
  if (rate.unit === 'money') return f.money(value, currency);
  if (rate.unit === 'percent_hundredths') return f.percent(value / 10_000, 2);
  if (rate.unit === 'money_hundredths') return `${f.number(value / 100, 2)} ${t('rate_unit.money_hundredths')}`;
  return `${f.number(value)} ${t(`rate_unit.${rate.unit}`)}`;
}
