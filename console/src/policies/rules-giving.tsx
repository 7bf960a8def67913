/** Rules on what the buyer gets and what it costs them: freight, fee, refund, credit, exchange, keeping it, warranty. */
import type { PolicyRules } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { ChoiceBlank, MoneyBlank, NumberBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { isChanged, ReasonsBlank, type RuleProps } from './rule-parts.tsx';

export function FreightRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled, currency } = props;
  const set = (freight: Partial<PolicyRules['freight']>) =>
    edit((was) => ({ ...was, freight: { ...was.freight, ...freight } }));
  return (
    <RuleRow name={t('freight.name')}>
      <Sentence
        text={t('freight.words')}
        blanks={{
          reasons: (
            <ReasonsBlank
              label={t('freight.reasons')}
              values={rules.freight.seller_pays_for}
              none={t('reasons.none')}
              changed={isChanged(props, ({ freight }) => freight.seller_pays_for)}
              disabled={disabled}
              onChange={(seller_pays_for) => set({ seller_pays_for })}
            />
          ),
          fee: (
            <MoneyBlank
              label={t('freight.fee')}
              value={rules.freight.buyer_fee}
              currency={currency}
              changed={isChanged(props, ({ freight }) => freight.buyer_fee)}
              disabled={disabled}
              onChange={(next) => next !== null && set({ buyer_fee: next })}
            />
          ),
        }}
      />
    </RuleRow>
  );
}

export function FeeRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, live, edit, disabled, currency } = props;
  const fee = rules.restocking_fee;
  const set = (restocking_fee: Partial<typeof fee>) =>
    edit((was) => ({ ...was, restocking_fee: { ...was.restocking_fee, ...restocking_fee } }));
  const begin = live && live.restocking_fee.kind !== 'none' ? live.restocking_fee.kind : 'percent';
  return (
    <RuleRow
      name={t('fee.name')}
      on={fee.kind !== 'none'}
      onSwitch={(on) => set(on ? { kind: begin, percent: fee.percent || 10 } : { kind: 'none' })}
      switchChanged={isChanged(props, ({ restocking_fee }) => restocking_fee.kind !== 'none')}
      disabled={disabled}
    >
      {fee.kind === 'none' ? (
        <span className="r-ink3">{t('fee.off')}</span>
      ) : (
        <Sentence
          text={t('fee.words')}
          blanks={{
            kind: (
              <ChoiceBlank
                label={t('fee.kind')}
                value={fee.kind}
                choices={[
                  { value: 'percent', label: t('fee.percent') },
                  { value: 'fixed', label: t('fee.fixed') },
                ]}
                changed={isChanged(props, ({ restocking_fee }) => restocking_fee.kind)}
                disabled={disabled}
                onChange={(kind) => set({ kind })}
              />
            ),
            amount:
              fee.kind === 'fixed' ? (
                <MoneyBlank
                  label={t('fee.amount')}
                  value={fee.amount}
                  currency={currency}
                  changed={isChanged(props, ({ restocking_fee }) => restocking_fee.amount)}
                  disabled={disabled}
                  onChange={(next) => next !== null && set({ amount: next })}
                />
              ) : (
                <NumberBlank
                  label={t('fee.amount')}
                  value={fee.percent}
                  min={0}
                  max={100}
                  unit="%"
                  changed={isChanged(props, ({ restocking_fee }) => restocking_fee.percent)}
                  disabled={disabled}
                  onChange={(percent) => set({ percent })}
                />
              ),
            reasons: (
              <ReasonsBlank
                label={t('fee.waived')}
                values={fee.waived_for}
                none={t('reasons.none')}
                changed={isChanged(props, ({ restocking_fee }) => restocking_fee.waived_for)}
                disabled={disabled}
                onChange={(waived_for) => set({ waived_for })}
              />
            ),
          }}
        />
      )}
    </RuleRow>
  );
}

function useRemedies({ edit }: RuleProps) {
  return (remedies: Partial<PolicyRules['remedies']>) =>
    edit((was) => ({ ...was, remedies: { ...was.remedies, ...remedies } }));
}

export function RefundRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled } = props;
  const set = useRemedies(props);
  return (
    <RuleRow
      name={t('refund.name')}
      on={rules.remedies.refund}
      onSwitch={(refund) => set({ refund })}
      switchChanged={isChanged(props, ({ remedies }) => remedies.refund)}
      disabled={disabled}
    >
      {rules.remedies.refund ? (
        <Sentence
          text={t('refund.words')}
          blanks={{
            days: (
              <NumberBlank
                label={t('refund.days')}
                value={rules.refund_within_days}
                min={0}
                max={60}
                unit={t(rules.refund_within_days === 1 ? 'unit.day' : 'unit.days')}
                changed={isChanged(props, (each) => each.refund_within_days)}
                disabled={disabled}
                onChange={(refund_within_days) => edit((was) => ({ ...was, refund_within_days }))}
              />
            ),
          }}
        />
      ) : (
        <span className="r-ink3">{t('refund.off')}</span>
      )}
    </RuleRow>
  );
}

