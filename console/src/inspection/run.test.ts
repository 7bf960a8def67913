import type { Inspection, SopStep } from '@recoup/contract';
import { expect, test } from 'vitest';
import { letterOf, photosFor, secondsOf, stepBefore, stepsOf } from './run.ts';

const answer = (key: string, part: Partial<SopStep['answers'][number]> = {}): SopStep['answers'][number] => ({
  key,
  words: { en: key },
  tone: 'good',
  unsafe: false,
  buyer_caused: false,
  photo: false,
  ...part,
});
const step = (key: string, photos = 0): SopStep => ({
  key,
  area: 'function',
  title: { en: key },
  question: { en: key },
  kind: 'choice',
  answers: [answer('yes'), answer('no', { tone: 'bad', functional: 'C', cosmetic: 'B', photo: true })],
  photos,
});
const run = {
  asked: ['box', 'power', 'drives'],
  sop: { steps: [step('box'), step('skipped'), step('power', 2), step('drives')] },
  answers: [
    { step: 'box', answer: 'yes', note: null, photos: [], seconds: 20 },
    { step: 'power', answer: 'no', note: null, photos: [], seconds: null },
  ],
} as unknown as Inspection;

test('only steps that are asked stand in the checklist, with what was answered', () => {
  expect(stepsOf(run, 'drives').map((each) => [each.step.key, each.given?.answer, each.isNow])).toEqual([
    ['box', 'yes', false],
    ['power', 'no', false],
    ['drives', undefined, true],
  ]);
});

test('a step back goes to the one before; from the end, to the last', () => {
  expect(stepBefore(run, 'drives')).toBe('power');
  expect(stepBefore(run, 'box')).toBeNull();
  expect(stepBefore(run, null)).toBe('drives');
});

test('an answer that must be proven asks for a photo, and a step may ask for more', () => {
  expect(photosFor(step('power'), 'yes')).toBe(0);
  expect(photosFor(step('power'), 'no')).toBe(1);
  expect(photosFor(step('power', 2), 'no')).toBe(2);
  expect(photosFor(step('power'), null)).toBe(0);
});

test('the checklist shows the worse letter an answer leads to', () => {
  expect(letterOf(step('power'), run.answers[1])).toBe('C');
  expect(letterOf(step('box'), run.answers[0])).toBeNull();
});

test('time is what the answers took and the step under way', () => {
  expect(secondsOf(run, 5_400)).toBe(25);
});
