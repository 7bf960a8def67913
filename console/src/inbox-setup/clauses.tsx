/** Conditions and actions as sentences: each is a clause with its changeable words; more are added, any can go. */
import type { Condition, InboxAction } from '@recoup/contract';
import { inbox, inboxSetup } from '@recoup/contract';
import { Dropdown, Input } from 'antd';
import type { TFunction } from 'i18next';
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { ChoiceBlank, ManyBlank, NumberBlank, Sentence } from '../ui/blanks.tsx';
import { CalendarBlank } from './calendar-blank.tsx';
import { conditionKinds, newAction, newCondition, states } from './clause-draft.ts';
import {
  cleanTag,
  priorities,
  TypedMany,
  useBrandChoices,
  useChannelChoices,
  useLanguageChoices,
  usePriorityChoices,
  useReads,
} from './parts.tsx';

type ConditionsProps = {
  value: readonly Condition[];
  /** A clause this sentence cannot have: a rule of one brand asks for no brand. */
  without?: readonly Condition['on'][];
  disabled: boolean;
  onChange: (value: Condition[]) => void;
};
export function Conditions({ value, without = [], disabled, onChange }: ConditionsProps) {
  const { t } = useTranslation('inbox-setup');
  return (
    <ClauseList
      value={value}
      disabled={disabled}
      none={t('clause.always')}
      add={t('clause.and')}
      kinds={conditionKinds
        .filter((kind) => !without.includes(kind))
        .map((kind) => ({ key: kind, label: t(`condition.${kind}.name`) }))}
      onAdd={(kind) => onChange([...value, newCondition(kind as Condition['on'])])}
      onDrop={(at) => onChange(value.filter((_, place) => place !== at))}
      draw={(condition, at) => (
        <ConditionWords
          condition={condition}
          disabled={disabled}
          onChange={(next) => onChange(value.map((each, place) => (place === at ? next : each)))}
        />
      )}
    />
  );
}

type ActionsProps = {
  value: readonly InboxAction[];
  kinds: readonly InboxAction['do'][];
  disabled: boolean;
  onChange: (value: InboxAction[]) => void;
};
export function Actions({ value, kinds, disabled, onChange }: ActionsProps) {
  const { t } = useTranslation('inbox-setup');
  return (
    <ClauseList
      value={value}
      disabled={disabled}
      none={t('clause.nothing')}
      add={t('clause.also')}
      kinds={kinds.map((kind) => ({ key: kind, label: t(`action.${kind}.name`) }))}
      onAdd={(kind) => onChange([...value, newAction(kind as InboxAction['do'])])}
      onDrop={(at) => onChange(value.filter((_, place) => place !== at))}
      draw={(action, at) => (
        <ActionWords
          action={action}
          disabled={disabled}
          onChange={(next) => onChange(value.map((each, place) => (place === at ? next : each)))}
        />
      )}
    />
  );
}

type ClauseListProps<T> = {
  value: readonly T[];
  none: string;
  add: string;
  kinds: readonly { key: string; label: string }[];
  disabled: boolean;
  onAdd: (kind: string) => void;
  onDrop: (at: number) => void;
  draw: (clause: T, at: number) => ReactNode;
};
function ClauseList<T>({ value, none, add, kinds, disabled, onAdd, onDrop, draw }: ClauseListProps<T>) {
  const { t } = useTranslation('inbox-setup');
  return (
    <div className="isetup-clauses">
      {value.length === 0 && <span className="r-ink3">{none}</span>}
      {value.map((clause, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: clauses of a sentence are told apart by their place
        <div key={at} className="isetup-clause">
          {draw(clause, at)}
          {!disabled && (
            <button type="button" className="isetup-drop" aria-label={t('clause.drop')} onClick={() => onDrop(at)}>
              <X size={14} aria-hidden="true" />
            </button>
          )}
        </div>
      ))}
      {!disabled && value.length < 10 && (
        <Dropdown trigger={['click']} menu={{ items: [...kinds], onClick: ({ key }) => onAdd(key) }}>
          <button type="button" className="r-sentence-and isetup-and">
            <Plus size={14} aria-hidden="true" />
            {add}
          </button>
        </Dropdown>
      )}
    </div>
  );
}

type ConditionProps = { condition: Condition; disabled: boolean; onChange: (condition: Condition) => void };
function ConditionWords(props: ConditionProps) {
  const { t } = useTranslation('inbox-setup');
  return <Sentence text={t(`condition.${props.condition.on}.words`)} blanks={conditionBlanks(props, t)} />;
}

type Translate = TFunction<'inbox-setup'>;
function conditionBlanks({ condition, disabled, onChange }: ConditionProps, t: Translate): Record<string, ReactNode> {
  const label = t(`condition.${condition.on}.name`);
  switch (condition.on) {
    case 'text':
    case 'subject':
      return {
        is: (
          <TypedMany
            label={t('clause.phrases')}
            values={condition.any_of}
            max={50}
            disabled={disabled}
            onChange={(any_of) => onChange({ ...condition, any_of })}
          />
        ),
      };
    case 'tag':
    case 'intent':
      return {
        is: (
          <TypedMany
            label={label}
            values={condition.is}
            disabled={disabled}
            {...(condition.on === 'tag' ? { clean: cleanTag } : {})}
            onChange={(is) => onChange({ ...condition, is })}
          />
        ),
      };
    case 'has_order':
    case 'has_return':
    case 'has_files':
    case 'business_hours':
      return {
        is: (
          <ChoiceBlank
            label={label}
            value={condition.is ? 'yes' : 'no'}
            choices={(['yes', 'no'] as const).map((value) => ({
              value,
              label: t(`condition.${condition.on}.${value}`),
            }))}
            disabled={disabled}
            onChange={(next) => onChange({ ...condition, is: next === 'yes' })}
          />
        ),
        calendar: condition.on === 'business_hours' && (
          <CalendarBlank
            value={condition.calendar_id || null}
            disabled={disabled}
            onChange={(calendar_id) => onChange({ ...condition, calendar_id: calendar_id ?? '' })}
          />
        ),
      };
    case 'contact_conversations':
      return {
        count: (
          <NumberBlank
            label={label}
            value={condition.at_least}
            min={1}
            max={1000}
            disabled={disabled}
            onChange={(at_least) => onChange({ ...condition, at_least })}
          />
        ),
      };
    default:
      return {
        is: (
          <OneOf
            kind={condition.on}
            label={label}
            values={condition.is}
            disabled={disabled}
            onChange={(is) => onChange({ ...condition, is } as Condition)}
          />
        ),
      };
  }
}

