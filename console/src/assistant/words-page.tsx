/** How it speaks: its name, what it says first, and its tone; at the right as buyers see it. */
import type { BuyerLanguage } from '@recoup/contract';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { SideBySide, useLanguageSwitch } from '../inbox-setup/parts.tsx';
import { ChoiceBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { Shape } from '../ui/status.tsx';
import buyerWords from './buyer-words.json';
import { type Settings, SettingsPage } from './settings-page.tsx';

const tones = ['plain', 'warm', 'formal'] as const;

export function WordsPage() {
  const { t } = useTranslation('assistant');
  return (
    <SettingsPage
      page="words"
      whole={({ name, greeting }) => name.trim() !== '' && (greeting === null || greeting.en.trim() !== '')}
      right={(settings) => <Greeting {...settings} />}
    >
      {({ value, kept, disabled, change, problem }) => (
        <div className="r-rules">
          <RuleRow name={t('words.name')} note={<p className="r-quiet">{t('words.name_note')}</p>}>
            <Input
              style={{ maxWidth: 280 }}
              aria-label={t('words.name')}
              maxLength={60}
              disabled={disabled}
              status={problem?.fieldWords('name') || !value.name.trim() ? 'error' : ''}
              value={value.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          </RuleRow>
          <RuleRow
            name={t('words.greeting')}
            on={value.greeting !== null}
            disabled={disabled}
            onSwitch={(on) => change({ greeting: on ? (kept.greeting ?? { en: '', zh: '', es: '' }) : null })}
            note={
              value.greeting && (
                <p className="r-quiet">
                  {t(value.greeting.en.trim() ? 'words.greeting_note' : 'words.greeting_english')}
                </p>
              )
            }
          >
            {value.greeting ? (
              <SideBySide
                label={t('words.greeting')}
                rows={4}
                disabled={disabled}
                value={value.greeting}
                onChange={(next) => change({ greeting: { en: '', zh: '', es: '', ...next } })}
              />
            ) : (
              <span className="r-ink3">{t('words.no_greeting')}</span>
            )}
          </RuleRow>
          <RuleRow name={t('words.tone')} note={<p className="r-quiet">{t(`tone_note.${value.tone}`)}</p>}>
            <Sentence
              text={t('words.tone_words')}
              blanks={{
                tone: (
                  <ChoiceBlank
                    label={t('words.tone')}
                    value={value.tone}
                    choices={tones.map((each) => ({ value: each, label: t(`tone.${each}`) }))}
                    changed={value.tone !== kept.tone}
                    disabled={disabled}
                    onChange={(tone) => change({ tone })}
                  />
                ),
              }}
            />
          </RuleRow>
        </div>
      )}
    </SettingsPage>
  );
}

function Greeting({ value, brand }: Settings) {
  const { t } = useTranslation('assistant');
  const { language, control } = useLanguageSwitch(value.languages);
  const words: Record<'hello' | 'write' | 'automatic', string> = buyerWords[language as BuyerLanguage];
  const said = value.greeting?.[language] || value.greeting?.en;
  return (
    <div className="assist-sees">
      <header>
        <h2>{t('buyer_sees')}</h2>
        {control}
      </header>
      <div className="assist-widget" lang={language}>
        <header>
          <i style={{ background: brand.look.dot }} />
          <b>{brand.name}</b>
        </header>
        <div>
          <span className="assist-widget-by">
            <Shape tone="bot" />
            <b>{value.name || '—'}</b> {words.automatic}
          </span>
          {said ? <p>{said}</p> : <p className="is-none">{t('words.begins_at_once')}</p>}
        </div>
        <span>{words.write}</span>
      </div>
      <p className="r-quiet">{t('words.always_says')}</p>
    </div>
  );
}
