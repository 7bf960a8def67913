/** What a picked remedy needs said: which parts, for what it is exchanged, how much, which guide, and when it leaves. */
import type { RemedyOffer } from '@recoup/contract';
import { InputNumber, Segmented, Select } from 'antd';
import { Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Picture } from '../goods/picture.tsx';
import { usePartName } from '../parts/words.ts';
import { Field } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { type AnswerLine, hasSum, type Picked, percentOf, shareOf, swaps } from './pick.ts';
import { useRemedyWords } from './remedy-words.ts';

export type NeedsProps = {
  line: AnswerLine | undefined;
  offer: RemedyOffer | undefined;
  picked: Picked;
  /** What was paid for the quantity without tax, of which percentages are taken. */
  price: { amount: number; currency: string };
  onChange: (picked: Picked) => void;
};

export function Needs(props: NeedsProps) {
  const { picked, onChange, offer } = props;
  const { t } = useTranslation('remedies');
  const set = (part: Partial<Picked>) => onChange({ ...picked, ...part });
  return (
    <>
      {picked.kind === 'spare_part' && <Parts {...props} set={set} />}
      {picked.kind === 'exchange' && <Variants {...props} set={set} />}
      {hasSum(picked.kind) && <Sum {...props} set={set} />}
      {picked.kind === 'next_order_discount' && (
        <Field label={t('need.percent')}>
          <InputNumber
            min={1}
            max={100}
            precision={0}
            suffix="%"
            value={picked.percent ?? offer?.discount?.percent ?? null}
            onChange={(percent) => set({ percent })}
            style={{ width: 96 }}
          />
        </Field>
      )}
      {picked.kind === 'guidance' && <Guides {...props} set={set} />}
      {swaps(picked.kind) && (
        <Field label={t('need.ships')}>
          <Segmented
            className="remedies-fit"
            value={picked.ships ?? offer?.ships ?? 'on_receipt'}
            onChange={(ships) => set({ ships })}
            options={(['now', 'on_receipt'] as const).map((value) => ({ value, label: t(`ships.${value}`) }))}
          />
        </Field>
      )}
    </>
  );
}

type Set = { set: (part: Partial<Picked>) => void };

function useStockWords() {
  const { t } = useTranslation('remedies');
  const f = useFormat();
  return ({ in_stock, expected_on }: { in_stock: number | null; expected_on: string | null }) =>
    in_stock === null
      ? null
      : in_stock > 0
        ? t('stock', { n: f.number(in_stock) })
        : expected_on
          ? t('stock_on', { day: f.calendarDay(expected_on, true) })
          : t('stock_none');
}

function Parts({ line, picked, set }: NeedsProps & Set) {
  const { t } = useTranslation('remedies');
  const f = useFormat();
  const stock = useStockWords();
  const partName = usePartName();
  const parts = line?.parts ?? [];
  if (parts.length === 0) return <p className="r-second">{t('need.no_parts')}</p>;
  const put = (id: string, quantity: number) => set({ parts: { ...picked.parts, [id]: Math.max(0, quantity) } });
  return (
    <fieldset className="remedies-parts">
      <legend>{t('need.parts')}</legend>
      {[...parts]
        .sort((a, b) => Number(b.mends) - Number(a.mends))
        .map((part) => {
          const n = picked.parts[part.part_id] ?? 0;
          return (
            <div key={part.part_id} className={n > 0 ? 'is-picked' : undefined}>
              <span className="remedies-photo">
                <Picture src={part.photo_url} icon={18} />
              </span>
              <span className="remedies-part">
                <b>{partName(part)}</b>
                <span className="r-second">
                  {[part.mends ? t('need.mends') : null, stock(part)].filter(Boolean).join(t('comma'))}
                </span>
              </span>
              <span className="remedies-step">
                <button
                  type="button"
                  aria-label={t('need.fewer', { what: partName(part) })}
                  disabled={n === 0}
                  onClick={() => put(part.part_id, n - 1)}
                >
                  <Minus size={14} aria-hidden="true" />
                </button>
                <output aria-label={partName(part)}>{f.number(n)}</output>
                <button
                  type="button"
                  aria-label={t('need.more', { what: partName(part) })}
                  onClick={() => put(part.part_id, n === 0 ? part.per_product : n + 1)}
                >
                  <Plus size={14} aria-hidden="true" />
                </button>
              </span>
            </div>
          );
        })}
    </fieldset>
  );
}

