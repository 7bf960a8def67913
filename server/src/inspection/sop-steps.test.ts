import { sopStep } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSops } from './default-sops/index.ts';
import { acceptanceOf, gradeFrom, serialRead, timeTaken } from './grade.ts';
import { type Answers, askedSteps, checkAnswer, checkSteps, isAnswered, openSteps, photosNeeded } from './sop-steps.ts';

const sops = defaultSops.map((sop) => ({ ...sop, steps: sopStep.array().parse(sop.steps) }));
const vacuum = sops.find(({ category }) => category === 'vacuum')!.steps;
const given = (chosen: Record<string, string>, notes: Record<string, string> = {}): Answers =>
  Object.fromEntries(
    [...Object.entries(chosen), ...Object.keys(notes).map((key) => [key, null] as const)].map(([key, answer]) => [
      key,
      { answer, note: notes[key] ?? null, seconds: null, at: '2026-11-18T15:00:00.000Z' },
    ]),
  );
const keysOf = (answers: Answers) => askedSteps(vacuum, answers).map(({ key }) => key);
const safeAndOn = { seal: 'opened', danger: 'none', power: 'yes' };

describe('a checklist', () => {
  it.each(sops.map((sop) => [sop.name, sop] as const))('%s holds together and reads in both languages', (_, sop) => {
    checkSteps(sop.steps);
    for (const step of sop.steps) {
      const texts = [step.title, step.question, ...(step.hint ? [step.hint] : [])];
      const said = [...texts, ...step.answers.flatMap(({ words, help }) => (help ? [words, help] : [words]))];
      for (const { en, zh } of said)
        expect([en?.length, zh?.length].every((length) => length && length > 0)).toBe(true);
      expect(said.every(({ zh }) => /\p{Script=Han}/u.test(zh!))).toBe(true);
      if (step.kind === 'choice')
        expect(step.answers.some(({ tone }) => tone !== 'bad') || step.key === 'wheel').toBe(true);
    }
  });

  it('asks a step only after the answer it hangs on', () => {
    expect(keysOf({})).toEqual(['product', 'serial', 'seal', 'box']);
    expect(keysOf(given({ seal: 'sealed' }))).not.toContain('power');
    expect(keysOf(given(safeAndOn))).toContain('drives');
    expect(keysOf(given({ ...safeAndOn, drives: 'no' }))).toEqual(expect.arrayContaining(['wheel']));
    expect(keysOf(given({ ...safeAndOn, drives: 'yes' }))).not.toContain('wheel');
  });

  it('never has a wet unit switched on', () => {
    expect(keysOf(given({ ...safeAndOn, danger: 'liquid' }))).not.toContain('power');
  });

  it('does not ask what hangs on a step that is no longer asked', () => {
    const changed = given({ ...safeAndOn, drives: 'no', wheel: 'left', seal: 'sealed' });
    expect(keysOf(changed)).toEqual(['product', 'serial', 'seal', 'box']);
    expect(gradeFrom(vacuum, changed).functional).toBe('A');
  });

  it('ends, whatever is answered', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sops), fc.array(fc.nat(5), { maxLength: 60 }), (sop, picks) => {
        let answers: Answers = {};
        for (const pick of [...picks, ...Array(40).fill(0)]) {
          const [next] = openSteps(sop.steps, answers);
          if (!next) break;
          const answer = next.answers[pick % next.answers.length]?.key ?? null;
          checkAnswer(sop.steps, next.key, { answer, note: 'x' });
          answers = { ...answers, [next.key]: { answer, note: 'x', seconds: null, at: '' } };
        }
        expect(openSteps(sop.steps, answers)).toEqual([]);
      }),
    );
  });

  it.each([
    ['a step twice', [...vacuum, vacuum[0]!], 'twice'],
    ['a condition on a later step', [...vacuum].reverse(), 'condition'],
    ['a choice of one', [{ ...vacuum[0]!, answers: vacuum[0]!.answers.slice(0, 1) }], 'answers_missing'],
    [
      'a condition on no answer',
      [vacuum[0]!, { ...vacuum[2]!, only_if: { step: 'product', answer: ['?'] } }],
      'condition',
    ],
    ['a note with answers', [{ ...vacuum[0]!, kind: 'note' as const }], 'answers_needless'],
  ])('is not published with %s', (_, steps, because) => {
    expect(() => checkSteps(steps)).toThrow(expect.objectContaining({ details: expect.objectContaining({ because }) }));
  });

  it('takes a scanned serial number or the reason why there is none', () => {
    const serial = vacuum.find(({ key }) => key === 'serial')!;
    expect(isAnswered(serial, given({}, { serial: 'R7-1' }).serial)).toBe(true);
    expect(isAnswered(serial, given({ serial: 'unreadable' }).serial)).toBe(true);
    expect(() => checkAnswer(vacuum, 'serial', { answer: null, note: null })).toThrow('inspection.answer_unknown');
    expect(serialRead(vacuum, given({}, { serial: 'R7-1' }))).toBe('R7-1');
    expect(serialRead(vacuum, given({ serial: 'unreadable' }))).toBeNull();
  });

  it('needs a photo where an answer must be proven', () => {
    const drives = vacuum.find(({ key }) => key === 'drives')!;
    expect(photosNeeded(drives, given({ drives: 'no' }).drives)).toBe(1);
    expect(photosNeeded(drives, given({ drives: 'yes' }).drives)).toBe(0);
  });
});

