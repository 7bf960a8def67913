/** Short answers a buyer may tap below the words. What is answered is known from then on, whether it was tapped or typed. */
import type { FlowStep } from '@recoup/contract';
import { Input } from 'antd';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/page.tsx';
import buyerWords from './buyer-words.json';
import { changeStep, freeValue } from './flow-edit.ts';
import type { StepProps } from './step-sheet.tsx';

type Choice = NonNullable<FlowStep['choices']>[number];
const languages = ['en', 'zh', 'es'] as const;

export function StepChoices({ flow, step, disabled, onChange }: StepProps) {
  const { t } = useTranslation('assistant');
  const choices = step.choices ?? [];
  const set = (next: Choice[]) => onChange(changeStep(flow, step.id, { choices: next }));
  if (disabled && choices.length === 0) return null;
  return (
    <Section title={t('choices.title')} aside={t('choices.note')}>
      {choices.length > 0 && (
        <ul className="assist-answers">
          {choices.map((choice, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: answers are told apart by their place while they are typed
            <li key={at}>
              {languages.map((language) => (
                <Input
                  key={language}
                  lang={language}
                  aria-label={t('choices.answer', { n: at + 1, language: buyerWords[language].name })}
                  placeholder={buyerWords[language].name}
                  maxLength={60}
                  disabled={disabled}
                  value={choice.words[language]}
                  onChange={(event) =>
                    set(
                      choices.map((each, place) =>
                        place === at ? { ...each, words: { ...each.words, [language]: event.target.value } } : each,
                      ),
                    )
                  }
                />
              ))}
              {!disabled && (
                <button
                  type="button"
                  className="isetup-drop"
                  aria-label={t('choices.drop', { n: at + 1 })}
                  onClick={() => set(choices.filter((_, place) => place !== at))}
                >
                  <X size={14} aria-hidden="true" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!disabled && choices.length < 6 && (
        <button
          type="button"
          className="r-sentence-and isetup-and"
          onClick={() =>
            set([
              ...choices,
              { value: freeValue(choices.map(({ value }) => value)), words: { en: '', zh: '', es: '' } },
            ])
          }
        >
          <Plus size={14} aria-hidden="true" />
          {t('choices.add')}
        </button>
      )}
    </Section>
  );
}