function Variants({ line, picked, offer, set }: NeedsProps & Set) {
  const { t } = useTranslation('remedies');
  const f = useFormat();
  const words = useRemedyWords();
  const stock = useStockWords();
  const all = line?.exchange_for ?? [];
  if (all.length === 0) return <p className="r-second">{t('need.no_variants')}</p>;
  const chosen = all.find(({ variant_id }) => variant_id === picked.variantId);
  const { difference } = offer?.goods?.some(({ id }) => id === picked.variantId) ? offer : { difference: undefined };
  const due = difference ?? chosen?.difference;
  return (
    <Field
      label={t('need.variant')}
      help={
        chosen && due
          ? [
              stock(chosen),
              due.amount > 0
                ? t('difference.pays', { amount: words.money(due) })
                : due.amount < 0
                  ? t('difference.gets', { amount: f.money(-due.amount, due.currency) })
                  : t('difference.none'),
            ]
              .filter(Boolean)
              .join(t('comma'))
          : undefined
      }
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('need.choose_variant')}
        value={picked.variantId}
        onChange={(variantId: string) => set({ variantId })}
        options={all.map((one) => ({
          value: one.variant_id,
          label: [one.title, ...Object.values(one.options).filter((option) => !one.title.includes(option))].join(', '),
          note: [
            stock(one),
            one.difference.amount === 0
              ? null
              : `${one.difference.amount > 0 ? '+' : '−'}${f.money(Math.abs(one.difference.amount), one.difference.currency)}`,
          ]
            .filter(Boolean)
            .join(t('comma')),
        }))}
        optionRender={(option) => (
          <span className="remedies-option">
            <span>{option.data.label}</span>
            <span className="r-quiet">{option.data.note}</span>
          </span>
        )}
        style={{ width: '100%' }}
      />
    </Field>
  );
}

function Sum({ picked, offer, price, set }: NeedsProps & Set) {
  const { t } = useTranslation('remedies');
  const f = useFormat();
  const amount = picked.amount ?? offer?.amount.amount ?? null;
  const percent = amount === null ? null : percentOf(price.amount, amount);
  return (
    <div className="remedies-sum">
      <Field
        label={t('need.sum')}
        help={
          picked.kind === 'keep_it' ? t('need.of_price', { amount: f.money(price.amount, price.currency) }) : undefined
        }
      >
        <MoneyInput value={amount} currency={price.currency} onChange={(next) => set({ amount: next })} />
      </Field>
      {picked.kind === 'keep_it' && price.amount > 0 && (
        <Field label={t('need.share')}>
          <InputNumber
            min={1}
            max={100}
            precision={0}
            suffix="%"
            value={percent}
            placeholder={f.number(Math.round(((amount ?? 0) / price.amount) * 100))}
            onChange={(next) => next !== null && set({ amount: shareOf(price.amount, next) })}
            style={{ width: 96 }}
          />
        </Field>
      )}
    </div>
  );
}

function Guides({ line, picked, set }: NeedsProps & Set) {
  const { t } = useTranslation('remedies');
  const guides = line?.guides ?? [];
  if (guides.length === 0) return <p className="r-second">{t('need.no_guides')}</p>;
  const chosen = guides.find(({ article_id }) => article_id === picked.articleId);
  return (
    <Field
      label={t('need.guide')}
      help={
        chosen && (
          <>
            {chosen.summary}{' '}
            <a href={chosen.url} target="_blank" rel="noreferrer">
              {t('need.read_guide')}
            </a>
          </>
        )
      }
    >
      <Select
        value={picked.articleId}
        onChange={(articleId: string) => set({ articleId })}
        options={guides.map(({ article_id, title }) => ({ value: article_id, label: title }))}
        style={{ width: '100%' }}
      />
    </Field>
  );
}
