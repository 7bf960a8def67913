/** Rules that come before any money: which grades may be sold how, and what is never sold. */
import { type Disposition, type Grade, openWays, orders, type WayRules } from '@recoup/contract';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useTerms } from '../terms/terms.ts';
import { ChoiceBlank, ManyBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';

type Props = { rules: WayRules; kept: WayRules; disabled: boolean; edit: (rules: Partial<WayRules>) => void };
const grades: readonly Grade[] = ['A', 'B', 'C', 'D'];
const fixed = ['hygiene_opened', 'recalled', 'lithium_damaged', 'unsafe', 'rejected'] as const;

export function WayOutRules({ rules, kept, disabled, edit }: Props) {
  const { t } = useTranslation('settings');
  const terms = useTerms();
  const f = useFormat();
  const find = useCallback(
    async (text: string) => {
      const q = text.trim();
      const found = await call(orders.products, { query: { limit: 12, ...(q ? { q } : {}) } });
      const kept = q ? [] : rules.hold_skus.map((sku) => ({ value: sku, label: sku }));
      const fresh = found.rows.flatMap((row) =>
        row.variants.map(({ sku }) => ({ value: sku, label: sku, note: row.title })),
      );
      return [...kept, ...fresh.filter(({ value }) => !kept.some((each) => each.value === value))];
    },
    [rules.hold_skus],
  );
  const grade = (key: 'restock_from' | 'open_box_from', label: string) => (
    <ChoiceBlank
      label={label}
      value={rules[key]}
      choices={grades.map((value) => ({
        value,
        label: value === 'A' ? t('ways.only_a') : t('ways.to_grade', { grade: value }),
      }))}
      changed={rules[key] !== kept[key]}
      disabled={disabled}
      onChange={(value) => edit({ [key]: value })}
    />
  );
  const waysOf = (now: Disposition): readonly Disposition[] => [...new Set<Disposition>([...openWays, now])];
  return (
    <Section title={t('ways.title')} aside={t('ways.note')}>
      <div className="r-rules">
        <RuleRow name={terms.disposition('restock')}>
          <Sentence text={t('ways.restock')} blanks={{ grade: grade('restock_from', terms.disposition('restock')) }} />
        </RuleRow>
        <RuleRow name={terms.disposition('open_box')}>
          <Sentence
            text={t('ways.open_box')}
            blanks={{ grade: grade('open_box_from', terms.disposition('open_box')) }}
          />
        </RuleRow>
        {fixed.map((key) => (
          <RuleRow key={key} name={t(`ways.${key}.name`)}>
            <Sentence
              text={t(`ways.${key}.words`)}
              blanks={{
                way: (
                  <ChoiceBlank
                    label={t(`ways.${key}.name`)}
                    value={rules[key]}
                    choices={waysOf(rules[key]).map((value) => ({ value, label: terms.disposition(value) }))}
                    changed={rules[key] !== kept[key]}
                    disabled={disabled}
                    onChange={(value) => edit({ [key]: value })}
                  />
                ),
              }}
            />
          </RuleRow>
        ))}
        <RuleRow name={terms.disposition('hold')}>
          <Sentence
            text={t('ways.hold')}
            blanks={{
              skus: (
                <ManyBlank
                  label={terms.disposition('hold')}
                  values={rules.hold_skus}
                  find={find}
                  reads={rules.hold_skus.length ? f.listed(rules.hold_skus) : t('ways.no_sku')}
                  changed={JSON.stringify(rules.hold_skus) !== JSON.stringify(kept.hold_skus)}
                  disabled={disabled}
                  onChange={(hold_skus) => edit({ hold_skus })}
                />
              ),
            }}
          />
        </RuleRow>
      </div>
    </Section>
  );
}
