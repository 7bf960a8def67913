/** It rang here and does not any more: who has it now, or why it ended. A word for some seconds. */
import { calls } from '@recoup/contract';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call as ask } from '../../app/api.ts';
import { useSession } from '../../app/session.tsx';
import { wordOver } from './over.ts';

const stands = 5000;
/** `acted`: calls this person answered or passed on themself. */
export function useWordOver(ringing: string | null, acted: RefObject<Set<string>>): string | null {
  const { t } = useTranslation('calls');
  const { me } = useSession();
  const [word, setWord] = useState<string | null>(null);
  const last = useRef<string | null>(null);
  useEffect(() => {
    const was = last.current;
    last.current = ringing;
    if (!was || was === ringing || acted.current.has(was)) return;
    let over = false;
    ask(calls.read, { params: { id: was } }).then(
      (found) => {
        const said = wordOver(found, me.id);
        if (over || !said) return;
        setWord(
          {
            taken: t('ring.over.taken', { name: found.staff?.name ?? '' }),
            elsewhere: t('ring.over.elsewhere'),
            left: t('ring.over.left', { name: found.buyer.name }),
            missed: t('ring.over.missed'),
          }[said],
        );
      },
      () => {
        // It is gone from sight; there is nothing to tell of it.
      },
    );
    return () => {
      over = true;
    };
  }, [ringing, acted, me.id, t]);
  useEffect(() => {
    if (!word) return;
    const timer = setTimeout(() => setWord(null), stands);
    return () => clearTimeout(timer);
  }, [word]);
  return word;
}
