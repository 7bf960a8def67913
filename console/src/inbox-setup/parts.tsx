/** What the editors of this folder share: names typed in the title, words in three languages, a brand in a sentence. */
import type { BuyerLanguage } from '@recoup/contract';
import { Input, Segmented, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { ChoiceBlank } from '../ui/blanks.tsx';
import { useFormat } from '../ui/locale.tsx';
import type { Choice } from '../ui/word-menu.tsx';
import pageWords from './page-words.json';
import type { WordsIn } from './words-of.ts';

export const languages: readonly BuyerLanguage[] = ['en', 'zh', 'es'];
export const channelKinds = ['chat', 'email', 'form', 'sms', 'phone', 'social', 'marketplace'] as const;
export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export const platforms = ['amazon', 'tiktok_shop', 'walmart', 'ebay'] as const;

type NameInputProps = { value: string; onChange: (name: string) => void; label: string; max?: number };
/** The name of the thing, typed where it stands. */
export function NameInput({ value, onChange, label, max = 80 }: NameInputProps) {
  // Chinese takes twice the room of Latin.
  const wide = [...(value || label)].reduce((sum, letter) => sum + (letter.codePointAt(0)! >= 0x2e80 ? 1.8 : 1), 0);
  return (
    <Input
      variant="borderless"
      className="isetup-name"
      style={{ width: `calc(${wide}ch + 34px)` }}
      aria-label={label}
      placeholder={label}
      maxLength={max}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

type SideBySideProps = {
  label: string;
  value: WordsIn;
  onChange: (value: WordsIn) => void;
  rows?: number;
  max?: number;
  disabled?: boolean;
  /** Told which field was last in use, for what puts words in at the caret. */
  onFocus?: (language: BuyerLanguage, field: HTMLTextAreaElement) => void;
};
/** The same text in English, Chinese and Spanish, beside each other as in a bilingual book. */
export function SideBySide({ label, value, onChange, rows = 3, max = 2000, disabled, onFocus }: SideBySideProps) {
  return (
    <div className="isetup-sides">
      {languages.map((language) => (
        <div key={language} lang={language}>
          <span className="r-quiet">{pageWords[language].name}</span>
          <Input.TextArea
            aria-label={`${label}, ${pageWords[language].name}`}
            autoSize={{ minRows: rows, maxRows: 18 }}
            maxLength={max}
            disabled={disabled ?? false}
            value={value[language] ?? ''}
            onFocus={(event) => onFocus?.(language, event.currentTarget)}
            onChange={(event) => onChange({ ...value, [language]: event.target.value })}
          />
        </div>
      ))}
    </div>
  );
}

/** Which of the buyers' languages is shown at the right. */
export function useLanguageSwitch(of: readonly BuyerLanguage[] = languages) {
  const { t } = useTranslation('inbox-setup');
  const f = useFormat();
  const [chosen, setChosen] = useState<BuyerLanguage>(f.language);
  const language = of.includes(chosen) ? chosen : (of[0] ?? 'en');
  const control = (
    <Segmented
      size="small"
      aria-label={t('preview_language')}
      value={language}
      onChange={setChosen}
      options={of.map((value) => ({ value, label: pageWords[value].name }))}
    />
  );
  return { language, control };
}

/** Head of a part of the right pane. */
export function PaneHead({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className="isetup-pane-head">
      <h2>{title}</h2>
      {children}
    </header>
  );
}

export function useBrandChoices() {
  const { me } = useSession();
  return me.brands.map(({ id, name }) => ({ value: id, label: name }));
}

type BrandBlankProps = {
  value: string | null;
  onChange: (id: string | null) => void;
  disabled?: boolean;
  /** It belongs to one brand: all of them is no choice. */
  one?: boolean;
};
/** One brand or all of them, in a sentence. */
export function BrandBlank({ value, onChange, disabled, one }: BrandBlankProps) {
  const { t } = useTranslation('inbox-setup');
  const choices = useBrandChoices();
  return (
    <ChoiceBlank
      label={t('brand')}
      value={value ?? 'all'}
      choices={one ? choices : [{ value: 'all', label: t('all_brands') }, ...choices]}
      disabled={disabled}
      onChange={(next) => onChange(next === 'all' ? null : next)}
    />
  );
}

type TypedManyProps = {
  label: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** What is offered while typing. */
  offer?: readonly string[];
  max?: number;
  disabled?: boolean;
  /** Sets right what was typed: tags are lower case and joined. */
  clean?: (typed: string) => string;
};
/** Several typed words in a sentence: tags, phrases, SKUs. */
export function TypedMany({ label, values, onChange, offer = [], max = 20, disabled, clean }: TypedManyProps) {
  return (
    <Select
      mode="tags"
      className="r-blank isetup-typed"
      aria-label={label}
      placeholder={label}
      value={[...values]}
      disabled={disabled ?? false}
      maxCount={max}
      tokenSeparators={[',', '，', '、']}
      suffixIcon={null}
      popupMatchSelectWidth={false}
      options={offer.map((value) => ({ value, label: value }))}
      onChange={(next: string[]) =>
        onChange([...new Set(next.map((each) => (clean ? clean(each) : each.trim())).filter(Boolean))])
      }
    />
  );
}

/** `Missing Part` → `missing-part`; Chinese stays as it is. */
export const cleanTag = (typed: string): string =>
  typed
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);

/** `an e-mail, chat`: what a list of codes reads as, or the words for none of them. */
export function useReads() {
  const f = useFormat();
  return (values: readonly string[], choices: readonly Choice[], none: string): string =>
    values.length === 0
      ? none
      : f.listed(values.map((value) => choices.find((choice) => choice.value === value)?.label ?? value));
}

export function useChannelChoices() {
  const { t } = useTranslation('inbox-setup');
  return channelKinds.map((value) => ({ value, label: t(`kind.${value}`) }));
}
export function usePriorityChoices() {
  const { t } = useTranslation('inbox-setup');
  return priorities.map((value) => ({ value, label: t(`priority.${value}`) }));
}
export function useLanguageChoices() {
  const terms = useTerms();
  return languages.map((value) => ({ value, label: terms.language(value) }));
}
