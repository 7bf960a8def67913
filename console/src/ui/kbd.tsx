/** A key as it is printed on the keyboard. */
import './kbd.css';
import { useTranslation } from 'react-i18next';

export function Kbd({ k, large }: { k: string; large?: boolean }) {
  const { t } = useTranslation('ui');
  const words: Record<string, string> = {
    Enter: '↵',
    Escape: t('keys.escape'),
    ' ': t('keys.space'),
    ArrowUp: '↑',
    ArrowDown: '↓',
  };
  const text = words[k] ?? (k.length === 1 ? k.toUpperCase() : k);
  return <kbd className={`r-kbd${large ? ' is-large' : ''}`}>{text}</kbd>;
}
