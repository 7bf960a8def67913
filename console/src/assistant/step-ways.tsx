/** Where a step leads: each way a sentence, tried in their order. "When the problem is parts missing → 3a Is the part in stock?" */
import { type FlowCondition, factKindOf } from '@recoup/contract';
import { Button, Dropdown, Input, InputNumber, Select } from 'antd';
import { ArrowUp, CornerDownRight, Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ChoiceBlank, ManyBlank, Sentence } from '../ui/blanks.tsx';
import { useFormat } from '../ui/locale.tsx';
import buyerWords from './buyer-words.json';
import {
  factName,
  factsFor,
  isTurned,
  newCondition,
  turned,
  useConditionWords,
  valueName,
  valuesOf,
  withValues,
} from './condition-words.ts';
import {
  changeStep,
  mostConditions,
  mostWays,
  moveWay,
  type StepKind,
  setWays,
  stepKinds,
  type Way,
} from './flow-edit.ts';
import type { StepProps } from './step-sheet.tsx';

type Props = StepProps & { onAdd: (kind: StepKind, way: number) => void };
export function StepWays({ flow, step, disabled, onChange, onAdd }: Props) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const ways = step.next;
  const set = (next: Way[]) => onChange(setWays(flow, step.id, next));
  const change = (at: number, part: Partial<Way>) =>
    set(ways.map((way, place) => (place === at ? { ...way, ...part } : way)));
  const others = flow.steps.filter(({ id }) => id !== step.id);
  const named = (id: string) => {
    const found = flow.steps.find((each) => each.id === id);
    return found ? `${id} ${found.title[f.language]}` : id;
  };
  return (
    <>
      {ways.length === 0 && (
        <div className="assist-ends">
          <Sentence
            text={t('way.ends')}
            blanks={{
              ends: (
                <ChoiceBlank
                  label={t('way.how_ends')}
                  value={step.ends ?? 'answered'}
                  choices={(['settled', 'answered'] as const).map((value) => ({ value, label: t(`ends.${value}`) }))}
                  disabled={disabled}
                  onChange={(ends) => onChange(changeStep(flow, step.id, { ends }))}
                />
              ),
            }}
          />
        </div>
      )}
      <ol className="assist-ways">
        {ways.map((way, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: ways on are told apart by their place
          <li key={at}>
            <div>
              <span className="assist-way-when">
                {way.when.length === 0 ? t(ways.length > 1 ? 'way.otherwise' : 'way.then') : t('way.if')}
              </span>
              <Conditions {...{ flow, step, disabled }} when={way.when} onChange={(when) => change(at, { when })} />
              <div className="assist-way-to">
                <CornerDownRight size={14} aria-hidden="true" />
                <Select
                  className="r-blank"
                  aria-label={t('way.to')}
                  value={way.to}
                  disabled={disabled}
                  status={flow.steps.some(({ id }) => id === way.to) ? '' : 'error'}
                  popupMatchSelectWidth={false}
                  options={[...others.map(({ id }) => ({ value: id, label: named(id) }))]}
                  onChange={(to) => change(at, { to })}
                />
                {(['en', 'zh'] as const).map((language) => (
                  <Input
                    key={language}
                    size="small"
                    lang={language}
                    className="assist-way-label"
                    aria-label={t('way.label', { language: buyerWords[language].name })}
                    placeholder={t('way.label', { language: buyerWords[language].name })}
                    maxLength={120}
                    disabled={disabled}
                    value={way.label?.[language] ?? ''}
                    onChange={(event) => {
                      const label = { en: '', zh: '', ...way.label, [language]: event.target.value };
                      change(at, { label: label.en || label.zh ? label : null });
                    }}
                  />
                ))}
              </div>
            </div>
            {!disabled && (
              <span className="assist-way-verbs">
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: stepKinds.map((kind) => ({ key: kind, label: t(`add.${kind}`) })),
                    onClick: ({ key }) => onAdd(key as StepKind, at),
                  }}
                >
                  <Button
                    size="small"
                    type="text"
                    icon={<Plus size={14} />}
                    aria-label={t('way.step_on')}
                    title={t('way.step_on')}
                  />
                </Dropdown>
                {at > 0 && (
                  <Button
                    size="small"
                    type="text"
                    icon={<ArrowUp size={14} />}
                    aria-label={t('way.earlier')}
                    title={t('way.earlier')}
                    onClick={() => set(moveWay(ways, at, at - 1))}
                  />
                )}
                <Button
                  size="small"
                  type="text"
                  icon={<X size={14} />}
                  aria-label={t('way.drop')}
                  title={t('way.drop')}
                  onClick={() => set(ways.filter((_, place) => place !== at))}
                />
              </span>
            )}
          </li>
        ))}
      </ol>
      {!disabled && ways.length < mostWays && others.length > 0 && (
        <button
          type="button"
          className="r-sentence-and isetup-and"
          onClick={() => set([...ways, { when: [], to: others.at(-1)!.id, label: null }])}
        >
          <Plus size={14} aria-hidden="true" />
          {t('way.add')}
        </button>
      )}
    </>
  );
}

