/** A point on the live picture that goes with the mouse and is seen on the buyer's screen. */
import type { ToolWord } from '@recoup/contract';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pointIn, type Rect } from './fit.ts';

const tellEvery = 130;
const holds = 350;

/** P: pressed it turns on and off; held it is on for as long. Keys that are typed into a field are the field's. */
export function usePointerKey(on: boolean, set: (on: boolean) => void, enabled: boolean) {
  const down = useRef<{ at: number; was: boolean } | null>(null);
  const press = useEffectEvent((event: KeyboardEvent) => {
    const field = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key.toLowerCase() !== 'p' || event.repeat || event.metaKey || event.ctrlKey || event.altKey || field)
      return;
    down.current = { at: Date.now(), was: on };
    set(!on);
  });
  const release = useEffectEvent((event: KeyboardEvent) => {
    const was = down.current;
    if (event.key.toLowerCase() !== 'p' || !was) return;
    down.current = null;
    if (!was.was && Date.now() - was.at > holds) set(false);
  });
  useEffect(() => {
    if (!enabled) return;
    const onDown = (event: KeyboardEvent) => press(event);
    const onUp = (event: KeyboardEvent) => release(event);
    window.addEventListener('keydown', onDown);
    window.addEventListener('keyup', onUp);
    return () => {
      window.removeEventListener('keydown', onDown);
      window.removeEventListener('keyup', onUp);
    };
  }, [enabled]);
}

export function PointerLayer({ rect, say }: { rect: Rect; say: (word: ToolWord) => void }) {
  const { t } = useTranslation('calls');
  const [at, setAt] = useState<[number, number] | null>(null);
  const told = useRef(0);
  const tell = useEffectEvent((to: [number, number] | null) => say({ kind: 'pointer', at: to }));
  useEffect(() => () => tell(null), []);
  return (
    <div
      className="room-pointer"
      style={rect}
      role="application"
      aria-label={t('call.pointer')}
      onPointerMove={(event) => {
        const next = pointIn(event.currentTarget.getBoundingClientRect(), event.clientX, event.clientY);
        setAt(next);
        const now = Date.now();
        if (!next || now - told.current < tellEvery) return;
        told.current = now;
        tell(next);
      }}
      onPointerLeave={() => {
        setAt(null);
        tell(null);
      }}
    >
      {at && <span style={{ left: `${at[0] * 100}%`, top: `${at[1] * 100}%` }} />}
    </div>
  );
}
