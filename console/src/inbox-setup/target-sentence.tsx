/** One clock of a promise as sentences: within how long, what stops it, when it stands still, and what happens at its end. */
import type { AnswerOf, inbox } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { ChoiceBlank, ManyBlank, NumberBlank, Sentence } from '../ui/blanks.tsx';
import { useFormat } from '../ui/locale.tsx';
import { inUnits, toMinutes, type Unit } from './minutes.ts';
import { priorities } from './parts.tsx';
import type { Target } from './promise-draft.ts';

type Props = {
  target: Target;
  colleagues: AnswerOf<typeof inbox.colleagues> | undefined;
  disabled: boolean;
  onChange: (target: Target) => void;
};

export function TargetSentence({ target, colleagues, disabled, onChange }: Props) {
  const { t } = useTranslation('inbox-setup');
  const set = (part: Partial<Target>) => onChange({ ...target, ...part });
  const yesNo = (key: 'bot_counts' | 'pause_while_waiting' | 'pause_while_snoozed' | 'reset_on_reopen') => (
    <ChoiceBlank
      label={t(`target.${key}`)}
      value={target[key] ? 'yes' : 'no'}
      choices={(['yes', 'no'] as const).map((value) => ({ value, label: t(`target.${key}_${value}`) }))}
      disabled={disabled}
      onChange={(next) => set({ [key]: next === 'yes' })}
    />
  );
  const resolution = target.kind === 'resolution';
  return (
    <div className="isetup-target">
      <Sentence
        text={t(`target.${target.kind}`)}
        blanks={{
          within: (
            <Within
              minutes={target.minutes}
              hours={target.hours}
              max={525_600}
              disabled={disabled}
              label={t('target.within')}
              onChange={(minutes) => set({ minutes, warn_minutes: Math.min(target.warn_minutes, minutes) })}
            />
          ),
          hours: (
            <ChoiceBlank
              label={t('target.hours')}
              value={target.hours}
              choices={(['business', 'always'] as const).map((value) => ({ value, label: t(`target.hours_${value}`) }))}
              disabled={disabled}
              onChange={(hours) => set({ hours })}
            />
          ),
        }}
      />
      <Sentence
        text={t(resolution ? 'target.stands_resolution' : 'target.stands')}
        blanks={{
          bot: yesNo('bot_counts'),
          waiting: yesNo('pause_while_waiting'),
          snoozed: yesNo('pause_while_snoozed'),
          reopen: yesNo('reset_on_reopen'),
        }}
      />
      <Sentence
        text={t('target.warn')}
        blanks={{
          warn: (
            <Within
              minutes={target.warn_minutes}
              hours={target.hours}
              max={10_080}
              disabled={disabled}
              label={t('target.warn_label')}
              onChange={(warn_minutes) => set({ warn_minutes })}
            />
          ),
        }}
      />
      <Escalation target={target} colleagues={colleagues} disabled={disabled} onChange={onChange} />
    </div>
  );
}

type WithinProps = {
  minutes: number;
  hours: Target['hours'];
  max: number;
  disabled: boolean;
  label: string;
  onChange: (minutes: number) => void;
};
/** `4 hours`: a count and its unit. */
function Within({ minutes, hours, max, disabled, label, onChange }: WithinProps) {
  const { t } = useTranslation('inbox-setup');
  const { count, unit } = inUnits(minutes, hours);
  return (
    <>
      <NumberBlank
        label={label}
        value={count}
        min={1}
        max={Math.floor(max / toMinutes(1, unit))}
        disabled={disabled}
        onChange={(next) => onChange(toMinutes(next, unit))}
      />{' '}
      <ChoiceBlank<Unit>
        label={label}
        value={unit}
        choices={(hours === 'business' ? (['minutes', 'hours'] as const) : (['minutes', 'hours', 'days'] as const)).map(
          (value) => ({ value, label: t(`unit.${value}`) }),
        )}
        disabled={disabled}
        onChange={(next) => onChange(Math.min(max, toMinutes(count, next)))}
      />
    </>
  );
}

function Escalation({ target, colleagues, disabled, onChange }: Props) {
  const { t } = useTranslation('inbox-setup');
  const f = useFormat();
  const now = target.escalate ?? { priority: null, team_id: null, notify_ids: [] };
  const set = (part: Partial<typeof now>) => {
    const next = { ...now, ...part };
    const nothing = !next.priority && !next.team_id && next.notify_ids.length === 0;
    onChange({ ...target, escalate: nothing ? null : next });
  };
  const staff = colleagues?.staff ?? [];
  const told = staff.filter(({ id }) => now.notify_ids.includes(id)).map(({ name }) => name);
  return (
    <Sentence
      text={t('target.end')}
      blanks={{
        priority: (
          <ChoiceBlank
            label={t('target.end_priority')}
            value={now.priority ?? 'same'}
            choices={[
              { value: 'same', label: t('target.priority_same') },
              ...priorities.map((value) => ({
                value,
                label: t('target.priority_to', { priority: t(`priority.${value}`) }),
              })),
            ]}
            disabled={disabled}
            onChange={(next) => set({ priority: next === 'same' ? null : (next as (typeof priorities)[number]) })}
          />
        ),
        team: (
          <ChoiceBlank
            label={t('target.end_team')}
            value={now.team_id ?? 'same'}
            choices={[
              { value: 'same', label: t('target.team_same') },
              ...(colleagues?.teams ?? []).map(({ id, name }) => ({ value: id, label: t('target.team_to', { name }) })),
            ]}
            disabled={disabled}
            onChange={(next) => set({ team_id: next === 'same' ? null : next })}
          />
        ),
        tell: (
          <ManyBlank
            label={t('target.end_tell')}
            values={now.notify_ids}
            choices={staff.map(({ id, name }) => ({ value: id, label: name }))}
            reads={told.length ? f.listed(told) : t('target.tell_holder')}
            disabled={disabled}
            onChange={(notify_ids) => set({ notify_ids })}
          />
        ),
      }}
    />
  );
}
