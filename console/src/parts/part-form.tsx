/** What is known of a part. What it fits and mends decides for which problems buyers are offered it. */
import { type Mends, orders, type Part, type PartInput, type Reason, reason as reasons } from '@recoup/contract';
import { Button, Input, InputNumber, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, type useMove } from '../app/queries.ts';
import { useTerms } from '../terms/terms.ts';
import { Field, Fields } from '../ui/field.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { Section } from '../ui/page.tsx';
import { usePartName } from './words.ts';

type Props = {
  part?: Part;
  brandId: string;
  currency: string;
  busy: boolean;
  problem: ReturnType<typeof useMove>['problem'];
  readOnly?: boolean;
  onSave: (body: PartInput) => void;
};

export function PartForm({ part, brandId, currency, busy, problem, readOnly = false, onSave }: Props) {
  const { t } = useTranslation('parts');
  const [of, setOf] = useState(() => ({
    sku: part?.sku ?? '',
    title: part?.title ?? '',
    title_zh: part?.title_zh ?? '',
    title_es: part?.title_es ?? '',
    price: part?.price?.amount ?? null,
    unit_cost: part?.unit_cost?.amount ?? null,
    weight_g: part?.weight_g ?? null,
    hts_code: part?.hts_code ?? '',
    origin_country: part?.origin_country ?? '',
  }));
  const [fits, setFits] = useState(
    () => part?.fits.map(({ product, per_product }) => ({ product_id: product.id, per_product })) ?? [],
  );
  const [mends, setMends] = useState<Mends[]>(() => part?.mends ?? []);
  const set = (change: Partial<typeof of>) => setOf((was) => ({ ...was, ...change }));
  const orNull = (text: string) => text.trim() || null;
  const save = () =>
    onSave({
      sku: of.sku.trim(),
      title: of.title.trim(),
      title_zh: orNull(of.title_zh),
      title_es: orNull(of.title_es),
      price: of.price,
      unit_cost: of.unit_cost,
      currency,
      weight_g: of.weight_g,
      hts_code: orNull(of.hts_code),
      origin_country: orNull(of.origin_country)?.toUpperCase() ?? null,
      fits: fits.filter(({ product_id }) => product_id),
      mends,
    });
  const text = (name: 'sku' | 'title' | 'title_zh' | 'title_es' | 'hts_code' | 'origin_country', optional = true) => (
    <Field label={t(`field.${name}`)} name={name} optional={optional} problem={problem}>
      <Input value={of[name]} disabled={readOnly} onChange={(event) => set({ [name]: event.target.value })} />
    </Field>
  );
  return (
    <div className="parts-form">
      <Fields>
        <div className="parts-pair">
          {text('sku', false)}
          {text('title', false)}
        </div>
        <div className="parts-pair">
          {text('title_zh')}
          {text('title_es')}
        </div>
        <div className="parts-pair is-four">
          <Field label={t('field.price')} name="price" optional problem={problem}>
            <MoneyInput value={of.price} currency={currency} disabled={readOnly} onChange={(price) => set({ price })} />
          </Field>
          <Field label={t('field.unit_cost')} name="unit_cost" optional problem={problem}>
            <MoneyInput
              value={of.unit_cost}
              currency={currency}
              disabled={readOnly}
              onChange={(unit_cost) => set({ unit_cost })}
            />
          </Field>
          <Field label={t('field.weight_g')} name="weight_g" optional problem={problem}>
            <InputNumber
              min={0}
              max={1_000_000}
              value={of.weight_g}
              disabled={readOnly}
              onChange={(weight_g) => set({ weight_g })}
              style={{ width: 120 }}
            />
          </Field>
          {text('hts_code')}
        </div>
      </Fields>
      <Section title={t('fits')} aside={t('fits_note')}>
        <Fits brandId={brandId} value={fits} onChange={setFits} readOnly={readOnly} />
      </Section>
      <Section title={t('mends')} aside={t('mends_note')}>
        <MendsEditor value={mends} onChange={setMends} readOnly={readOnly} />
      </Section>
      {problem && <p className="r-t-bad">{problem.words}</p>}
      {!readOnly && (
        <Button type="primary" loading={busy} disabled={!of.sku.trim() || !of.title.trim()} onClick={save}>
          {part ? t('save') : t('create')}
        </Button>
      )}
    </div>
  );
}

type Fit = { product_id: string; per_product: number };
function Fits(props: { brandId: string; value: Fit[]; onChange: (value: Fit[]) => void; readOnly: boolean }) {
  const { t } = useTranslation('parts');
  const nameOf = usePartName();
  const products = useApi(orders.products, { query: { brand_id: props.brandId, limit: 200 } });
  const set = (at: number, change: Partial<Fit>) =>
    props.onChange(props.value.map((one, i) => (i === at ? { ...one, ...change } : one)));
  return (
    <div className="parts-rows">
      {props.value.map((fit, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of one short form
        <span key={at} className="parts-row">
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={fit.product_id || undefined}
            placeholder={t('which_product')}
            disabled={props.readOnly}
            onChange={(product_id: string) => set(at, { product_id })}
            options={(products.data?.rows ?? []).map((one) => ({ value: one.id, label: nameOf(one) }))}
          />
          <InputNumber
            min={1}
            max={1000}
            value={fit.per_product}
            disabled={props.readOnly}
            suffix={t('per_product')}
            onChange={(count) => set(at, { per_product: count ?? 1 })}
            style={{ width: 150 }}
          />
          <Button
            type="text"
            icon={<X size={14} />}
            aria-label={t('remove')}
            disabled={props.readOnly}
            onClick={() => props.onChange(props.value.filter((_, i) => i !== at))}
          />
        </span>
      ))}
      {!props.readOnly && (
        <Button
          icon={<Plus size={14} />}
          onClick={() => props.onChange([...props.value, { product_id: '', per_product: 1 }])}
        >
          {t('add_product')}
        </Button>
      )}
    </div>
  );
}

function MendsEditor(props: { value: Mends[]; onChange: (value: Mends[]) => void; readOnly: boolean }) {
  const { t, i18n } = useTranslation('parts');
  const terms = useTerms();
  const details = Object.keys((i18n.getResource(i18n.language, 'terms', 'detail') ?? {}) as object);
  const set = (at: number, change: Partial<Mends>) =>
    props.onChange(props.value.map((one, i) => (i === at ? { ...one, ...change } : one)));
  return (
    <div className="parts-rows">
      {props.value.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of one short form
        <span key={at} className="parts-row is-mends">
          <Select
            value={one.reason}
            disabled={props.readOnly}
            onChange={(reason: Reason) => set(at, { reason })}
            options={reasons.options.map((value) => ({ value, label: terms.reason(value) }))}
          />
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={one.detail ?? ''}
            disabled={props.readOnly}
            onChange={(detail: string) => set(at, { detail: detail || null })}
            options={[
              { value: '', label: t('every_detail') },
              ...details.map((value) => ({ value, label: terms.detail(value) })),
            ]}
          />
          <Button
            type="text"
            icon={<X size={14} />}
            aria-label={t('remove')}
            disabled={props.readOnly}
            onClick={() => props.onChange(props.value.filter((_, i) => i !== at))}
          />
        </span>
      ))}
      {!props.readOnly && (
        <Button
          icon={<Plus size={14} />}
          onClick={() => props.onChange([...props.value, { reason: 'missing-parts-or-accessories', detail: null }])}
        >
          {t('add_problem')}
        </Button>
      )}
    </div>
  );
}
