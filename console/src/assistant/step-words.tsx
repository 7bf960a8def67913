/** What a step says, in three languages side by side, with variables put in where the caret stands, and as a buyer will read it. */
import { type BuyerLanguage, flowVariables, type Spoken } from '@recoup/contract';
import { Segmented } from 'antd';
import { Fragment, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putIn } from '../inbox-setup/macro-variables.ts';
import { SideBySide, useLanguageSwitch } from '../inbox-setup/parts.tsx';
import type { WordsIn } from '../inbox-setup/words-of.ts';
import { Section } from '../ui/page.tsx';
import { before, changeStep } from './flow-edit.ts';
import samples from './sample-words.json';
import type { StepProps } from './step-sheet.tsx';

type Field = 'say' | 'say_again';
const blank: Spoken = { en: '', zh: '', es: '' };

export function StepWords({ flow, step, disabled, onChange }: StepProps) {
  const { t } = useTranslation('assistant');
  const [field, setField] = useState<Field>('say');
  const last = useRef<{ language: BuyerLanguage; field: HTMLTextAreaElement } | null>(null);
  const { language, control } = useLanguageSwitch();
  const value = step[field] ?? blank;
  const set = (next: WordsIn) => onChange(changeStep(flow, step.id, { [field]: { ...blank, ...next } }));
  const insert = (variable: string) => {
    const into = last.current?.language ?? 'en';
    const area = last.current?.field;
    const text = value[into];
    const put = putIn(text, area?.selectionStart ?? text.length, area?.selectionEnd ?? text.length, `{{${variable}}}`);
    set({ ...value, [into]: put.text });
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(put.caret, put.caret);
    });
  };
  return (
    <Section
      title={t('says.title')}
      aside={t('says.note')}
      verbs={
        step.kind === 'asks' || step.choices ? (
          <Segmented
            size="small"
            value={field}
            onChange={setField}
            options={[
              { value: 'say', label: t('says.first') },
              { value: 'say_again', label: t('says.again') },
            ]}
          />
        ) : null
      }
    >
      <SideBySide
        label={t('says.title')}
        rows={4}
        disabled={disabled}
        value={value}
        onChange={set}
        onFocus={(at, area) => {
          last.current = { language: at, field: area };
        }}
      />
      {!disabled && <Chips variables={variablesAt(flow, step.id)} onPick={insert} />}
      <div className="assist-preview" lang={language}>
        <header>
          <span className="r-quiet">{t('says.preview')}</span>
          {control}
        </header>
        {value[language] ? (
          <p>
            <Filled text={value[language]} language={language} />
          </p>
        ) : (
          <p className="r-quiet">{t(field === 'say' ? 'says.empty' : 'says.empty_again')}</p>
        )}
        {field === 'say' && (step.choices?.length ?? 0) > 0 && (
          <div className="assist-preview-choices">
            {step.choices!.map((choice) => (
              <span key={choice.value}>{choice.words[language] || choice.words.en}</span>
            ))}
          </div>
        )}
      </div>
    </Section>
  );
}

/** What is found before a step comes first: only that is surely known there. */
export function variablesAt(flow: StepProps['flow'], id: string): string[] {
  const here = before(flow, id);
  const found = new Set(
    flow.steps.flatMap((step) => (here.has(step.id) && step.look_up ? [step.look_up as string] : [])),
  );
  if (found.has('remedies')) found.add('offer');
  return flowVariables.filter((name) => found.has(name.split('.')[0]!));
}

function Chips({ variables, onPick }: { variables: readonly string[]; onPick: (variable: string) => void }) {
  const { t } = useTranslation('assistant');
  if (variables.length === 0) return <p className="r-quiet assist-chips-none">{t('says.no_variables')}</p>;
  return (
    <fieldset className="assist-chips" aria-label={t('says.put_in')}>
      {variables.map((name) => (
        <button
          key={name}
          type="button"
          title={`{{${name}}}`}
          // The field keeps its caret: the chip is put in there.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(name)}
        >
          {t(`variable.${name.replace('.', '_')}`)}
        </button>
      ))}
    </fieldset>
  );
}

const sample: Record<BuyerLanguage, Record<string, string>> = samples;
/** The words with an example for each variable; one that nobody fills stands out as it is. */
export function Filled({ text, language }: { text: string; language: BuyerLanguage }) {
  return text.split(/(\{\{\s*[\w.]+\s*\}\})/).map((piece, at) => {
    const name = /^\{\{\s*([\w.]+)\s*\}\}$/.exec(piece)?.[1];
    const filled = name && sample[language][name];
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text are told apart by their place
    if (!name) return <Fragment key={at}>{piece}</Fragment>;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text are told apart by their place
      <mark key={at} className={filled ? '' : 'is-unknown'} title={piece}>
        {filled ?? piece}
      </mark>
    );
  });
}
