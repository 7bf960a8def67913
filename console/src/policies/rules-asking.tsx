/** Rules on asking: how long, in what state, for which reasons, with what proof, what never comes back, and when a person looks. */
import { orders } from '@recoup/contract';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useApi } from '../app/queries.ts';
import {
  ChoiceBlank,
  ManyBlank,
  MoneyBlank,
  NumberBlank,
  OptionalNumberBlank,
  RuleRow,
  Sentence,
} from '../ui/blanks.tsx';
import { isChanged, ReasonsBlank, type RuleProps } from './rule-parts.tsx';

export function WindowRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled } = props;
  const { days, from } = rules.window;
  const set = (window: Partial<typeof rules.window>) =>
    edit((was) => ({ ...was, window: { ...was.window, ...window } }));
  return (
    <RuleRow
      name={t('window.name')}
      on={days > 0}
      onSwitch={(on) => set({ days: on ? props.live?.window.days || 30 : 0 })}
      switchChanged={isChanged(props, ({ window }) => window.days > 0)}
      disabled={disabled}
    >
      {days === 0 ? (
        <span className="r-ink3">{t('window.off')}</span>
      ) : (
        <Sentence
          text={t('window.words')}
          blanks={{
            days: (
              <NumberBlank
                label={t('window.days')}
                value={days}
                min={1}
                max={3650}
                unit={t(days === 1 ? 'unit.day' : 'unit.days')}
                changed={isChanged(props, ({ window }) => window.days)}
                disabled={disabled}
                onChange={(next) => set({ days: next })}
              />
            ),
            from: (
              <ChoiceBlank
                label={t('window.from')}
                value={from}
                choices={[
                  { value: 'delivery', label: t('window.delivery') },
                  { value: 'purchase', label: t('window.purchase') },
                ]}
                changed={isChanged(props, ({ window }) => window.from)}
                disabled={disabled}
                onChange={(next) => set({ from: next })}
              />
            ),
          }}
        />
      )}
    </RuleRow>
  );
}

export function ConditionRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled } = props;
  const set = (condition: Partial<typeof rules.condition>) =>
    edit((was) => ({ ...was, condition: { ...was.condition, ...condition } }));
  return (
    <RuleRow name={t('condition.name')}>
      <Sentence
        text={t('condition.words')}
        blanks={{
          opened: (
            <ChoiceBlank
              label={t('condition.opened')}
              value={rules.condition.opened}
              choices={(['accepted', 'ask', 'refused'] as const).map((value) => ({
                value,
                label: t(`condition.opened_${value}`),
              }))}
              changed={isChanged(props, ({ condition }) => condition.opened)}
              disabled={disabled}
              onChange={(opened) => set({ opened })}
            />
          ),
          packaging: (
            <ChoiceBlank
              label={t('condition.packaging')}
              value={rules.condition.original_packaging}
              choices={(['not_needed', 'needed'] as const).map((value) => ({
                value,
                label: t(`condition.packaging_${value}`),
              }))}
              changed={isChanged(props, ({ condition }) => condition.original_packaging)}
              disabled={disabled}
              onChange={(original_packaging) => set({ original_packaging })}
            />
          ),
          damage: (
            <ChoiceBlank
              label={t('condition.damage')}
              value={rules.condition.buyer_damage}
              choices={(['accepted', 'ask', 'refused'] as const).map((value) => ({
                value,
                label: t(`condition.damage_${value}`),
              }))}
              changed={isChanged(props, ({ condition }) => condition.buyer_damage)}
              disabled={disabled}
              onChange={(buyer_damage) => set({ buyer_damage })}
            />
          ),
        }}
      />
    </RuleRow>
  );
}

export function ReasonsRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled } = props;
  return (
    <RuleRow name={t('reasons.name')}>
      <Sentence
        text={t('reasons.words')}
        blanks={{
          reasons: (
            <ReasonsBlank
              label={t('reasons.name')}
              values={rules.reasons}
              none={t('reasons.any')}
              changed={isChanged(props, (each) => each.reasons)}
              disabled={disabled}
              onChange={(reasons) => edit((was) => ({ ...was, reasons }))}
            />
          ),
        }}
      />
    </RuleRow>
  );
}

export function EvidenceRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, live, edit, disabled } = props;
  const set = (evidence_for: typeof rules.evidence_for) => edit((was) => ({ ...was, evidence_for }));
  return (
    <RuleRow
      name={t('evidence.name')}
      on={rules.evidence_for.length > 0}
      onSwitch={(on) => set(on ? (live?.evidence_for.length ? live.evidence_for : ['damaged-or-defective']) : [])}
      switchChanged={isChanged(props, ({ evidence_for }) => evidence_for.length > 0)}
      disabled={disabled}
    >
      {rules.evidence_for.length === 0 ? (
        <span className="r-ink3">{t('evidence.off')}</span>
      ) : (
        <Sentence
          text={t('evidence.words')}
          blanks={{
            reasons: (
              <ReasonsBlank
                label={t('evidence.name')}
                values={rules.evidence_for}
                none={t('reasons.none')}
                changed={isChanged(props, (each) => each.evidence_for)}
                disabled={disabled}
                onChange={set}
              />
            ),
          }}
        />
      )}
    </RuleRow>
  );
}