type OneOfProps = {
  kind: 'channel' | 'brand' | 'language' | 'priority' | 'state';
  label: string;
  values: readonly string[];
  disabled: boolean;
  onChange: (values: string[]) => void;
};
function OneOf({ kind, label, values, disabled, onChange }: OneOfProps) {
  const { t } = useTranslation('inbox-setup');
  const reads = useReads();
  const all = {
    channel: useChannelChoices(),
    brand: useBrandChoices(),
    language: useLanguageChoices(),
    priority: usePriorityChoices(),
    state: states.map((value) => ({ value, label: t(`state.${value}`) })),
  };
  const choices: { value: string; label: string }[] = all[kind];
  return (
    <ManyBlank
      label={label}
      values={values}
      choices={choices}
      reads={reads(values, choices, t('choose'))}
      disabled={disabled}
      onChange={onChange}
    />
  );
}

type ActionProps = { action: InboxAction; disabled: boolean; onChange: (action: InboxAction) => void };
function ActionWords(props: ActionProps) {
  const { t } = useTranslation('inbox-setup');
  return <Sentence text={t(`action.${props.action.do}.words`)} blanks={actionBlanks(props, t)} />;
}

function actionBlanks({ action, disabled, onChange }: ActionProps, t: Translate): Record<string, ReactNode> {
  const label = t(`action.${action.do}.name`);
  switch (action.do) {
    case 'assign':
      return { who: <WhoBlank {...{ action, disabled, label, onChange }} /> };
    case 'add_tags':
    case 'remove_tags':
      return {
        tags: (
          <TypedMany
            label={t('clause.tags')}
            values={action.tags}
            max={10}
            clean={cleanTag}
            disabled={disabled}
            onChange={(tags) => onChange({ ...action, tags })}
          />
        ),
      };
    case 'priority':
      return {
        priority: (
          <ChoiceBlank
            label={label}
            value={action.priority}
            choices={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
            disabled={disabled}
            onChange={(priority) => onChange({ ...action, priority })}
          />
        ),
      };
    case 'snooze_hours':
      return {
        hours: (
          <NumberBlank
            label={label}
            value={action.hours}
            min={1}
            max={2160}
            disabled={disabled}
            onChange={(hours) => onChange({ ...action, hours })}
          />
        ),
      };
    case 'reply':
      return {
        macro: (
          <MacroBlank
            label={label}
            value={action.macro_id}
            disabled={disabled}
            onChange={(macro_id) => onChange({ ...action, macro_id })}
          />
        ),
      };
    case 'note':
      return {
        text: (
          <Input
            className="r-blank isetup-note"
            aria-label={label}
            maxLength={500}
            disabled={disabled}
            value={action.text}
            onChange={(event) => onChange({ ...action, text: event.target.value })}
          />
        ),
      };
    default:
      return {};
  }
}

type WhoProps = {
  action: Extract<InboxAction, { do: 'assign' }>;
  disabled: boolean;
  label: string;
  onChange: (action: InboxAction) => void;
};
function WhoBlank({ action, disabled, label, onChange }: WhoProps) {
  const { t } = useTranslation('inbox-setup');
  const { staff = [], teams = [] } = useApi(inbox.colleagues).data ?? {};
  const value = action.staff_id ? `staff:${action.staff_id}` : action.team_id ? `team:${action.team_id}` : 'nobody';
  return (
    <ChoiceBlank
      label={label}
      value={value}
      choices={[
        { value: 'nobody', label: t('action.assign.nobody') },
        ...teams.map(({ id, name }) => ({ value: `team:${id}`, label: t('action.assign.team', { name }) })),
        ...staff.map(({ id, name }) => ({ value: `staff:${id}`, label: name })),
      ]}
      disabled={disabled}
      onChange={(next) => {
        const [kind, id = null] = next.split(':');
        onChange({ ...action, staff_id: kind === 'staff' ? id : null, team_id: kind === 'team' ? id : null });
      }}
    />
  );
}

type MacroProps = { label: string; value: string; disabled: boolean; onChange: (id: string) => void };
function MacroBlank({ label, value, disabled, onChange }: MacroProps) {
  const { t } = useTranslation('inbox-setup');
  const rows = useApi(inboxSetup.macros).data?.rows ?? [];
  const choices = rows.filter((row) => row.body && (!row.archived_at || row.id === value));
  return (
    <ChoiceBlank
      label={label}
      value={value || 'none'}
      choices={[
        ...(value ? [] : [{ value: 'none', label: t('choose') }]),
        ...choices.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      disabled={disabled}
      onChange={(next) => onChange(next === 'none' ? '' : next)}
    />
  );
}
