/** An amount typed in place: `1,284.60` as text, minor units out. Nothing is rounded; what cannot be read is kept and marked. */
import { Input } from 'antd';
import { useState } from 'react';
import { toDecimal, toMinor } from './format.ts';

type MoneyInputProps = {
  /** Minor units; null while empty. */
  value: number | null;
  currency: string;
  onChange: (value: number | null) => void;
  id?: string;
  status?: 'error' | '';
  disabled?: boolean;
  width?: number | string;
};

export function MoneyInput({ value, currency, onChange, width = 120, status, ...rest }: MoneyInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? '' : toDecimal(value, currency));
  const unreadable = text.trim() !== '' && toMinor(text, currency) === null;
  return (
    <Input
      {...rest}
      style={{ width }}
      inputMode="decimal"
      status={unreadable ? 'error' : (status ?? '')}
      suffix={<span className="r-ink3">{currency}</span>}
      value={text}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(toMinor(event.target.value, currency));
      }}
      onBlur={() => {
        if (!unreadable) setTyped(null);
      }}
    />
  );
}
