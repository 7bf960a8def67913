/** One box of the picture, open at the side: what it is, what it says in three languages, and where it leads. */
import {
  type Flow,
  type FlowProblem,
  type FlowStep,
  flowAct,
  flowKey,
  handOverReason,
  lookUp,
  remedyKind,
  slotKey,
} from '@recoup/contract';
import { App, Button, Drawer, Dropdown, Input } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { ChoiceBlank, Sentence } from '../ui/blanks.tsx';
import { Section } from '../ui/page.tsx';
import { Shape } from '../ui/status.tsx';
import buyerWords from './buyer-words.json';
import { changeStep, dropStep, goesOn, type StepKind, stepKinds, turnInto } from './flow-edit.ts';
import { ProblemWords } from './flow-problems.tsx';
import { StepChoices } from './step-choices.tsx';
import { StepWays } from './step-ways.tsx';
import { StepWords } from './step-words.tsx';

export type StepProps = {
  flow: Flow;
  step: FlowStep;
  disabled: boolean;
  onChange: (flow: Flow) => void;
};
type Props = StepProps & {
  problems: readonly FlowProblem[];
  /** What was typed cannot be kept yet. */
  unfinished: boolean;
  onOpen: (id: string) => void;
  onAdd: (id: string, kind: StepKind, way?: number) => void;
  onClose: () => void;
};

