import { expect, test } from 'vitest';
import {
  actionKinds,
  canTry,
  conditionKinds,
  isWholeAction,
  isWholeCondition,
  isWholeMacro,
  newAction,
  newCondition,
  type RuleBody,
} from './clause-draft.ts';

const rule: RuleBody = {
  name: '',
  brand_id: null,
  on: 'message_received',
  idle_hours: null,
  conditions: [],
  actions: [{ do: 'resolve' }],
  position: 0,
  enabled: false,
};

test('a clause that was just added and names nothing yet cannot stand', () => {
  const open = conditionKinds.filter((kind) => !isWholeCondition(newCondition(kind)));
  expect(open).toEqual([
    'text',
    'subject',
    'channel',
    'brand',
    'language',
    'priority',
    'tag',
    'state',
    'business_hours',
    'intent',
  ]);
  expect(actionKinds.filter((kind) => !isWholeAction(newAction(kind)))).toEqual([
    'add_tags',
    'remove_tags',
    'reply',
    'note',
  ]);
});

test('a rule can be tried before it has a name, but not while a clause is open', () => {
  expect(canTry(rule)).toBe(true);
  expect(canTry({ ...rule, conditions: [{ on: 'text', any_of: [] }] })).toBe(false);
  expect(canTry({ ...rule, actions: [] })).toBe(false);
  expect(canTry({ ...rule, on: 'idle' })).toBe(false);
  expect(canTry({ ...rule, on: 'idle', idle_hours: 72 })).toBe(true);
});

test('a macro says something or does something, and English stands where there are words', () => {
  const macro = { name: 'Spare part', brand_id: null, body: {}, actions: [], conditions: [], intents: [] };
  expect(isWholeMacro(macro)).toBe(false);
  expect(isWholeMacro({ ...macro, body: { zh: '您好' } })).toBe(false);
  expect(isWholeMacro({ ...macro, body: { en: 'Hello', zh: '您好' } })).toBe(true);
  expect(isWholeMacro({ ...macro, actions: [{ do: 'resolve' }] })).toBe(true);
});
