/** The flow on the screen while somebody works on it. The draft is saved as they go; what runs stays as it is. */
import { assistant, type Flow, flow as flowSchema } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { call } from '../app/api.ts';
import { type ProblemWords, useProblemWords } from '../app/problem-words.ts';
import { keyOf, useMove } from '../app/queries.ts';
import { sameValue } from './flow-compare.ts';
import { filled } from './flow-edit.ts';

export type FlowDetail = z.output<typeof assistant.flow.response>;
export type Work = ReturnType<typeof useFlowDraft>;
const restsFor = 700;

export function useFlowDraft(detail: FlowDetail, brandId: string, onSaved: () => void) {
  const client = useQueryClient();
  const words = useProblemWords();
  const kept = detail.draft ?? detail.live;
  const [mine, setMine] = useState<Flow | null>(null);
  /** What of it the server has: the screen keeps what was typed, half a label included. */
  const [held, setHeld] = useState<Flow | null>(null);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<ProblemWords | null>(null);
  const latest = useRef<Flow | null>(null);
  latest.current = mine;
  const heldNow = useRef(held);
  heldNow.current = held;
  const at = { params: { key: detail.key }, query: { brand_id: brandId } };

  const publish = useMove(assistant.publishFlow);
  const discard = useMove(assistant.discardFlow);
  const restore = useMove(assistant.restoreFlow);

  /** True when the server holds what is on the screen. */
  const save = async (): Promise<boolean> => {
    const typed = latest.current;
    if (!typed || typed === heldNow.current) return true;
    const sent = filled(typed);
    if (!flowSchema.safeParse(sent).success) return false;
    setSaving(true);
    try {
      const answer = await call(assistant.saveFlow, { ...at, body: sent });
      client.setQueryData(keyOf(assistant.flow, at), answer);
      void client.invalidateQueries({ queryKey: [assistant.flows.path] });
      setProblem(null);
      setHeld(typed);
      if (latest.current === typed && sameValue(sent, typed)) setMine(null);
      onSaved();
      return latest.current === typed;
    } catch (error) {
      setProblem(words(error));
      return false;
    } finally {
      setSaving(false);
    }
  };
  const saver = useRef(save);
  saver.current = save;

  useEffect(() => {
    if (!mine) return;
    const timer = setTimeout(() => void saver.current(), restsFor);
    return () => clearTimeout(timer);
  }, [mine]);
  // What was typed right before leaving is kept all the same.
  useEffect(() => () => void saver.current(), []);

  const change = useCallback((next: Flow) => setMine((was) => (sameValue(next, was ?? kept) ? was : next)), [kept]);
  const letGo = () => {
    latest.current = null;
    setMine(null);
    setProblem(null);
  };
  return {
    flow: mine ?? kept,
    change,
    /** Typed and not with the server yet. */
    unsaved: mine !== null && mine !== held,
    /** What is typed cannot be kept as it stands: a title is missing. */
    unfinished: mine !== null && !flowSchema.safeParse(filled(mine)).success,
    hasDraft: detail.draft !== null || mine !== null,
    publish: async () => {
      if (!(await save())) return false;
      const done = await publish.run(at);
      return done !== undefined;
    },
    discard: async () => {
      letGo();
      return detail.draft === null || (await discard.run(at)) !== undefined;
    },
    restore: async (version: number) => {
      letGo();
      return (await restore.run({ ...at, body: { version } })) !== undefined;
    },
    busy: saving || publish.busy || discard.busy || restore.busy,
    saving,
    problem: problem ?? publish.problem ?? discard.problem ?? restore.problem,
  };
}