export function CreditRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, disabled } = props;
  const credit = rules.remedies.store_credit;
  const set = useRemedies(props);
  return (
    <RuleRow
      name={t('credit.name')}
      on={credit.allowed}
      onSwitch={(allowed) => set({ store_credit: { ...credit, allowed } })}
      switchChanged={isChanged(props, ({ remedies }) => remedies.store_credit.allowed)}
      disabled={disabled}
    >
      {credit.allowed ? (
        <Sentence
          text={t('credit.words')}
          blanks={{
            percent: (
              <NumberBlank
                label={t('credit.percent')}
                value={credit.bonus_percent}
                min={0}
                max={100}
                unit="%"
                changed={isChanged(props, ({ remedies }) => remedies.store_credit.bonus_percent)}
                disabled={disabled}
                onChange={(bonus_percent) => set({ store_credit: { ...credit, bonus_percent } })}
              />
            ),
          }}
        />
      ) : (
        <span className="r-ink3">{t('credit.off')}</span>
      )}
    </RuleRow>
  );
}

type Swap = 'none' | 'exchange' | 'replacement' | 'both';
const swapOf = ({ remedies: { exchange, replacement } }: PolicyRules): Swap =>
  exchange ? (replacement ? 'both' : 'exchange') : replacement ? 'replacement' : 'none';

export function SwapRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, disabled } = props;
  const set = useRemedies(props);
  const choose = (next: Swap) =>
    set({ exchange: next === 'exchange' || next === 'both', replacement: next === 'replacement' || next === 'both' });
  const swap = swapOf(rules);
  return (
    <RuleRow
      name={t('swap.name')}
      on={swap !== 'none'}
      onSwitch={(on) => choose(on ? 'both' : 'none')}
      switchChanged={isChanged(props, (each) => swapOf(each) !== 'none')}
      disabled={disabled}
    >
      {swap === 'none' ? (
        <span className="r-ink3">{t('swap.off')}</span>
      ) : (
        <Sentence
          text={t('swap.words')}
          blanks={{
            swap: (
              <ChoiceBlank
                label={t('swap.name')}
                value={swap}
                choices={(['both', 'exchange', 'replacement'] as const).map((value) => ({
                  value,
                  label: t(`swap.${value}`),
                }))}
                changed={isChanged(props, swapOf)}
                disabled={disabled}
                onChange={choose}
              />
            ),
          }}
        />
      )}
    </RuleRow>
  );
}

export function KeepRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, disabled } = props;
  const keep = rules.remedies.keep_it;
  const set = useRemedies(props);
  return (
    <RuleRow
      name={t('keep.name')}
      on={keep.allowed}
      onSwitch={(allowed) => set({ keep_it: { ...keep, allowed, percent: keep.percent || 20 } })}
      switchChanged={isChanged(props, ({ remedies }) => remedies.keep_it.allowed)}
      disabled={disabled}
    >
      {keep.allowed ? (
        <Sentence
          text={t('keep.words')}
          blanks={{
            percent: (
              <NumberBlank
                label={t('keep.percent')}
                value={keep.percent}
                min={1}
                max={100}
                unit="%"
                changed={isChanged(props, ({ remedies }) => remedies.keep_it.percent)}
                disabled={disabled}
                onChange={(percent) => set({ keep_it: { ...keep, percent } })}
              />
            ),
            reasons: (
              <ReasonsBlank
                label={t('keep.reasons')}
                values={keep.reasons}
                none={t('reasons.any')}
                changed={isChanged(props, ({ remedies }) => remedies.keep_it.reasons)}
                disabled={disabled}
                onChange={(reasons) => set({ keep_it: { ...keep, reasons } })}
              />
            ),
          }}
        />
      ) : (
        <span className="r-ink3">{t('keep.off')}</span>
      )}
    </RuleRow>
  );
}

type Cover = 'parts_labor' | 'parts' | 'labor' | 'neither';
const coverOf = ({ warranty: { parts, labor } }: PolicyRules): Cover =>
  parts ? (labor ? 'parts_labor' : 'parts') : labor ? 'labor' : 'neither';

export function WarrantyRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, live, edit, disabled } = props;
  const { warranty } = rules;
  const set = (next: Partial<typeof warranty>) => edit((was) => ({ ...was, warranty: { ...was.warranty, ...next } }));
  return (
    <RuleRow
      name={t('warranty.name')}
      on={warranty.months > 0}
      onSwitch={(on) => set({ months: on ? live?.warranty.months || 12 : 0 })}
      switchChanged={isChanged(props, (each) => each.warranty.months > 0)}
      disabled={disabled}
    >
      {warranty.months === 0 ? (
        <span className="r-ink3">{t('warranty.off')}</span>
      ) : (
        <Sentence
          text={t('warranty.words')}
          blanks={{
            months: (
              <NumberBlank
                label={t('warranty.months')}
                value={warranty.months}
                min={1}
                max={240}
                unit={t(warranty.months === 1 ? 'unit.month' : 'unit.months')}
                changed={isChanged(props, (each) => each.warranty.months)}
                disabled={disabled}
                onChange={(months) => set({ months })}
              />
            ),
            reasons: (
              <ReasonsBlank
                label={t('warranty.reasons')}
                values={warranty.covers}
                none={t('reasons.none')}
                changed={isChanged(props, (each) => each.warranty.covers)}
                disabled={disabled}
                onChange={(covers) => set({ covers })}
              />
            ),
            cover: (
              <ChoiceBlank
                label={t('warranty.cover')}
                value={coverOf(rules)}
                choices={(['parts_labor', 'parts', 'labor', 'neither'] as const).map((value) => ({
                  value,
                  label: t(`warranty.${value}`),
                }))}
                changed={isChanged(props, coverOf)}
                disabled={disabled}
                onChange={(next) =>
                  set({
                    parts: next === 'parts' || next === 'parts_labor',
                    labor: next === 'labor' || next === 'parts_labor',
                  })
                }
              />
            ),
          }}
        />
      )}
    </RuleRow>
  );
}
