/** Values inside a sentence: typed in place or chosen; petrol where they differ from the live version. */
import { Input, InputNumber, Select } from 'antd';
import { Fragment, type ReactNode, useState } from 'react';
import { toDecimal, toMinor } from '../ui/format.ts';

/** A sentence of the catalogue with `{blanks}` filled by controls. */
export function Sentence({ text, blanks }: { text: string; blanks: Record<string, ReactNode> }) {
  return (
    <span className="policies-sentence">
      {text.split(/(\{\w+\})/).map((piece, at) => {
        const slot = /^\{(\w+)\}$/.exec(piece)?.[1];
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence are told apart by their place
        return <Fragment key={at}>{slot ? blanks[slot] : piece}</Fragment>;
      })}
    </span>
  );
}

type Common = {
  /** For a screen reader: what is typed here. */
  label: string;
  changed?: boolean;
  disabled?: boolean | undefined;
};
const look = (changed: boolean | undefined) => `policies-blank${changed ? ' is-changed' : ''}`;

type NumberBlankProps = Common & {
  value: number | null;
  min: number;
  max: number;
  unit?: string;
  onChange: (value: number) => void;
};

/** A whole number. What is out of bounds is set right when the field is left. */
export function NumberBlank({ value, min, max, unit, onChange, label, changed, disabled }: NumberBlankProps) {
  const digits = Math.max(2, String(value ?? '').length);
  return (
    <InputNumber
      className={look(changed)}
      style={{ width: `calc(${digits}ch + ${unit ? 34 + unit.length * 8 : 26}px)` }}
      aria-label={label}
      value={value}
      min={min}
      max={max}
      precision={0}
      controls={false}
      disabled={disabled}
      {...(unit ? { suffix: <span className="r-ink3">{unit}</span> } : {})}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}

/** A number that may be left out; empty means never. */
export function OptionalNumberBlank(
  props: Omit<NumberBlankProps, 'onChange'> & { none: string; onChange: (value: number | null) => void },
) {
  const { value, min, max, none, onChange, label, changed, disabled } = props;
  return (
    <InputNumber
      className={look(changed)}
      style={{ width: value === null ? `calc(${none.length}em + 24px)` : 'calc(3ch + 26px)', minWidth: 56 }}
      aria-label={label}
      placeholder={none}
      value={value}
      min={min}
      max={max}
      precision={0}
      controls={false}
      disabled={disabled}
      onChange={onChange}
    />
  );
}

type MoneyBlankProps = Common & {
  value: number | null;
  currency: string;
  /** What stands there while it is empty, where it may be. */
  none?: string;
  onChange: (value: number | null) => void;
};

/** An amount with its sign. What cannot be read is kept and marked, and nothing is taken from it. */
export function MoneyBlank({ value, currency, none, onChange, label, changed, disabled }: MoneyBlankProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? '' : toDecimal(value, currency));
  const read = toMinor(text, currency);
  const wrong = text.trim() === '' ? none === undefined : read === null || read < 0;
  return (
    <Input
      className={look(changed)}
      style={{ width: `calc(${Math.max(5, (text || none || '').length)}ch + 44px)` }}
      aria-label={label}
      inputMode="decimal"
      status={wrong ? 'error' : ''}
      prefix={<span className="r-ink3">{signOf(currency)}</span>}
      placeholder={none}
      disabled={disabled}
      value={text}
      onChange={(event) => {
        const next = event.target.value;
        setTyped(next);
        const amount = toMinor(next, currency);
        if (next.trim() === '' && none !== undefined) onChange(null);
        else if (amount !== null && amount >= 0) onChange(amount);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

function signOf(currency: string): string {
  const parts = new Intl.NumberFormat('en-US', { style: 'currency', currency }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}

type ChoiceBlankProps<V extends string> = Common & {
  value: V;
  choices: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
};

export function ChoiceBlank<V extends string>({
  value,
  choices,
  onChange,
  label,
  changed,
  disabled,
}: ChoiceBlankProps<V>) {
  return (
    <Select<V>
      className={look(changed)}
      aria-label={label}
      value={value}
      options={[...choices]}
      disabled={disabled}
      popupMatchSelectWidth={false}
      onChange={onChange}
    />
  );
}

type ManyBlankProps = Common & {
  values: readonly string[];
  choices: readonly { value: string; label: string }[];
  /** How the choice reads in the sentence. */
  reads: string;
  onChange: (values: string[]) => void;
  /** Looks choices up while somebody types. */
  onSearch?: (text: string) => void;
  /** Words that are not among the choices may be typed. */
  free?: boolean;
};

/** Several of a list; in the sentence it reads as words, the list opens below. */
export function ManyBlank({
  values,
  choices,
  reads,
  onChange,
  onSearch,
  free,
  label,
  changed,
  disabled,
}: ManyBlankProps) {
  return (
    <Select<string[]>
      className={`${look(changed)} policies-many`}
      mode={free ? 'tags' : 'multiple'}
      aria-label={label}
      value={[...values]}
      options={[...choices]}
      disabled={disabled}
      maxTagCount={0}
      maxTagPlaceholder={reads}
      placeholder={reads}
      popupMatchSelectWidth={false}
      optionFilterProp="label"
      showSearch={onSearch ? { onSearch, filterOption: false } : { optionFilterProp: 'label' }}
      onChange={onChange}
    />
  );
}
