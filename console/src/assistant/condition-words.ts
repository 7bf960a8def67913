/** A condition of a flow as the words of a sentence: `problem in [missing-parts]` → "the problem is parts missing". */
import { type Flow, type FlowCondition, type FlowStep, factKindOf, lookUpFacts, slotFacts } from '@recoup/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Terms, useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { before } from './flow-edit.ts';

type T = (key: string, values?: Record<string, unknown>) => string;
export type WordsOf = {
  t: T;
  terms: Pick<Terms, 'reason' | 'remedy'>;
  language: 'en' | 'zh';
  or: (items: readonly string[]) => string;
};

/** What a fact is compared with. */
export const valuesOf = (condition: FlowCondition): string[] =>
  condition.in ?? (typeof condition.is === 'string' ? [condition.is] : []);

/** A new condition on a fact, as it stands before anything is chosen. */
export function newCondition(fact: string, steps: readonly FlowStep[]): FlowCondition {
  const kind = factKindOf(fact, steps);
  if (kind?.kind === 'one_of') return { fact, in: [kind.values[0]!] };
  if (kind?.kind === 'number') return { fact, over: 0 };
  return { fact, is: true };
}

/** One value of a list as `is`, several as `in`: the same flow is always written the same way. */
export function withValues(condition: FlowCondition, values: readonly string[]): FlowCondition {
  const { is: _is, in: _in, over: _over, ...rest } = condition;
  return values.length === 1 ? { ...rest, is: values[0]! } : { ...rest, in: [...values] };
}

/** Turned round, or back; a flag says it with its own value. */
export function turned(condition: FlowCondition, not: boolean): FlowCondition {
  const { not: _not, ...rest } = condition;
  if (typeof rest.is === 'boolean') return { ...rest, is: !not };
  return not ? { ...rest, not: true } : rest;
}
export const isTurned = (condition: FlowCondition): boolean => (condition.is === false) !== (condition.not === true);

/** The facts a step's ways may read, in the groups a person looks for them: what was said, found, answered, done. */
export function factsFor(flow: Flow, id: string): { group: 'said' | 'found' | 'answered' | 'done'; facts: string[] }[] {
  const here = new Set([...before(flow, id), id]);
  const steps = flow.steps.filter((step) => here.has(step.id));
  const lookUps = [...new Set(steps.flatMap(({ look_up }) => (look_up ? [look_up] : [])))];
  const isAsked = ({ kind, choices, shows }: FlowStep) =>
    (kind === 'says' || kind === 'asks') && ((choices?.length ?? 0) > 0 || shows === 'remedies');
  return [
    { group: 'answered' as const, facts: steps.filter(isAsked).map((step) => `answer.${step.id}`) },
    { group: 'done' as const, facts: steps.filter(({ kind }) => kind === 'does').map((step) => `done.${step.id}`) },
    {
      group: 'found' as const,
      facts: lookUps.flatMap((key) => Object.keys(lookUpFacts[key].facts).map((name) => `${key}.${name}`)),
    },
    { group: 'said' as const, facts: Object.keys(slotFacts) },
  ].filter(({ facts }) => facts.length > 0);
}

type Steps = Pick<Flow, 'steps'>;
export function factName(fact: string, flow: Steps, { t, terms }: WordsOf): string {
  const kind = factKindOf(fact, flow.steps);
  const [head = '', name] = fact.split('.');
  if (head === 'answer') return t('fact.answer', { step: name });
  if (head === 'done') return t('fact.done', { step: name });
  if (!kind) return t('fact.unknown', { fact });
  if (kind.kind === 'flag') return flagWords(fact, true, { t, terms });
  if (kind.kind === 'known') return t(`known.${fact}.yes`);
  return t(`fact.${fact.replace('.', '_')}`);
}

