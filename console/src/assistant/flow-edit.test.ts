import { type Flow, type FlowStep, flow as flowSchema } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import { compareFlows } from './flow-compare.ts';
import {
  addAfter,
  before,
  blankStep,
  changeStep,
  dropStep,
  freeId,
  moveWay,
  setWays,
  stepKinds,
  stepOf,
  turnInto,
} from './flow-edit.ts';

const title = (en: string) => ({ en, zh: en });
const say = (en: string) => ({ en, zh: en, es: en });
const step = (id: string, kind: FlowStep['kind'], rest: Partial<FlowStep>): FlowStep => ({
  id,
  kind,
  title: title(`Step ${id}`),
  note: null,
  next: [],
  ...rest,
});
const on = (to: string, ...when: FlowStep['next'][number]['when']) => ({ when, to, label: null });
const flow: Flow = {
  key: 'return',
  name: title('I want to return it'),
  starts: { intents: ['want_return'], surer_than: 60 },
  steps: [
    step('1', 'looks_up', { look_up: 'order', next: [on('2')] }),
    step('2', 'asks', {
      slot: 'problem',
      say: say('What went wrong?'),
      next: [on('3a', { fact: 'problem', is: 'cannot-use' }), on('3b')],
    }),
    step('3a', 'says', {
      say: say('Shall we try one thing?'),
      choices: [
        { value: 'worked', words: say('It works') },
        { value: 'failed', words: say('It does not') },
      ],
      next: [on('4', { fact: 'answer.3a', is: 'worked' }), on('3b')],
    }),
    step('3b', 'does', { act: 'give_remedy', say: say('Shall I?'), ends: 'settled' }),
    step('4', 'hands_over', { because: 'asked', say: say('A person comes.') }),
  ],
};
const ways = (of: Flow, id: string) => stepOf(of, id)!.next.map(({ to }) => to);

describe('a step added after another', () => {
  test('stands between it and all that followed, and the flow is whole', () => {
    const made = addAfter(flow, '2', 'looks_up')!;
    expect(made.id).toBe('2a');
    expect(ways(made.flow, '2')).toEqual(['2a']);
    expect(ways(made.flow, '2a')).toEqual(['3a', '3b']);
    expect(made.flow.steps.map(({ id }) => id)).toEqual(['1', '2', '2a', '3a', '3b', '4']);
    expect(flowSchema.safeParse(made.flow).success).toBe(true);
  });

  test('may stand on one of its ways only', () => {
    const made = addAfter(flow, '2', 'says', 1)!;
    expect(ways(made.flow, '2')).toEqual(['3a', '2a']);
    expect(stepOf(made.flow, '2')!.next[0]!.when).toHaveLength(1);
    expect(ways(made.flow, '2a')).toEqual(['3b']);
  });

  test('takes over how the matter ends', () => {
    const made = addAfter(flow, '3b', 'says')!;
    expect(stepOf(made.flow, '3b')!.ends).toBeUndefined();
    expect(stepOf(made.flow, made.id)!.ends).toBe('settled');
  });

  test('that hands over stands beside what follows, under a condition of its own', () => {
    const made = addAfter(flow, '1', 'hands_over')!;
    expect(ways(made.flow, '1')).toEqual(['1a', '2']);
    expect(stepOf(made.flow, '1')!.next[0]!.when).toHaveLength(1);
    expect(ways(made.flow, made.id)).toEqual([]);
    expect(addAfter(made.flow, made.id, 'says')).toBeNull();
  });

  test('of every kind is one the server takes', () => {
    for (const kind of stepKinds) {
      const made = addAfter(flow, '1', kind)!;
      expect(flowSchema.safeParse(made.flow).error?.issues ?? [], kind).toEqual([]);
    }
  });
});

test('a number that is free comes next to the step before it', () => {
  expect(freeId(flow.steps, '3a')).toBe('3c');
  expect(freeId(flow.steps, '4')).toBe('4a');
  const all = 'abcdefghijklmnopqrstuvwxyz'.split('').map((letter) => blankStep(`4${letter}`, 'says'));
  expect(freeId(all, '4z')).toBe('1');
});

