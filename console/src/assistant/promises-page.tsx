/** What it may give, and how much of it: policy decides what there is to give, this only narrows it. */
import { remedyKind } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { ChoiceBlank, MoneyBlank, NumberBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { Note } from '../ui/page.tsx';
import { SettingsPage } from './settings-page.tsx';

export function PromisesPage() {
  const { t } = useTranslation('assistant');
  const terms = useTerms();
  return (
    <SettingsPage page="promises">
      {({ value, kept, disabled, change, brand }) => {
        const caps = (part: Partial<typeof value.caps>) => change({ caps: { ...value.caps, ...part } });
        return (
          <>
            <Note>
              {t('promises.gate')}{' '}
              <Link to="/policies" className="r-link">
                {t('promises.policies')}
              </Link>
            </Note>
            <div className="r-rules">
              <RuleRow name={t('promises.offer')} note={<p className="r-quiet">{t('promises.offer_note')}</p>}>
                <ul className="assist-checks">
                  {remedyKind.options.map((kind) => (
                    <li key={kind}>
                      <Checkbox
                        checked={value.may_offer.includes(kind)}
                        disabled={disabled}
                        onChange={(event) =>
                          change({
                            may_offer: remedyKind.options.filter((each) =>
                              each === kind ? event.target.checked : value.may_offer.includes(each),
                            ),
                          })
                        }
                      >
                        {terms.remedy(kind)}
                        <span className="r-quiet">{t(`offers.${kind}`)}</span>
                      </Checkbox>
                    </li>
                  ))}
                </ul>
              </RuleRow>
              <RuleRow name={t('promises.proof')} note={<p className="r-quiet">{t(`proof_note.${value.proof}`)}</p>}>
                <Sentence
                  text={t('promises.proof_words')}
                  blanks={{
                    proof: (
                      <ChoiceBlank
                        label={t('promises.proof')}
                        value={value.proof}
                        choices={(['order', 'email_code'] as const).map((each) => ({
                          value: each,
                          label: t(`proof.${each}`),
                        }))}
                        changed={value.proof !== kept.proof}
                        disabled={disabled}
                        onChange={(proof) => change({ proof })}
                      />
                    ),
                  }}
                />
              </RuleRow>
              <RuleRow name={t('promises.caps')} note={<p className="r-quiet">{t('promises.caps_note')}</p>}>
                <Sentence
                  text={t('promises.caps_words')}
                  blanks={{
                    each: (
                      <NumberBlank
                        label={t('promises.per_conversation')}
                        value={value.caps.acts_per_conversation}
                        min={0}
                        max={50}
                        changed={value.caps.acts_per_conversation !== kept.caps.acts_per_conversation}
                        disabled={disabled}
                        onChange={(acts_per_conversation) => caps({ acts_per_conversation })}
                      />
                    ),
                    day: (
                      <NumberBlank
                        label={t('promises.per_day')}
                        value={value.caps.acts_per_day}
                        min={0}
                        max={100_000}
                        changed={value.caps.acts_per_day !== kept.caps.acts_per_day}
                        disabled={disabled}
                        onChange={(acts_per_day) => caps({ acts_per_day })}
                      />
                    ),
                    amount: (
                      <MoneyBlank
                        label={t('promises.amount')}
                        value={value.caps.amount_per_day}
                        currency={brand.currency}
                        changed={value.caps.amount_per_day !== kept.caps.amount_per_day}
                        disabled={disabled}
                        onChange={(amount) =>
                          amount !== null && caps({ amount_per_day: Math.min(amount, 100_000_000) })
                        }
                      />
                    ),
                  }}
                />
              </RuleRow>
            </div>
          </>
        );
      }}
    </SettingsPage>
  );
}
