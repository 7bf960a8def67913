/** Words the brand adds to the page, in the buyers' languages. English stands in where another is missing. */
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { RuleRow } from '../ui/blanks.tsx';
import { isChanged, type RuleProps } from './rule-parts.tsx';

const languages = ['en', 'zh', 'es'] as const;

export function NoteRule(props: RuleProps) {
  const { t } = useTranslation('policies');
  const terms = useTerms();
  const { rules, edit, disabled } = props;
  const put = (language: (typeof languages)[number], text: string) =>
    edit(({ note, ...was }) => {
      const { [language]: _, ...others } = note ?? {};
      const next = text ? { ...others, [language]: text } : others;
      return Object.keys(next).length === 0 ? was : { ...was, note: next };
    });
  return (
    <RuleRow name={t('note.name')}>
      <p className="r-ink2">{t('note.words')}</p>
      <div className="policies-note">
        {languages.map((language) => (
          <label key={language} htmlFor={`note-${language}`}>
            <span className="r-quiet">{terms.language(language)}</span>
            <Input.TextArea
              id={`note-${language}`}
              lang={language}
              className={isChanged(props, ({ note }) => note?.[language]) ? 'r-blank is-changed' : 'r-blank'}
              autoSize={{ minRows: 1, maxRows: 6 }}
              maxLength={2000}
              disabled={disabled}
              value={rules.note?.[language] ?? ''}
              onChange={(event) => put(language, event.target.value)}
            />
          </label>
        ))}
      </div>
    </RuleRow>
  );
}
