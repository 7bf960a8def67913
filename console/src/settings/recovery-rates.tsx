/** What a unit costs on its way and what it fetches, as sentences. Amounts in minor units of the brand's currency. */
import type { RecoveryRates } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { MoneyBlank, NumberBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { Section } from '../ui/page.tsx';

export type RatesProps = {
  rates: RecoveryRates;
  kept: RecoveryRates;
  currency: string;
  disabled: boolean;
  edit: (rates: Partial<RecoveryRates>) => void;
};
/** Rates that are one number each. */
type Plain = { [K in keyof RecoveryRates]: RecoveryRates[K] extends number ? K : never }[keyof RecoveryRates];

function useBlanks({ rates, kept, currency, disabled, edit }: RatesProps) {
  const { t } = useTranslation('settings');
  const common = { disabled };
  return {
    amount: (key: Plain, label: string) => (
      <MoneyBlank
        {...common}
        label={label}
        value={rates[key]}
        currency={currency}
        changed={rates[key] !== kept[key]}
        onChange={(next) => next !== null && edit({ [key]: next })}
      />
    ),
    count: (key: Plain, label: string, unit: 'minutes' | 'percent', max: number) => (
      <NumberBlank
        {...common}
        label={label}
        value={rates[key]}
        min={0}
        max={max}
        unit={unit === 'percent' ? '%' : t('recovery.minutes')}
        changed={rates[key] !== kept[key]}
        onChange={(next) => edit({ [key]: next })}
      />
    ),
    days: (way: keyof RecoveryRates['days_to_sell'], label: string) => (
      <NumberBlank
        {...common}
        label={label}
        value={rates.days_to_sell[way]}
        min={0}
        max={3650}
        unit={t('recovery.days')}
        changed={rates.days_to_sell[way] !== kept.days_to_sell[way]}
        onChange={(next) => edit({ days_to_sell: { ...rates.days_to_sell, [way]: next } })}
      />
    ),
    chance: (way: keyof RecoveryRates['chance_percent'], label: string) => (
      <NumberBlank
        {...common}
        label={label}
        value={rates.chance_percent[way]}
        min={0}
        max={100}
        unit="%"
        changed={rates.chance_percent[way] !== kept.chance_percent[way]}
        onChange={(next) => edit({ chance_percent: { ...rates.chance_percent, [way]: next } })}
      />
    ),
    resale: (grade: keyof RecoveryRates['resale_percent'], label: string) => (
      <NumberBlank
        {...common}
        label={label}
        value={rates.resale_percent[grade]}
        min={0}
        max={100}
        unit="%"
        changed={rates.resale_percent[grade] !== kept.resale_percent[grade]}
        onChange={(next) => edit({ resale_percent: { ...rates.resale_percent, [grade]: next } })}
      />
    ),
  };
}

export function CostRules(props: RatesProps) {
  const { t } = useTranslation('settings');
  const blank = useBlanks(props);
  const row = (key: 'work' | 'supplies' | 'selling' | 'storage' | 'other') => ({
    name: t(`recovery.${key}.name`),
    text: t(`recovery.${key}.words`),
  });
  const rows = [
    {
      ...row('work'),
      blanks: {
        labor: blank.amount('labor_per_hour', t('recovery.labor')),
        restock: blank.count('restock_minutes', t('recovery.restock_minutes'), 'minutes', 600),
        open_box: blank.count('open_box_minutes', t('recovery.open_box_minutes'), 'minutes', 600),
      },
    },
    {
      ...row('supplies'),
      blanks: {
        restock: blank.amount('consumables_restock', t('recovery.restock_supplies')),
        open_box: blank.amount('consumables_open_box', t('recovery.open_box_supplies')),
      },
    },
    {
      ...row('selling'),
      blanks: {
        fee: blank.count('marketplace_fee_percent', t('recovery.fee'), 'percent', 60),
        freight: blank.amount('outbound_freight', t('recovery.freight')),
      },
    },
    {
      ...row('storage'),
      blanks: {
        // Hundredths of a cent for one unit are cents for a hundred.
        storage: blank.amount('storage_per_day_hundredths', t('recovery.storage.name')),
        capital: blank.count('capital_percent_per_year', t('recovery.capital'), 'percent', 100),
      },
    },
    {
      ...row('other'),
      blanks: {
        recycling: blank.amount('recycling_fee', t('recovery.recycling')),
        back: blank.amount('freight_to_buyer', t('recovery.back')),
      },
    },
  ];
  return (
    <Section title={t('recovery.costs')}>
      <div className="r-rules">
        {rows.map(({ name, text, blanks }) => (
          <RuleRow key={name} name={name}>
            <Sentence text={text} blanks={blanks} />
          </RuleRow>
        ))}
      </div>
    </Section>
  );
}

export function SaleRules(props: RatesProps) {
  const { t } = useTranslation('settings');
  const blank = useBlanks(props);
  const grades = ['A', 'B', 'C', 'D'] as const;
  return (
    <Section title={t('recovery.sale')} aside={t('recovery.sale_note')}>
      <div className="r-rules">
        <RuleRow name={t('recovery.price.name')}>
          <Sentence
            text={t('recovery.price.words')}
            blanks={{
              ...Object.fromEntries(
                grades.map((grade) => [grade, blank.resale(grade, t('recovery.grade', { grade }))]),
              ),
              lot: blank.count('lot_percent', t('recovery.lot'), 'percent', 100),
            }}
          />
        </RuleRow>
        <RuleRow name={t('recovery.chance.name')}>
          <Sentence
            text={t('recovery.chance.words')}
            blanks={{
              restock: blank.chance('restock', t('recovery.chance.name')),
              ...Object.fromEntries(
                grades.map((grade) => [grade, blank.chance(`open_box_${grade}`, t('recovery.grade', { grade }))]),
              ),
            }}
          />
        </RuleRow>
        <RuleRow name={t('recovery.time.name')}>
          <Sentence
            text={t('recovery.time.words')}
            blanks={{
              restock: blank.days('restock', t('recovery.time.name')),
              open_box: blank.days('open_box', t('recovery.time.name')),
              liquidate: blank.days('liquidate', t('recovery.time.name')),
            }}
          />
        </RuleRow>
      </div>
    </Section>
  );
}
