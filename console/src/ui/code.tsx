/** A code (RMA, LPN, order, tracking, serial) set like a shipping label: mono, never cut. */
import './code.css';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

type CodeProps = {
  children: string;
  /** `row` 12 px in tables and text, `head` 16 px of a pane, `page` 24 px the title of a page, `station` 29 px. */
  size?: 'row' | 'head' | 'page' | 'station';
  /** Shows a button that copies the code. */
  copy?: boolean;
};

export function Code({ children, size = 'row', copy }: CodeProps) {
  return (
    <span className={`r-code is-${size}`}>
      <span>{children}</span>
      {copy && <CopyButton text={children} />}
    </span>
  );
}

/** A 14 px button that copies and says so for a second and a half. */
export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation('ui');
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1500);
    return () => clearTimeout(timer);
  }, [done]);
  const label = done ? t('copied') : t('copy', { code: text });
  return (
    <button
      type="button"
      className="r-copy"
      title={label}
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation();
        void copyText(text).then(setDone);
      }}
    >
      {done ? <Check size={14} /> : <Copy size={14} />}
      <span className="r-sr" role="status">
        {done ? t('copied') : ''}
      </span>
    </button>
  );
}

/** Copies where the page may (https or localhost), else through a selection, as plain http in a warehouse needs. */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}