function flagWords(fact: string, yes: boolean, { t, terms }: Pick<WordsOf, 't' | 'terms'>): string {
  const side = yes ? 'yes' : 'no';
  const offered = /^remedies\.offers_(\w+)$/.exec(fact)?.[1];
  if (offered) return t(`flag_offers.${side}`, { remedy: terms.remedy(offered) });
  return t(`flag.${fact.replace('.', '_')}.${side}`);
}

/** How one value of a fact reads: an answer in its own words, a reason or a remedy in ours. */
export function valueName(fact: string, value: string, flow: Steps, { t, terms, language }: WordsOf): string {
  const [head = '', name] = fact.split('.');
  const lower = (words: string) => (language === 'en' ? words.charAt(0).toLowerCase() + words.slice(1) : words);
  if (head === 'answer') {
    const words = flow.steps.find(({ id }) => id === name)?.choices?.find((choice) => choice.value === value)?.words;
    if (words) return t('quoted', { words: words[language] || words.en || value });
  }
  if (head === 'done' || fact === 'order.needs' || fact === 'cancel_reason') return t(`value.${value}`);
  if (fact === 'problem') return lower(terms.reason(value));
  if (value === 'return' || value === 'cancel') return t(`value.${value}`);
  return lower(terms.remedy(value));
}

export function conditionWords(condition: FlowCondition, flow: Steps, words: WordsOf): string {
  const { t } = words;
  const { fact, over } = condition;
  const not = isTurned(condition);
  const kind = factKindOf(fact, flow.steps);
  if (over !== undefined) return t(not ? 'is.not_over' : 'is.over', { fact: factName(fact, flow, words), n: over });
  if (typeof condition.is === 'boolean') {
    if (kind?.kind === 'flag') return flagWords(fact, !not, words);
    if (kind?.kind === 'known') return t(`known.${fact}.${not ? 'no' : 'yes'}`);
    return t(not ? 'is.not_so' : 'is.so', { fact: factName(fact, flow, words) });
  }
  const values = words.or(valuesOf(condition).map((value) => valueName(fact, value, flow, words)));
  const [head, step] = fact.split('.');
  if (head === 'done') return t(not ? 'is.not_done' : 'is.done', { step, values });
  return t(not ? 'is.not_one' : 'is.one', { fact: factName(fact, flow, words), values });
}

/** All conditions of a way as one clause; empty where it is always taken. */
export function whenWords(when: readonly FlowCondition[], flow: Flow, words: WordsOf): string {
  const all = when.map((each) => conditionWords(each, flow, words));
  return all.reduce((a, b) => (a ? words.t('and', { a, b }) : b), '');
}

/** What stands on a line of the picture: the label staff wrote, else the conditions, else "otherwise" among others. */
export function lineWords(step: FlowStep, at: number, flow: Flow, words: WordsOf): string {
  const way = step.next[at]!;
  const label = way.label?.[words.language] || way.label?.en;
  if (label) return label;
  const text = whenWords(way.when, flow, words);
  if (!text) return step.next.length > 1 ? words.t('otherwise') : '';
  const most = words.language === 'zh' ? 14 : 28;
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

export function useConditionWords(): WordsOf {
  const { t } = useTranslation('assistant');
  const terms = useTerms();
  const { language } = useFormat();
  return useMemo(() => {
    const or = (items: readonly string[]) =>
      items.length < 2 ? (items[0] ?? '') : t('or', { list: items.slice(0, -1).join(t('comma')), last: items.at(-1)! });
    return { t: t as unknown as T, terms, language, or };
  }, [t, terms, language]);
}

/** What a step is about, where staff wrote no second line of their own. */
export function secondLine(step: FlowStep, { t, language }: Pick<WordsOf, 't' | 'language'>): string {
  const note = step.note?.[language] || step.note?.en;
  if (note) return note;
  if (step.look_up) return t(`look_up.${step.look_up}`);
  if (step.slot) return t(`slot.${step.slot}`);
  if (step.act) return t(`act.${step.act}`);
  if (step.because) return t(`because.${step.because}`);
  if (step.flow) return t(`flow.${step.flow}`);
  return step.say?.[language] || step.say?.en || '';
}
