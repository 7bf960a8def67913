import { Input } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';

/** Looks up while one types, a moment after the last key. */
export function FindInput({
  value,
  placeholder,
  onFind,
}: {
  value: string | undefined;
  placeholder: string;
  onFind: (text: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(value ?? '');
  useEffect(() => {
    const text = typed.trim() || undefined;
    if (text === value) return;
    const timer = setTimeout(() => onFind(text), 250);
    return () => clearTimeout(timer);
  }, [typed, value, onFind]);
  return (
    <Input
      allowClear
      style={{ width: 260 }}
      prefix={<Search size={14} aria-hidden="true" />}
      placeholder={placeholder}
      aria-label={placeholder}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
