/** When a person takes over, and who. Some reasons always hold; the brand adds its own. */
import { useTranslation } from 'react-i18next';
import { useColleagues } from '../inbox/use-people.ts';
import { TypedMany } from '../inbox-setup/parts.tsx';
import { AmountRow } from '../ui/amount-row.tsx';
import { ChoiceBlank, NumberBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { Section } from '../ui/page.tsx';
import { SettingsPage } from './settings-page.tsx';

/** These hold whatever is set. */
const always = [
  'asked',
  'safety',
  'legal',
  'policy_asks',
  'policy_says_no',
  'disputes',
  'over_cap',
  'not_proved',
] as const;

export function HandOverPage() {
  const { t } = useTranslation('assistant');
  const { teams } = useColleagues();
  return (
    <SettingsPage page="hand_over">
      {({ value, kept, disabled, change, brand }) => {
        const rules = value.hand_over;
        const set = (part: Partial<typeof rules>) => change({ hand_over: { ...rules, ...part } });
        return (
          <>
            <div className="r-rules">
              <RuleRow name={t('hand_over.failures')}>
                <Sentence
                  text={t('hand_over.failures_words')}
                  blanks={{
                    n: (
                      <NumberBlank
                        label={t('hand_over.failures')}
                        value={rules.after_failures}
                        min={1}
                        max={5}
                        changed={rules.after_failures !== kept.hand_over.after_failures}
                        disabled={disabled}
                        onChange={(after_failures) => set({ after_failures })}
                      />
                    ),
                  }}
                />
              </RuleRow>
              <RuleRow name={t('hand_over.words')} note={<p className="r-quiet">{t('hand_over.words_note')}</p>}>
                <Sentence
                  text={t('hand_over.words_words')}
                  blanks={{
                    words: (
                      <TypedMany
                        label={t('hand_over.add_word')}
                        values={rules.words}
                        max={100}
                        disabled={disabled}
                        clean={(typed) => typed.trim().slice(0, 40)}
                        onChange={(words) => set({ words })}
                      />
                    ),
                  }}
                />
              </RuleRow>
              <AmountRow
                name={t('hand_over.above')}
                words={t('hand_over.above_words')}
                off={t('hand_over.above_off')}
                value={rules.above}
                kept={kept.hand_over.above}
                begin={300_00}
                currency={brand.currency}
                disabled={disabled}
                onChange={(above) => set({ above: above === null ? null : Math.max(1, above) })}
              />
              <RuleRow name={t('hand_over.team')} note={<p className="r-quiet">{t('hand_over.team_note')}</p>}>
                <Sentence
                  text={t('hand_over.team_words')}
                  blanks={{
                    team: (
                      <ChoiceBlank
                        label={t('hand_over.team')}
                        value={rules.team_id ?? 'usual'}
                        choices={[
                          { value: 'usual', label: t('hand_over.usual') },
                          ...teams.map(({ id, name }) => ({ value: id, label: name })),
                        ]}
                        changed={rules.team_id !== kept.hand_over.team_id}
                        disabled={disabled}
                        onChange={(id) => set({ team_id: id === 'usual' ? null : id })}
                      />
                    ),
                  }}
                />
              </RuleRow>
            </div>
            <Section title={t('hand_over.always')} aside={t('hand_over.always_note')}>
              <ul className="assist-plain">
                {always.map((reason) => (
                  <li key={reason}>
                    <b>{t(`because.${reason}`)}</b>
                    <span className="r-ink2">{t(`always_because.${reason}`)}</span>
                  </li>
                ))}
              </ul>
            </Section>
          </>
        );
      }}
    </SettingsPage>
  );
}
