/** In which languages it answers by itself. */
import type { BuyerLanguage } from '@recoup/contract';
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { RuleRow } from '../ui/blanks.tsx';
import buyerWords from './buyer-words.json';
import { SettingsPage } from './settings-page.tsx';

const all: readonly BuyerLanguage[] = ['en', 'zh', 'es'];

export function LanguagesPage() {
  const { t } = useTranslation('assistant');
  return (
    <SettingsPage page="languages">
      {({ value, disabled, change }) => (
        <div className="r-rules">
          <RuleRow name={t('languages.answers')} note={<p className="r-quiet">{t('languages.note')}</p>}>
            <ul className="assist-checks">
              {all.map((language) => {
                const on = value.languages.includes(language);
                return (
                  <li key={language}>
                    <Checkbox
                      checked={on}
                      // One stays: it cannot answer in none.
                      disabled={disabled || (on && value.languages.length === 1)}
                      onChange={(event) =>
                        change({
                          languages: all.filter((each) =>
                            each === language ? event.target.checked : value.languages.includes(each),
                          ),
                        })
                      }
                    >
                      {buyerWords[language].name}
                    </Checkbox>
                  </li>
                );
              })}
            </ul>
          </RuleRow>
        </div>
      )}
    </SettingsPage>
  );
}
