/** EN | 中文: each in its own script, so it is found by who cannot read the other. */
import './language-switch.css';
import { useTranslation } from 'react-i18next';

const languages = [
  { code: 'en', name: 'EN', whole: 'English' },
  { code: 'zh', name: '中文', whole: '中文' },
] as const;

export function LanguageSwitch({ onChange }: { onChange: (language: 'en' | 'zh') => void }) {
  const { i18n, t } = useTranslation('app');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own box
    <div className="r-languages" role="group" aria-label={t('language')}>
      {languages.map(({ code, name, whole }) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-label={whole}
          aria-pressed={i18n.language === code}
          onClick={() => i18n.language !== code && onChange(code)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
