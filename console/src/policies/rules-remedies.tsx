/** Rules on putting it right without a return, and on what leaves for it: help, parts, repair, the next order, freight out, exchanges. */
import type { PolicyRules } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { ChoiceBlank, MoneyBlank, NumberBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { isChanged, ReasonsBlank, type RuleProps } from './rule-parts.tsx';

type Plain = 'guidance' | 'spare_part' | 'repair';
const wordsOf: Record<Plain, string> = { guidance: 'guidance', spare_part: 'parts', repair: 'repair' };

/** Given or not given; there is nothing to set. */
function OnOff({ kind, ...props }: RuleProps & { kind: Plain }) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled } = props;
  const on = rules.remedies[kind];
  return (
    <RuleRow
      name={t(`${wordsOf[kind]}.name`)}
      on={on}
      onSwitch={(next) => edit((was) => ({ ...was, remedies: { ...was.remedies, [kind]: next } }))}
      switchChanged={isChanged(props, ({ remedies }) => remedies[kind])}
      disabled={disabled}
    >
      <span className={on ? undefined : 'r-ink3'}>{t(`${wordsOf[kind]}.${on ? 'words' : 'off'}`)}</span>
    </RuleRow>
  );
}
export const GuidanceRule = (props: RuleProps) => <OnOff kind="guidance" {...props} />;
export const PartsRule = (props: RuleProps) => <OnOff kind="spare_part" {...props} />;
export const RepairRule = (props: RuleProps) => <OnOff kind="repair" {...props} />;

export function NextOrderRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled } = props;
  const next = rules.remedies.next_order_discount;
  const set = (part: Partial<typeof next>) =>
    edit((was) => ({ ...was, remedies: { ...was.remedies, next_order_discount: { ...next, ...part } } }));
  return (
    <RuleRow
      name={t('next_order.name')}
      on={next.allowed}
      onSwitch={(allowed) => set({ allowed, percent: next.percent || 15 })}
      switchChanged={isChanged(props, ({ remedies }) => remedies.next_order_discount.allowed)}
      disabled={disabled}
    >
      {next.allowed ? (
        <Sentence
          text={t('next_order.words')}
          blanks={{
            percent: (
              <NumberBlank
                label={t('next_order.percent')}
                value={next.percent}
                min={1}
                max={100}
                unit="%"
                changed={isChanged(props, ({ remedies }) => remedies.next_order_discount.percent)}
                disabled={disabled}
                onChange={(percent) => set({ percent })}
              />
            ),
            reasons: (
              <ReasonsBlank
                label={t('next_order.reasons')}
                values={next.reasons}
                none={t('reasons.any')}
                changed={isChanged(props, ({ remedies }) => remedies.next_order_discount.reasons)}
                disabled={disabled}
                onChange={(reasons) => set({ reasons })}
              />
            ),
          }}
        />
      ) : (
        <span className="r-ink3">{t('next_order.off')}</span>
      )}
    </RuleRow>
  );
}

export function ShippingRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, live, edit, disabled } = props;
  const on = rules.shipping_refunded_for.length > 0;
  const set = (shipping_refunded_for: PolicyRules['shipping_refunded_for']) =>
    edit((was) => ({ ...was, shipping_refunded_for }));
  const begin = live?.shipping_refunded_for.length ? live.shipping_refunded_for : rules.freight.seller_pays_for;
  return (
    <RuleRow
      name={t('shipping.name')}
      on={on}
      onSwitch={(next) => set(next ? [...begin] : [])}
      switchChanged={isChanged(props, ({ shipping_refunded_for }) => shipping_refunded_for.length > 0)}
      disabled={disabled}
    >
      {on ? (
        <Sentence
          text={t('shipping.words')}
          blanks={{
            reasons: (
              <ReasonsBlank
                label={t('shipping.reasons')}
                values={rules.shipping_refunded_for}
                none={t('reasons.none')}
                changed={isChanged(props, ({ shipping_refunded_for }) => shipping_refunded_for)}
                disabled={disabled}
                onChange={set}
              />
            ),
          }}
        />
      ) : (
        <span className="r-ink3">{t('shipping.off')}</span>
      )}
    </RuleRow>
  );
}

/** When an exchange leaves; there is nothing to say where the policy gives none. */
export function ExchangeRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled, currency } = props;
  if (!rules.remedies.exchange) return null;
  const set = (part: Partial<PolicyRules['exchange']>) =>
    edit((was) => ({ ...was, exchange: { ...was.exchange, ...part } }));
  const { ships, unsecured_up_to } = rules.exchange;
  return (
    <RuleRow name={t('exchange.name')} disabled={disabled}>
      <Sentence
        text={t(ships === 'now' ? 'exchange.words_now' : 'exchange.words_receipt')}
        blanks={{
          when: (
            <ChoiceBlank
              label={t('exchange.when')}
              value={ships}
              choices={(['on_receipt', 'now'] as const).map((value) => ({ value, label: t(`exchange.${value}`) }))}
              changed={isChanged(props, ({ exchange }) => exchange.ships)}
              disabled={disabled}
              onChange={(next) => set({ ships: next })}
            />
          ),
          amount: (
            <MoneyBlank
              label={t('exchange.amount')}
              value={unsecured_up_to}
              currency={currency}
              changed={isChanged(props, ({ exchange }) => exchange.unsecured_up_to)}
              disabled={disabled}
              onChange={(next) => next !== null && set({ unsecured_up_to: next })}
            />
          ),
        }}
      />
    </RuleRow>
  );
}