describe('a step taken out', () => {
  test('leads who came to it on to what followed, under both conditions', () => {
    const without = dropStep(setWays(flow, '3a', [on('4', { fact: 'guide.found', is: true }), on('3b')]), '3a');
    expect(stepOf(without, '2')!.next).toEqual([
      on('4', { fact: 'problem', is: 'cannot-use' }, { fact: 'guide.found', is: true }),
      on('3b', { fact: 'problem', is: 'cannot-use' }),
      on('3b'),
    ]);
  });

  test('takes the ways along that hung on what was answered there', () => {
    expect(ways(dropStep(flow, '3a'), '2')).toEqual(['3b', '3b']);
  });

  test('leaves its ending to who led there', () => {
    const without = dropStep(setWays(flow, '2', [on('3b')]), '3b');
    expect(stepOf(without, '2')).toMatchObject({ next: [], ends: 'settled' });
  });

  test('gives the beginning to what followed it', () => {
    expect(dropStep(flow, '1').steps[0]!.id).toBe('2');
  });

  test('is never the only one', () => {
    const one = { ...flow, steps: [flow.steps[4]!] };
    expect(dropStep(one, '4')).toBe(one);
  });
});

describe('rewiring', () => {
  test('a way moves up among the others', () => {
    expect(moveWay(stepOf(flow, '2')!.next, 1, 0).map(({ to }) => to)).toEqual(['3b', '3a']);
  });

  test('a step without a way on ends the matter, and with one it does not', () => {
    const ended = setWays(flow, '1', []);
    expect(stepOf(ended, '1')!.ends).toBe('answered');
    expect(stepOf(setWays(ended, '1', [on('2')]), '1')!.ends).toBeUndefined();
  });

  test('another kind keeps title, words and ways, and leaves what only the old kind has', () => {
    const turned = stepOf(turnInto(flow, '2', 'says'), '2')!;
    expect(turned).toMatchObject({ kind: 'says', title: title('Step 2'), say: say('What went wrong?') });
    expect(turned.slot).toBeUndefined();
    expect(turned.next).toHaveLength(2);
    expect(stepOf(turnInto(flow, '2', 'goes_to'), '2')!.next).toEqual([]);
  });

  test('what may be known at a step is what came before it', () => {
    expect([...before(flow, '3b')].sort()).toEqual(['1', '2', '3a']);
    expect([...before(flow, '1')]).toEqual([]);
  });
});

describe('comparing the draft with what is live', () => {
  test('says nothing of a flow that was changed and changed back', () => {
    const away = changeStep(flow, '2', { say_again: say('Once more?'), note: title('a note') });
    const back = changeStep(away, '2', { say_again: say(''), note: { en: '', zh: '' } });
    expect(compareFlows(flow, away)).toHaveLength(1);
    expect(compareFlows(flow, back)).toEqual([]);
    expect(compareFlows(flow, JSON.parse(JSON.stringify(flow)))).toEqual([]);
  });

  test('names each word, way and step that changed', () => {
    const draft = changeStep(addAfter(flow, '2', 'looks_up')!.flow, '3a', {
      say: { ...say('Shall we try one thing?'), zh: '换个说法' },
    });
    expect(compareFlows(flow, draft)).toEqual([
      expect.objectContaining({ kind: 'changed', changes: [expect.objectContaining({ what: 'ways' })] }),
      expect.objectContaining({ kind: 'added', step: expect.objectContaining({ id: '2a' }) }),
      expect.objectContaining({
        kind: 'changed',
        changes: [
          { what: 'words', field: 'say', language: 'zh', before: 'Shall we try one thing?', after: '换个说法' },
        ],
      }),
    ]);
  });

  test('says what it starts with now, and how sure it must be', () => {
    const draft = { ...flow, starts: { intents: ['want_refund'], surer_than: 70 } };
    expect(compareFlows(flow, draft)).toEqual([
      { kind: 'starts', added: ['want_refund'], removed: ['want_return'], surer: { before: 60, after: 70 } },
    ]);
  });

  test('says which step was taken out, and that another is the first', () => {
    expect(compareFlows(flow, dropStep(flow, '1')).map(({ kind }) => kind)).toEqual(['removed', 'order']);
  });
});
