/** What policy said to this request and what people made of it. */
import type { ReturnDetail } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { Status } from '../ui/status.tsx';
import { useVerdictWords, verdictTone } from '../verdicts/verdict-words.ts';

export function Policy({ at }: { at: ReturnDetail }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const terms = useTerms();
  const verdicts = useVerdictWords();
  const told = new Set(at.verdict.because.map(({ code }) => code));
  const rows = [
    ...(at.verdict.until
      ? [{ key: 'until', label: t('policy.until'), value: f.calendarDay(at.verdict.until, true) }]
      : []),
    { key: 'freight', label: t('policy.freight'), value: terms.freight(at.freight_paid_by) },
    { key: 'source', label: t('policy.source'), value: terms.source(at.source) },
    {
      key: 'language',
      label: t('policy.language'),
      value: terms.language(at.customer.language),
    },
    ...(at.override_reason
      ? [{ key: 'override', label: t('policy.override'), value: t('quoted', { text: at.override_reason }) }]
      : []),
    ...(at.decline_reason
      ? [{ key: 'declined', label: t('policy.declined'), value: t('quoted', { text: at.decline_reason }) }]
      : []),
    ...(at.ship_by && at.stage === 'approved'
      ? [{ key: 'ship', label: t('policy.ship_by'), value: f.calendarDay(at.ship_by, true) }]
      : []),
  ];
  return (
    <Section
      title={t('policy.title')}
      aside={at.policy ? t('policy.version', { name: at.policy.name, n: at.policy.version }) : t('policy.none')}
    >
      <p className="returns-verdict">
        <Status tone={verdictTone[at.verdict.answer]} strong>
          {verdicts.answer(at.verdict.answer)}
        </Status>
      </p>
      <ul className="returns-because">
        {at.verdict.because.map((because, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: told once, in this order
          <li key={place}>{verdicts.said(because)}</li>
        ))}
        {at.review
          .filter((code) => !told.has(code))
          .map((code) => (
            <li key={code}>{verdicts.said({ code, facts: {} })}</li>
          ))}
      </ul>
      <Rows rows={rows} />
    </Section>
  );
}
