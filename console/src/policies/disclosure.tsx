/** Where buyers see the policy before they pay, and which laws on telling them the rules as they stand would break. */
import { type Policy, policies } from '@recoup/contract';
import { useQuery } from '@tanstack/react-query';
import { Landmark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { ChoiceBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Shape } from '../ui/status.tsx';
import { isChanged, type RuleProps } from './rule-parts.tsx';

type Warnings = Policy['warnings'];

export function DisclosureRule(props: RuleProps & { saved: Warnings; dirty: boolean }) {
  const { t } = useTranslation('policies');
  const { rules, edit, disabled, saved, dirty } = props;
  const warnings = useWarnings(props);
  const set = (disclosure: Partial<typeof rules.disclosure>) =>
    edit((was) => ({ ...was, disclosure: { ...was.disclosure, ...disclosure } }));
  const yesNo = [
    { value: 'yes' as const, label: t('shown.yes') },
    { value: 'no' as const, label: t('shown.no') },
  ];
  return (
    <RuleRow name={t('shown.name')} note={<LawNotes warnings={dirty ? warnings : saved} />}>
      <Sentence
        text={t('shown.words')}
        blanks={{
          posted: (
            <ChoiceBlank
              label={t('shown.posted')}
              value={rules.disclosure.posted_before_purchase ? 'yes' : 'no'}
              choices={yesNo}
              changed={isChanged(props, ({ disclosure }) => disclosure.posted_before_purchase)}
              disabled={disabled}
              onChange={(value) => set({ posted_before_purchase: value === 'yes' })}
            />
          ),
          product: (
            <ChoiceBlank
              label={t('shown.product')}
              value={rules.disclosure.at_product_page ? 'yes' : 'no'}
              choices={yesNo}
              changed={isChanged(props, ({ disclosure }) => disclosure.at_product_page)}
              disabled={disabled}
              onChange={(value) => set({ at_product_page: value === 'yes' })}
            />
          ),
        }}
      />
    </RuleRow>
  );
}

/** Warnings of rules not yet saved; the old ones stay while the new are asked for. */
function useWarnings({ rules, dirty, saved }: RuleProps & { saved: Warnings; dirty: boolean }): Warnings {
  const found = useQuery({
    queryKey: [policies.check.path, rules],
    queryFn: ({ signal }) => call(policies.check, { body: { rules } }, { signal }),
    enabled: dirty,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (was) => was,
  });
  return found.data?.warnings ?? saved;
}

function LawNotes({ warnings }: { warnings: Warnings }) {
  const { t, i18n } = useTranslation('policies');
  const f = useFormat();
  if (warnings.length === 0) {
    return (
      <p className="policies-law">
        <Shape tone="good" />
        <span>{t('law.none')}</span>
      </p>
    );
  }
  return (
    <>
      {warnings.map((warning) => {
        const key = `law.${warning.code.replaceAll('.', '_')}`;
        return (
          <p key={warning.code} className="policies-law is-warning">
            <Landmark size={14} aria-hidden="true" />
            <span>
              {i18n.exists(key, { ns: 'policies' }) ? t(key) : t('law.other')}{' '}
              <a href={warning.source_url} target="_blank" rel="noreferrer">
                {warning.rule}
              </a>{' '}
              <span className="r-ink3">{t('law.checked', { date: f.calendarDay(warning.checked_on) })}</span>
            </span>
          </p>
        );
      })}
    </>
  );
}
