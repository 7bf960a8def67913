import { describe, expect, it } from 'vitest';
import { type Answer, auroc, figuresOf } from './triage-figures.ts';

const answer = (intent: string, said: string, score: number, abstained = false): Answer => ({
  intent,
  said,
  score,
  abstained,
});

describe('the figures of a triage', () => {
  const figures = figuresOf([
    answer('return', 'return', 0.9),
    answer('return', 'return', 0.2, true),
    answer('return', 'track', 0.6),
    answer('track', 'track', 0.8),
    answer('oos', 'return', 0.1, true),
    answer('oos', 'track', 0.5),
  ]);

  it('an abstained message counts as wrong, and as right when abstaining is left out', () => {
    expect(figures.in_scope_accuracy).toBe(2 / 4);
    expect(figures.in_scope_accuracy_no_abstain).toBe(3 / 4);
    expect(figures.coverage).toBe(3 / 4);
  });

  it('out of scope is recalled by abstaining', () => {
    expect(figures.oos_recall).toBe(1 / 2);
    // Of eight pairs only 0.2 against 0.5 stands the wrong way round.
    expect(figures.auroc).toBe(7 / 8);
  });

  it('F1 is the mean over intents: an abstained message is missed, an answered one out of scope is a false find', () => {
    const ofReturn = (2 * 1) / (3 + 1);
    const ofTrack = (2 * 1) / (1 + 3);
    expect(figures.macro_f1).toBeCloseTo((ofReturn + ofTrack) / 2, 10);
  });

  it('names what is taken for what', () => {
    expect(figures.confusion).toEqual([
      ['return', 'track', 1],
      ['oos', 'track', 1],
    ]);
  });

  it('says nothing of what was not tried', () => {
    expect(figuresOf([answer('return', 'return', 1)])).toMatchObject({ oos_recall: null, auroc: null });
  });

  it('equal scores count half', () => {
    const of = (...scores: number[]) => scores.map((score) => ({ score }));
    expect(auroc(of(1, 1), of(1, 1))).toBe(0.5);
    expect(auroc(of(2, 3), of(1))).toBe(1);
    expect(auroc(of(1, 2), of(2, 3))).toBe(0.125);
  });
});
