/** The draft of a conversation: what was left here or on another device, kept at every key and told to the server in pauses. */
import { type Conversation, inbox } from '@recoup/contract';
import { useEffect, useRef, useState } from 'react';
import { call } from '../app/api.ts';
import { type Draft, keepDraft, keptDraft, newerDraft } from './drafts.ts';

const pause = 1200;
const none: Draft = { mode: 'reply', mine: '', theirs: null, at: '' };

export function useDraft(conversation: Conversation, language: string) {
  const { id } = conversation;
  const [draft, setDraft] = useState<Draft>(() => newerDraft(keptDraft(id), conversation.draft) ?? none);
  const told = useRef(draft.mine);
  const latest = useRef(draft);
  latest.current = draft;
  const tell = useRef(() => {});
  tell.current = () => {
    const { mine, mode } = latest.current;
    if (mine === told.current) return;
    told.current = mine;
    const body = { text: mine, note: mode === 'note', language };
    call(inbox.saveDraft, { params: { id }, body }).catch(() => {
      // This device has it; the next pause tells it again.
      told.current = '\u0000';
    });
  };
  const { mine, mode } = draft;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text or mode is told again
  useEffect(() => {
    const timer = setTimeout(() => tell.current(), pause);
    return () => clearTimeout(timer);
  }, [mine, mode]);
  useEffect(() => {
    const leave = () => tell.current();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  const change = (part: Partial<Draft>) => {
    const next = { ...latest.current, ...part, at: new Date().toISOString() };
    latest.current = next;
    keepDraft(id, next);
    setDraft(next);
  };
  return { draft, change, clear: () => change({ mine: '', theirs: null }) };
}
