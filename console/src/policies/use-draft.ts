/** The policy on the screen while somebody works on it: theirs until saved, the server's otherwise. */
import { type Policy, type PolicyRules, policies } from '@recoup/contract';
import { useState } from 'react';
import { useMove } from '../app/queries.ts';
import { type Draft, keptDraft, same } from './draft.ts';

export function useDraft(policy: Policy) {
  const kept = keptDraft(policy);
  const [mine, setMine] = useState<Draft | null>(null);
  /** What the server held when the first change was made; when it holds something else now, somebody else saved. */
  const [began, setBegan] = useState<Draft | null>(null);
  const save = useMove(policies.saveDraft);
  const publish = useMove(policies.publish);
  const discard = useMove(policies.discard);
  const archive = useMove(policies.archive);

  const dirty = mine !== null && kept !== null && !same(mine, kept);
  const shown = dirty ? mine : kept;
  const letGo = () => {
    setMine(null);
    setBegan(null);
  };
  const change = (part: Partial<Draft>) => {
    if (!kept) return;
    if (!dirty) setBegan(kept);
    setMine((was) => ({ ...(dirty && was ? was : kept), ...part }));
  };
  const saveNow = async () => {
    if (!mine) return true;
    const done = await save.run({ params: { id: policy.id }, body: mine });
    if (done) letGo();
    return done !== undefined;
  };
  return {
    draft: shown,
    dirty,
    /** Somebody else saved since the first change here. */
    overtaken: dirty && began !== null && kept !== null && !same(began, kept),
    change,
    editRules: (edit: (rules: PolicyRules) => PolicyRules) => shown && change({ rules: edit(shown.rules) }),
    letGo,
    save: saveNow,
    /** What is on the screen is what is published: unsaved changes are saved first. */
    publish: async () => {
      if (dirty && !(await saveNow())) return false;
      return (await publish.run({ params: { id: policy.id } })) !== undefined;
    },
    discard: async () => {
      letGo();
      return policy.draft === null || (await discard.run({ params: { id: policy.id } })) !== undefined;
    },
    archive: async () => (await archive.run({ params: { id: policy.id } })) !== undefined,
    busy: save.busy || publish.busy || discard.busy || archive.busy,
    problem: save.problem ?? publish.problem ?? discard.problem ?? archive.problem,
  };
}