export function FinalSaleRule(props: RuleProps & { brandId: string }) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled, brandId } = props;
  const { categories, skus } = rules.final_sale;
  const used = useApi(orders.categories, { query: { brand_id: brandId } });
  const find = useSkus(brandId, skus);
  const set = (final_sale: Partial<typeof rules.final_sale>) =>
    edit((was) => ({ ...was, final_sale: { ...was.final_sale, ...final_sale } }));
  const reads = (list: readonly string[], none: string) =>
    list.length === 0
      ? none
      : list.length > 2
        ? t('list_more', { first: list[0], count: list.length - 1 })
        : list.join(', ');
  return (
    <RuleRow name={t('final.name')}>
      <Sentence
        text={t('final.words')}
        blanks={{
          categories: (
            <ManyBlank
              label={t('final.categories')}
              values={categories}
              choices={[...new Set([...(used.data?.categories ?? []), ...categories])].map((each) => ({
                value: each,
                label: each,
              }))}
              reads={reads(categories, t('final.no_category'))}
              changed={isChanged(props, ({ final_sale }) => final_sale.categories)}
              disabled={disabled}
              onChange={(next) => set({ categories: next })}
            />
          ),
          skus: (
            <ManyBlank
              label={t('final.skus')}
              values={skus}
              find={find}
              reads={reads(skus, t('final.no_sku'))}
              changed={isChanged(props, ({ final_sale }) => final_sale.skus)}
              disabled={disabled}
              onChange={(next) => set({ skus: next })}
            />
          ),
        }}
      />
    </RuleRow>
  );
}

/** Looks up SKUs of the brand by its products; those chosen stand first while nothing is typed. */
function useSkus(brandId: string, chosen: readonly string[]) {
  return useCallback(
    async (text: string) => {
      const q = text.trim();
      const found = await call(orders.products, { query: { brand_id: brandId, limit: 12, ...(q ? { q } : {}) } });
      const kept = q ? [] : chosen.map((sku) => ({ value: sku, label: sku }));
      const fresh = found.rows.flatMap((row) =>
        row.variants.map(({ sku }) => ({ value: sku, label: sku, note: row.title })),
      );
      return [...kept, ...fresh.filter(({ value }) => !kept.some((each) => each.value === value))];
    },
    [brandId, chosen],
  );
}

export function PersonRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled, currency } = props;
  const ask = rules.ask_person;
  const set = (ask_person: Partial<typeof ask>) =>
    edit((was) => ({ ...was, ask_person: { ...was.ask_person, ...ask_person } }));
  return (
    <RuleRow name={t('person.name')}>
      <Sentence
        text={t('person.words')}
        blanks={{
          above: (
            <MoneyBlank
              label={t('person.above')}
              value={ask.above}
              currency={currency}
              none={t('person.any_value')}
              changed={isChanged(props, ({ ask_person }) => ask_person.above)}
              disabled={disabled}
              onChange={(above) => set({ above })}
            />
          ),
          nth: (
            <OptionalNumberBlank
              label={t('person.nth')}
              value={ask.from_nth_return}
              min={2}
              max={50}
              none={t('person.never')}
              changed={isChanged(props, ({ ask_person }) => ask_person.from_nth_return)}
              disabled={disabled}
              onChange={(from_nth_return) => set({ from_nth_return })}
            />
          ),
          late: (
            <NumberBlank
              label={t('person.late')}
              value={ask.late_days}
              min={0}
              max={365}
              unit={t(ask.late_days === 1 ? 'unit.day' : 'unit.days')}
              changed={isChanged(props, ({ ask_person }) => ask_person.late_days)}
              disabled={disabled}
              onChange={(late_days) => set({ late_days })}
            />
          ),
        }}
      />
    </RuleRow>
  );
}

export function ShipRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled } = props;
  return (
    <RuleRow name={t('ship.name')}>
      <Sentence
        text={t('ship.words')}
        blanks={{
          days: (
            <NumberBlank
              label={t('ship.days')}
              value={rules.ship_within_days}
              min={1}
              max={90}
              unit={t(rules.ship_within_days === 1 ? 'unit.day' : 'unit.days')}
              changed={isChanged(props, (each) => each.ship_within_days)}
              disabled={disabled}
              onChange={(ship_within_days) => edit((was) => ({ ...was, ship_within_days }))}
            />
          ),
        }}
      />
    </RuleRow>
  );
}

/** Before it leaves: whether a buyer may call an order off by themself. */
export function CancelRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled } = props;
  const { by_buyer, within_hours } = rules.cancellation;
  const set = (cancellation: Partial<typeof rules.cancellation>) =>
    edit((was) => ({ ...was, cancellation: { ...was.cancellation, ...cancellation } }));
  return (
    <RuleRow name={t('cancel.name')}>
      <Sentence
        text={t(by_buyer === 'until_shipped' ? 'cancel.words' : 'cancel.words_plain')}
        blanks={{
          who: (
            <ChoiceBlank
              label={t('cancel.who')}
              value={by_buyer}
              choices={[
                { value: 'until_shipped', label: t('cancel.until_shipped') },
                { value: 'ask', label: t('cancel.ask') },
                { value: 'never', label: t('cancel.never') },
              ]}
              changed={isChanged(props, ({ cancellation }) => cancellation.by_buyer)}
              disabled={disabled}
              onChange={(next) => set({ by_buyer: next })}
            />
          ),
          hours: (
            <OptionalNumberBlank
              label={t('cancel.hours')}
              value={within_hours}
              min={1}
              max={720}
              none={t('cancel.any_time')}
              changed={isChanged(props, ({ cancellation }) => cancellation.within_hours)}
              disabled={disabled}
              onChange={(next) => set({ within_hours: next })}
            />
          ),
        }}
      />
    </RuleRow>
  );
}
