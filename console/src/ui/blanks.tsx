/** Values inside a sentence: typed in place or chosen; petrol where they differ from the live version. */
import './blanks.css';
import { Input, InputNumber, Popover, Select, Switch } from 'antd';
import { ChevronDown } from 'lucide-react';
import { Fragment, type ReactNode, useCallback, useRef, useState } from 'react';
import { toDecimal, toMinor } from './format.ts';
import type { Word } from './sentence-filter.tsx';
import { type Choice, WordMenu } from './word-menu.tsx';

/** A sentence of the catalogue with `{blanks}` filled by controls. */
export function Sentence({ text, blanks }: { text: string; blanks: Record<string, ReactNode> }) {
  return (
    <span className="r-blanks">
      {text.split(/(\{\w+\})/).map((piece, at) => {
        const slot = /^\{(\w+)\}$/.exec(piece)?.[1];
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence are told apart by their place
        return <Fragment key={at}>{slot ? blanks[slot] : piece}</Fragment>;
      })}
    </span>
  );
}

const pack = (each: Choice): Choice => ({ ...each, value: encodeURIComponent(each.value) });

type Common = {
  /** For a screen reader: what is typed here. */
  label: string;
  changed?: boolean;
  disabled?: boolean | undefined;
};
const look = (changed: boolean | undefined) => `r-blank${changed ? ' is-changed' : ''}`;

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
      style={{ width: `calc(${digits}ch + ${unit ? 34 + widthOf(unit) : 26}px)` }}
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

/** About so many pixels wide: Chinese takes twice the room of Latin. */
function widthOf(unit: string): number {
  return [...unit].reduce((sum, letter) => sum + (letter.codePointAt(0)! >= 0x2e80 ? 14 : 8), 0);
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
  choices?: readonly Choice[];
  /** How the choice reads in the sentence. */
  reads: string;
  onChange: (values: string[]) => void;
  /** Looks choices up on the server while somebody types. */
  find?: (text: string) => Promise<readonly Choice[]>;
};

/** Several of a list: words in the sentence, the list below. A value may hold a comma, so values are packed. */
export function ManyBlank({ values, choices, reads, onChange, find, label, changed, disabled }: ManyBlankProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const looked = useCallback(async (text: string) => (find ? (await find(text)).map(pack) : []), [find]);
  const word: Word = {
    many: true,
    value: values.length > 0 ? values.map(encodeURIComponent).join(',') : undefined,
    choices: (choices ?? []).map(pack),
    ...(find ? { find: looked } : {}),
    onChange: (next) => onChange(next ? next.split(',').map(decodeURIComponent) : []),
  };
  const done = () => {
    setOpen(false);
    button.current?.focus({ preventScroll: true });
  };
  return (
    <Popover
      open={open && !disabled}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      styles={{ container: { padding: 5 } }}
      content={<WordMenu word={word} onDone={done} />}
    >
      <button
        ref={button}
        type="button"
        className={`${look(changed)} r-blank-many`}
        aria-label={`${label}: ${reads}`}
        aria-haspopup="listbox"
        aria-expanded={open}
        disabled={disabled}
      >
        <span>{reads}</span>
        <ChevronDown size={14} aria-hidden="true" />
      </button>
    </Popover>
  );
}

type RuleRowProps = {
  name: string;
  children: ReactNode;
  note?: ReactNode;
  /** The switch; rules that always hold have none. */
  on?: boolean;
  onSwitch?: (on: boolean) => void;
  switchChanged?: boolean;
  disabled?: boolean;
};

/** One rule: its name, its sentence with the values inside, a note under it, and a switch where it may be off. Rows stand in `r-rules`. */
export function RuleRow({ name, children, note, on, onSwitch, switchChanged, disabled }: RuleRowProps) {
  return (
    <div className={`r-rule${switchChanged ? ' is-changed' : ''}`}>
      <h3>{name}</h3>
      <div>
        {children}
        {note}
      </div>
      {onSwitch && (
        <Switch size="small" aria-label={name} checked={on ?? false} disabled={disabled ?? false} onChange={onSwitch} />
      )}
    </div>
  );
}