type ConditionsProps = Omit<StepProps, 'onChange'> & {
  when: readonly FlowCondition[];
  onChange: (when: FlowCondition[]) => void;
};
function Conditions({ flow, step, disabled, when, onChange }: ConditionsProps) {
  const { t } = useTranslation('assistant');
  const words = useConditionWords();
  const groups = factsFor(flow, step.id);
  const options = groups.map(({ group, facts }) => ({
    label: t(`facts.${group}`),
    title: t(`facts.${group}`),
    options: facts.map((fact) => ({ value: fact, label: factName(fact, flow, words) })),
  }));
  const change = (at: number, next: FlowCondition) => onChange(when.map((each, place) => (place === at ? next : each)));
  return (
    <>
      {when.map((condition, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: clauses of a sentence are told apart by their place
        <div key={at} className="assist-clause">
          {at > 0 && <span>{t('way.and')}</span>}
          <Select
            className="r-blank"
            aria-label={t('way.fact')}
            showSearch={{ optionFilterProp: 'label' }}
            value={condition.fact}
            disabled={disabled}
            popupMatchSelectWidth={false}
            labelRender={() => factName(condition.fact, flow, words)}
            options={options}
            onChange={(fact: string) => change(at, newCondition(fact, flow.steps))}
          />
          <Compared {...{ flow, step, disabled, condition }} onChange={(next) => change(at, next)} />
          {!disabled && (
            <button
              type="button"
              className="isetup-drop"
              aria-label={t('way.drop_clause')}
              onClick={() => onChange(when.filter((_, place) => place !== at))}
            >
              <X size={13} aria-hidden="true" />
            </button>
          )}
        </div>
      ))}
      {!disabled && when.length < mostConditions && (
        <button
          type="button"
          className="r-sentence-and isetup-and"
          onClick={() => onChange([...when, newCondition(groups[0]!.facts[0]!, flow.steps)])}
        >
          <Plus size={13} aria-hidden="true" />
          {t(when.length === 0 ? 'way.add_if' : 'way.add_and')}
        </button>
      )}
    </>
  );
}

type ComparedProps = Omit<StepProps, 'onChange'> & {
  condition: FlowCondition;
  onChange: (condition: FlowCondition) => void;
};
/** What the fact is held against: so or not so; one of these or none of these; over a number. */
function Compared({ flow, disabled, condition, onChange }: ComparedProps) {
  const { t } = useTranslation('assistant');
  const words = useConditionWords();
  const kind = factKindOf(condition.fact, flow.steps);
  const not = isTurned(condition);
  const flip = (choices: readonly [string, string]) => (
    <ChoiceBlank
      label={t('way.so')}
      value={not ? 'no' : 'yes'}
      choices={[
        { value: 'yes', label: choices[0] },
        { value: 'no', label: choices[1] },
      ]}
      disabled={disabled}
      onChange={(next) => onChange(turned(condition, next === 'no'))}
    />
  );
  if (condition.over !== undefined) {
    return (
      <>
        {flip([t('way.over'), t('way.not_over')])}
        <InputNumber
          className="r-blank"
          style={{ width: 72 }}
          aria-label={t('way.number')}
          value={condition.over}
          min={0}
          max={1_000_000}
          precision={0}
          controls={false}
          disabled={disabled}
          onChange={(over) => over !== null && onChange({ ...condition, over })}
        />
      </>
    );
  }
  if (typeof condition.is === 'boolean') return flip([t('way.holds'), t('way.holds_not')]);
  const values = valuesOf(condition);
  const known = kind?.kind === 'one_of' ? kind.values : values;
  const all = [...new Set([...known, ...values])];
  return (
    <>
      {flip([t('way.is'), t('way.is_not')])}
      <ManyBlank
        label={t('way.values')}
        values={values}
        reads={words.or(values.map((value) => valueName(condition.fact, value, flow, words)))}
        choices={all.map((value) => ({ value, label: valueName(condition.fact, value, flow, words) }))}
        disabled={disabled}
        onChange={(next) => next.length > 0 && onChange(withValues(condition, next))}
      />
    </>
  );
}
