import { startingPolicy } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import { compareRules, textOf } from './compare.ts';
import { countChanges, same } from './draft.ts';

const live = startingPolicy('USD');

describe('what changed in a draft', () => {
  test('nothing, where the keys and the reasons only stand in another order', () => {
    const turned = Object.fromEntries(Object.entries(live).reverse()) as typeof live;
    expect(same(turned, live)).toBe(true);
    expect(countChanges(live, { ...turned, evidence_for: [...live.evidence_for].reverse() })).toBe(0);
  });

  test('each value counts once, and a list as one', () => {
    const draft = {
      ...live,
      window: { days: 45, from: 'purchase' as const },
      evidence_for: [],
      note: { en: 'Hello' },
    };
    expect(countChanges(live, draft)).toBe(4);
  });

  test('a limit put to zero differs from no limit', () => {
    const ask_person = { ...live.ask_person, above: null };
    expect(countChanges({ ...live, ask_person: { ...ask_person, above: 0 } }, { ...live, ask_person })).toBe(1);
  });
});

describe('two versions beside each other', () => {
  test('a longer window and refused open boxes are told, the rest is the same', () => {
    const draft = {
      ...live,
      window: { ...live.window, days: 45 },
      condition: { ...live.condition, opened: 'refused' as const },
    };
    const rows = compareRules(live, draft, 'en', 'USD');
    expect(rows.filter((row) => !row.same).map((row) => row.matter)).toEqual(['window', 'opened', 'hygiene']);
    expect(textOf(rows[0]!.before)).toContain('30 days');
    expect(textOf(rows[0]!.after)).toContain('45 days');
  });

  test('a rule that is no longer said stands on its side alone', () => {
    const { keep_it, ...remedies } = live.remedies;
    const draft = { ...live, remedies: { ...remedies, keep_it: { ...keep_it, allowed: false } } };
    const gone = compareRules(live, draft, 'en', 'USD').find((row) => row.matter === 'keep');
    expect(gone).toMatchObject({ after: [], same: false });
  });
});