describe('the grade', () => {
  it('is the worst answer on each axis, and the worse axis in one letter', () => {
    const found = gradeFrom(vacuum, given({ ...safeAndOn, looks: 'light', drives: 'no', wheel: 'left' }));
    expect(found).toMatchObject({
      functional: 'C',
      cosmetic: 'B',
      grade: 'C',
      failed: ['drives', 'wheel'],
      unsafe: false,
    });
  });

  it('is never better after one more answer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sops), fc.array(fc.nat(5), { maxLength: 40 }), (sop, picks) => {
        let answers: Answers = {};
        let before = gradeFrom(sop.steps, answers);
        for (const pick of picks) {
          const [next] = openSteps(sop.steps, answers);
          if (!next) break;
          const answer = next.answers[pick % next.answers.length]?.key ?? null;
          answers = { ...answers, [next.key]: { answer, note: 'x', seconds: null, at: '' } };
          const now = gradeFrom(sop.steps, answers);
          expect(now.functional >= before.functional && now.cosmetic >= before.cosmetic).toBe(true);
          expect(now.grade).toBe([now.functional, now.cosmetic].sort()[1]);
          before = now;
        }
      }),
    );
  });
});

describe('acceptance', () => {
  const right = { arrival: 'right' as const, serials: ['R7-1'] };
  it.each([
    ['what was promised is accepted, whatever its grade', right, { buyerCaused: false, serial: 'r7-1' }, 'accepted'],
    ['the buyer’s doing asks a person', right, { buyerCaused: true, serial: null }, 'ask'],
    ['another serial number asks a person', right, { buyerCaused: false, serial: 'R7-2' }, 'ask'],
    [
      'a wrong item asks a person',
      { ...right, arrival: 'wrong' as const },
      { buyerCaused: false, serial: null },
      'ask',
    ],
    [
      'a blind one asks a person',
      { arrival: 'blind' as const, serials: [] },
      { buyerCaused: false, serial: null },
      'ask',
    ],
    [
      'a serial nobody recorded speaks against nothing',
      { ...right, serials: [] },
      { buyerCaused: false, serial: 'X' },
      'accepted',
    ],
  ])('%s', (_, unit, found, expected) => {
    expect(acceptanceOf(unit, found)).toBe(expected);
  });
});

describe('the time an inspection took', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 18, 15, minutes));
  const run = { startedAt: at(0), finishedAt: at(4), usualSeconds: 240 };
  it('is the clock’s', () => expect(timeTaken(vacuum, {}, run)).toBe(240));
  it('leaves out the night on the bench', () =>
    expect(timeTaken(vacuum, {}, { ...run, finishedAt: at(900) })).toBe(960));
  it('is what the answers report, where all do', () => {
    const all = Object.fromEntries(
      ['product', 'serial', 'seal', 'box'].map((key) => [key, { answer: 'sealed', note: 'x', seconds: 30, at: '' }]),
    );
    expect(timeTaken(vacuum, all, run)).toBe(120);
  });
});