export function StepSheet(props: Props) {
  const { flow, step, problems, disabled, unfinished, onChange, onAdd, onClose } = props;
  const { t } = useTranslation('assistant');
  const { modal } = App.useApp();
  const set = (part: Partial<FlowStep>) => onChange(changeStep(flow, step.id, part));
  const speaks = step.kind !== 'looks_up' && step.kind !== 'goes_to';
  const drop = () =>
    modal.confirm({
      title: t('drop.title', { step: step.id }),
      content: t('drop.note'),
      okText: t('drop.verb'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: () => {
        onChange(dropStep(flow, step.id));
        onClose();
      },
    });
  return (
    <Drawer
      open
      onClose={onClose}
      size={600}
      mask={false}
      rootClassName="assist-sheet"
      title={t('sheet.title', { step: step.id, verb: t(`verb.${step.kind}`) })}
      extra={
        !disabled && (
          <>
            {goesOn(step.kind) && (
              <Dropdown
                trigger={['click']}
                menu={{
                  items: stepKinds.map((kind) => ({ key: kind, label: t(`add.${kind}`) })),
                  onClick: ({ key }) => onAdd(step.id, key as StepKind),
                }}
              >
                <Button size="small" icon={<Plus size={14} />}>
                  {t('add.verb')}
                </Button>
              </Dropdown>
            )}
            <Button
              size="small"
              type="text"
              icon={<Trash2 size={14} />}
              disabled={flow.steps.length === 1}
              aria-label={t('drop.verb')}
              title={t('drop.verb')}
              onClick={drop}
            />
          </>
        )
      }
    >
      <div className="assist-sheet-body">
        {(problems.length > 0 || unfinished) && (
          <ul className="assist-problems">
            {problems.map((problem, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one step may have the same problem twice
              <li key={at}>
                <Shape tone="bad" />
                <ProblemWords problem={problem} />
              </li>
            ))}
            {unfinished && (
              <li>
                <Shape tone="bad" />
                {t('stand.unfinished')}
              </li>
            )}
          </ul>
        )}
        <div className="assist-titles">
          {(['en', 'zh'] as const).map((language) => (
            <div key={language} lang={language}>
              <span className="r-quiet">{buyerWords[language].name}</span>
              <Input
                aria-label={`${t('sheet.name')}, ${buyerWords[language].name}`}
                className="assist-title"
                maxLength={120}
                disabled={disabled}
                status={step.title[language].trim() ? '' : 'error'}
                value={step.title[language]}
                onChange={(event) => set({ title: { ...step.title, [language]: event.target.value } })}
              />
              <Input
                aria-label={`${t('sheet.note')}, ${buyerWords[language].name}`}
                placeholder={t('sheet.note')}
                maxLength={120}
                disabled={disabled}
                value={step.note?.[language] ?? ''}
                onChange={(event) =>
                  set({ note: { ...(step.note ?? { en: '', zh: '' }), [language]: event.target.value } })
                }
              />
            </div>
          ))}
        </div>
        <div className="assist-kind">
          <KindSentence {...props} set={set} />
        </div>
        {speaks && <StepWords {...props} />}
        {(step.kind === 'asks' || step.kind === 'says') && <StepChoices {...props} />}
        {goesOn(step.kind) && (
          <Section title={t('way.title')} aside={t('way.note')}>
            <StepWays {...props} onAdd={(kind, way) => onAdd(step.id, kind, way)} />
          </Section>
        )}
      </div>
    </Drawer>
  );
}

/** "This step looks up the order." What it is and what it is about, each a word to change. */
function KindSentence({ flow, step, disabled, onChange, set }: StepProps & { set: (part: Partial<FlowStep>) => void }) {
  const { t } = useTranslation('assistant');
  const terms = useTerms();
  const kind = (
    <ChoiceBlank
      label={t('sheet.kind')}
      value={step.kind}
      choices={stepKinds.map((value) => ({ value, label: t(`verb.${value}`) }))}
      disabled={disabled}
      onChange={(next) => onChange(turnInto(flow, step.id, next))}
    />
  );
  const pick = <V extends string>(
    list: 'look_up' | 'slot' | 'act' | 'because' | 'flow' | 'shows',
    value: V,
    values: readonly V[],
    onPick: (value: V) => void,
  ): ReactNode => (
    <ChoiceBlank
      label={t(`sheet.${list}`)}
      value={value}
      choices={values.map((each) => ({ value: each, label: t(`${list}.${each}` as string) }))}
      disabled={disabled}
      onChange={onPick}
    />
  );
  const without = <K extends keyof FlowStep>(key: K): Partial<FlowStep> => {
    const { [key]: _gone, ...rest } = step;
    return { ...(rest as Partial<FlowStep>), [key]: undefined };
  };
  switch (step.kind) {
    case 'looks_up':
      return (
        <Sentence
          text={t('sheet.of.looks_up')}
          blanks={{
            kind,
            what: pick('look_up', step.look_up ?? 'order', lookUp.options, (look_up) => set({ look_up })),
          }}
        />
      );
    case 'asks':
      return (
        <Sentence
          text={t('sheet.of.asks')}
          blanks={{ kind, what: pick('slot', step.slot ?? 'problem', slotKey.options, (slot) => set({ slot })) }}
        />
      );
    case 'says':
      return (
        <Sentence
          text={t('sheet.of.says')}
          blanks={{
            kind,
            what: pick('shows', step.shows ?? 'nothing', ['nothing', ...showable], (shows) =>
              set(shows === 'nothing' ? without('shows') : { shows }),
            ),
          }}
        />
      );
    case 'does':
      return (
        <Sentence
          text={t(step.act === 'give_remedy' ? 'sheet.of.gives' : 'sheet.of.does')}
          blanks={{
            kind,
            what: pick('act', step.act ?? 'give_remedy', flowAct.options, (act) =>
              set(act === 'give_remedy' ? { act } : { ...without('remedy'), act }),
            ),
            remedy: (
              <ChoiceBlank
                label={t('sheet.remedy')}
                value={step.remedy ?? 'chosen'}
                choices={[
                  { value: 'chosen' as const, label: t('sheet.chosen') },
                  ...remedyKind.options.map((value) => ({ value, label: terms.remedy(value) })),
                ]}
                disabled={disabled}
                onChange={(remedy) => set(remedy === 'chosen' ? without('remedy') : { remedy })}
              />
            ),
          }}
        />
      );
    case 'hands_over':
      return (
        <Sentence
          text={t('sheet.of.hands_over')}
          blanks={{
            kind,
            what: pick('because', step.because ?? 'rule', handOverReason.options, (because) => set({ because })),
          }}
        />
      );
    default:
      return (
        <Sentence
          text={t('sheet.of.goes_to')}
          blanks={{
            kind,
            what: pick(
              'flow',
              step.flow ?? 'person',
              flowKey.options.filter((key) => key !== flow.key),
              (next) => set({ flow: next }),
            ),
          }}
        />
      );
  }
}
const showable = ['guide', 'article', 'part', 'remedies', 'tracking', 'return'] as const;
