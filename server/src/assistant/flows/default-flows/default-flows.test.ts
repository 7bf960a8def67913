import { buyerLanguage, type Flow, flowKey } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import { checkFlow } from '../check-flow.ts';
import { ownWords } from '../own-words.ts';
import { variablesIn } from '../said-words.ts';
import { shippedFlows } from './index.ts';

const flows = [...shippedFlows.values()];

/** Steps from which a talk can come to an end, a person or another flow. */
function comesToAnEnd(flow: Flow, from: string, seen: readonly string[] = []): boolean {
  const step = flow.steps.find(({ id }) => id === from);
  if (!step || seen.includes(from)) return false;
  if (step.ends || step.kind === 'hands_over' || step.kind === 'goes_to') return true;
  return step.next.every(({ to }) => comesToAnEnd(flow, to, [...seen, from]));
}

test('there is a flow for everything a buyer may come with, and each intent begins one', () => {
  expect([...shippedFlows.keys()].sort()).toEqual([...flowKey.options].sort());
  const intents = flows.flatMap(({ starts }) => starts.intents);
  expect(new Set(intents).size).toBe(intents.length);
});

const FORMAL =
  /(?<!\p{L})(?:usted(?:es)?|toque|escriba|dígam|mire|perdone|disculpe|quiere|prefiere|su (?:pedido|correo|mensaje|devolución|seguridad)|\p{L}+(?:ar|er|ir)le)(?!\p{L})/iu;

test('the assistant’s own words call a buyer “tú”, too', () => {
  for (const { es } of Object.values(ownWords)) expect(es).not.toMatch(FORMAL);
});

describe.each(flows)('$key', (flow) => {
  test('has nothing wrong with it', () => {
    expect(checkFlow(flow, flows)).toEqual([]);
  });

  test('comes to an end from each of its steps, whatever is known', () => {
    for (const { id } of flow.steps) expect(comesToAnEnd(flow, id), id).toBe(true);
  });

  test('speaks three languages, with the same variables in each', () => {
    for (const step of flow.steps) {
      const all = [step.say, step.say_again, ...(step.choices ?? []).map(({ words }) => words)];
      for (const spoken of all.filter((one) => one !== undefined)) {
        for (const language of buyerLanguage.options) {
          expect(spoken[language].trim(), `${step.id} ${language}`).not.toBe('');
          expect(variablesIn(spoken[language]).sort()).toEqual(variablesIn(spoken.en).sort());
        }
        expect(spoken.zh, step.id).toMatch(/\p{Script=Han}|^\{\{/u);
      }
      expect(step.title.zh, step.id).toMatch(/\p{Script=Han}/u);
    }
  });

  test('calls a buyer “tú” in Spanish, as the return pages and mails do', () => {
    const all = flow.steps.flatMap(({ say, say_again, choices = [] }) => [
      say,
      say_again,
      ...choices.map((one) => one.words),
    ]);
    for (const spoken of all) expect(spoken?.es ?? '').not.toMatch(FORMAL);
  });

  test('asks in so few words that they fit a phone', () => {
    for (const { id, say, choices } of flow.steps) {
      if (!choices) continue;
      expect(say?.en.length ?? 0, id).toBeLessThanOrEqual(180);
      for (const { words } of choices) expect(words.en.length, id).toBeLessThanOrEqual(40);
    }
  });
});
