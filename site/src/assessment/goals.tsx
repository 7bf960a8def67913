/** Four goals in order: dragged by hand or finger, or moved by arrow keys and numbers. */
import type { AssessmentAnswers } from '@recoup/contract';
import { GripVertical } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../words.ts';

type Goal = AssessmentAnswers['goals'][number];

/** `goals` with one of them at another place, counted from 0. */
export function moved<T>(goals: readonly T[], one: T, to: number): T[] {
  const rest = goals.filter((other) => other !== one);
  const place = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, place), one, ...rest.slice(place)];
}

export function Goals({ goals, onOrder }: { goals: readonly Goal[]; onOrder: (goals: Goal[]) => void }) {
  const { t } = useWords();
  const list = useRef<HTMLOListElement>(null);
  const [held, setHeld] = useState<Goal | null>(null);

  const put = (goal: Goal, to: number) => {
    if (to !== goals.indexOf(goal)) onOrder(moved(goals, goal, to));
  };
  /** Where the pointer is among the rows. */
  const placeAt = (y: number) => {
    const rows = [...(list.current?.children ?? [])];
    const under = rows.findIndex((row) => y < row.getBoundingClientRect().bottom);
    return under === -1 ? rows.length - 1 : under;
  };
  // On the window: a row that changes its place would lose the pointer it has caught.
  useEffect(() => {
    if (held === null) return;
    const move = (event: PointerEvent) => put(held, placeAt(event.clientY));
    const drop = () => setHeld(null);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', drop);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', drop);
    };
  });
  const pressed = (event: KeyboardEvent, goal: Goal) => {
    const at = goals.indexOf(goal);
    const number = Number(event.key);
    if (event.key === 'ArrowUp') put(goal, at - 1);
    else if (event.key === 'ArrowDown') put(goal, at + 1);
    else if (number >= 1 && number <= goals.length) put(goal, number - 1);
    else return;
    event.preventDefault();
  };
  return (
    <section class="goals">
      <h2>{t('goals.title')}</h2>
      <p class="note">{t('goals.note')}</p>
      <ol ref={list}>
        {goals.map((goal, index) => (
          <li key={goal} data-held={held === goal}>
            <button
              type="button"
              class="goal"
              aria-label={t('goals.place', { goal: t(`goal.${goal}`), place: index + 1, of: goals.length })}
              onKeyDown={(event) => pressed(event, goal)}
              onPointerDown={(event) => {
                if (event.target instanceof Element) event.target.releasePointerCapture?.(event.pointerId);
                setHeld(goal);
              }}
            >
              <span class="place">{index + 1}</span>
              <span class="option-words">
                <b>{t(`goal.${goal}`)}</b>
                <small>{t(`goal.${goal}.note`)}</small>
              </span>
              <GripVertical size={18} strokeWidth={1.75} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
