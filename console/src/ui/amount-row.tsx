import { MoneyBlank, RuleRow, Sentence } from './blanks.tsx';

type AmountRowProps = {
  name: string;
  /** The rule, with its `{amount}`. */
  words: string;
  /** What holds while it is off. */
  off: string;
  /** Minor units; null while it is off. */
  value: number | null;
  /** As it was last saved. */
  kept: number | null;
  /** What it begins with, switched on for the first time. */
  begin: number;
  currency: string;
  disabled: boolean;
  onChange: (value: number | null) => void;
};

/** A rule with a limit in money that may be off. Switched on again, it takes the limit it had. */
export function AmountRow({ name, words, off, value, kept, begin, currency, disabled, onChange }: AmountRowProps) {
  return (
    <RuleRow
      name={name}
      on={value !== null}
      onSwitch={(on) => onChange(on ? (kept ?? begin) : null)}
      disabled={disabled}
    >
      {value === null ? (
        <span className="r-ink3">{off}</span>
      ) : (
        <Sentence
          text={words}
          blanks={{
            amount: (
              <MoneyBlank
                label={name}
                value={value}
                currency={currency}
                changed={value !== kept}
                disabled={disabled}
                onChange={(next) => next !== null && onChange(next)}
              />
            ),
          }}
        />
      )}
    </RuleRow>
  );
}
