/** Previous and next of the list one came from: "2 of 9 [ ]". The list remembers what it showed; the detail page walks it. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../ui/kbd.tsx';
import { useKeys } from '../ui/keys.ts';
import { useFormat } from '../ui/locale.tsx';

const shown = new Map<string, { ids: readonly string[]; total: number | null }>();

/** On a list page: keeps what it shows under a name, `returns`. */
export function useRememberList(name: string, ids: readonly string[], total: number | null) {
  useEffect(() => {
    shown.set(name, { ids, total });
  }, [name, ids, total]);
}

/** On a detail page, as the last crumb. Draws nothing when one did not come from the list. */
export function Neighbours({ list, id, onGo }: { list: string; id: string; onGo: (id: string) => void }) {
  const { t } = useTranslation('app');
  const f = useFormat();
  const { ids, total } = shown.get(list) ?? { ids: [], total: null };
  const at = ids.indexOf(id);
  const go = (by: number) => {
    const next = ids[at + by];
    if (next) onGo(next);
  };
  useKeys({ '[': () => go(-1), ']': () => go(1) }, { on: at >= 0 });
  if (at < 0) return null;
  return (
    <>
      {t('neighbours.place', { n: f.number(at + 1), total: f.number(total ?? ids.length) })}
      <button
        type="button"
        className="r-key-button"
        disabled={at === 0}
        aria-label={t('neighbours.previous')}
        onClick={() => go(-1)}
      >
        <Kbd k="[" />
      </button>
      <button
        type="button"
        className="r-key-button"
        disabled={at === ids.length - 1}
        aria-label={t('neighbours.next')}
        onClick={() => go(1)}
      >
        <Kbd k="]" />
      </button>
    </>
  );
}
