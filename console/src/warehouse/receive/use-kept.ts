/** The steps written down on this device, sent as soon as there is a line. */
import { warehouse } from '@recoup/contract';
import { useCallback, useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react';
import { call } from '../../app/api.ts';
import { useProblemWords } from '../../app/problem-words.ts';
import { lineIsDown, useLineDown } from '../../goods/line.ts';
import type { Kept } from './kept.ts';
import { toSend } from './kept.ts';
import { changeKept, keptSteps, onKept } from './kept-store.ts';
import { type Line, type Outcome, sendKept } from './send-kept.ts';

/** A step that has no answer after this long is called kept, not sent. */
const patience = 1_500;
const pauses = [2_000, 5_000, 10_000, 20_000];

/** Since when sending has failed, and when it is tried again. */
export type Stuck = { since: number; again: number };

export function useKept(workspaceId: string, told: (outcome: Outcome) => void) {
  const words = useProblemWords();
  const kept = useSyncExternalStore(onKept, () => keptSteps(workspaceId));
  const offline = useLineDown();
  const [stuck, setStuck] = useState<Stuck | null>(null);
  const running = useRef(false);
  const tried = useRef(new Set<string>());
  const failures = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waiting = useRef(new Map<string, (outcome: Outcome | null) => void>());
  const change = useCallback(
    (by: (steps: readonly Kept[]) => readonly Kept[]) => changeKept(workspaceId, by),
    [workspaceId],
  );

  const hear = useEffectEvent((outcome: Outcome) => {
    told(outcome);
    waiting.current.get(outcome.step.id)?.(outcome);
  });
  const send = useEffectEvent(async () => {
    if (running.current || toSend(keptSteps(workspaceId)).length === 0) return;
    running.current = true;
    clearTimeout(timer.current);
    const line: Line = {
      steps: () => keptSteps(workspaceId),
      change,
      count: ({ id, parcel_id, body }) =>
        call(warehouse.count, { params: { id: parcel_id }, body: { ...body, scan_id: id } }, { key: id }),
      close: ({ id, parcel_id }) => call(warehouse.close, { params: { id: parcel_id }, body: {} }, { key: id }),
      words: (problem) => words(problem).words,
      now: () => Date.now(),
    };
    try {
      if (await alone(() => sendKept(line, hear, tried.current))) {
        failures.current = 0;
        lineIsDown(false);
        setStuck(null);
      } else {
        for (const answer of waiting.current.values()) answer(null);
        lineIsDown(true);
        const pause = pauses[Math.min(failures.current++, pauses.length - 1)]!;
        setStuck((was) => ({ since: was?.since ?? Date.now(), again: Date.now() + pause }));
        timer.current = setTimeout(() => void send(), pause);
      }
    } finally {
      running.current = false;
    }
    // A step written down while the last answer was on its way.
    if (toSend(keptSteps(workspaceId)).length > 0 && failures.current === 0) void send();
  });
  // When the page opens, when a step is written down, and when the line is back.
  const count = toSend(kept).length;
  useEffect(() => {
    if (count === 0) {
      failures.current = 0;
      setStuck(null);
    }
    if (failures.current > 0 && offline !== null) return;
    failures.current = 0;
    void send();
  }, [count, offline]);
  useEffect(() => () => clearTimeout(timer.current), []);

  /** Writes a step down and sends it. Resolves with what became of it; null while it waits for a line. */
  const keep = useCallback(
    async (step: Kept): Promise<Outcome | null> => {
      const { promise, resolve } = Promise.withResolvers<Outcome | null>();
      waiting.current.set(step.id, resolve);
      // Known to be without a line: nobody waits for an answer.
      const late = setTimeout(() => resolve(null), failures.current > 0 ? 0 : patience);
      change((steps) => [...steps, step]);
      try {
        return await promise;
      } finally {
        clearTimeout(late);
        waiting.current.delete(step.id);
      }
    },
    [change],
  );
  /** Takes back a step that was not sent, or one whose refusal was read. */
  const drop = useCallback((id: string) => change((steps) => steps.filter((each) => each.id !== id)), [change]);

  return { kept, stuck, keep, drop };
}

/** One tab sends at a time, where the browser can tell tabs apart. Two that send at once do no harm: each step has its number. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? await navigator.locks.request('recoup.dock', work) : await work();
}

/** The number of a step: a UUID also where the page is not served securely and the browser makes none. */
export function newStepId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
