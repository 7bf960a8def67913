/** Setup: what a brand decides about calls, as sentences: where, when, whom it rings, how long, what is kept. */
import '../../inbox-setup/inbox-setup.css';
import { type CallSettings, calls, inboxSetup } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { useScope, useSession } from '../../app/session.tsx';
import { useLeaveQuestion, useWork } from '../../inbox-setup/work.ts';
import { NotDone, SetupPage } from '../../settings/frame.tsx';
import { ChoiceBlank, ManyBlank, NumberBlank, RuleRow, Sentence } from '../../ui/blanks.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { KeepRows } from './keep-rows.tsx';

const entries = ['widget', 'portal', 'tracking'] as const;
/** Minutes before an agreed time. */
const reminders = [5, 15, 30, 60, 120, 1440, 2880];
const ALWAYS = 'always';

export type RowsProps = {
  draft: CallSettings;
  kept: CallSettings;
  disabled: boolean;
  change: (part: Partial<CallSettings>) => void;
};

export function CallSettingsPage() {
  const { t } = useTranslation('calls');
  const { me } = useSession();
  const scope = useScope();
  const [chosen, setChosen] = useState<string | null>(null);
  const brand = me.brands.find(({ id }) => id === (chosen ?? scope.brand_id)) ?? me.brands[0];
  const source = useApi(
    calls.settings,
    { query: { brand_id: brand?.id ?? '' } },
    { on: brand !== undefined, keep: false },
  );
  if (!brand) return <EmptyState title={t('setup.no_brand')} />;
  if (!source.data)
    return (
      <SetupPage title={t('setup.calls.name')} source={source}>
        {null}
      </SetupPage>
    );
  return <Editor key={brand.id} brandId={brand.id} kept={source.data} onBrand={setChosen} />;
}

type EditorProps = { brandId: string; kept: CallSettings; onBrand: (id: string) => void };
function Editor({ brandId, kept, onBrand }: EditorProps) {
  const { t } = useTranslation('calls');
  const { me, may } = useSession();
  const { message } = App.useApp();
  const { value: draft, dirty, wouldLose, change, letGo } = useWork(kept);
  const save = useMove(calls.changeSettings);
  useLeaveQuestion(wouldLose);
  const disabled = !may('settings.write');
  const keep = async () => {
    if (!(await save.run({ query: { brand_id: brandId }, body: draft }))) return;
    letGo();
    void message.success(t('setup.saved'));
  };
  const rows = { draft, kept, disabled, change };
  return (
    <SetupPage
      title={t('setup.calls.name')}
      sentence={
        <Sentence
          text={t('setup.sentence')}
          blanks={{
            brand: (
              <ChoiceBlank
                label={t('setup.brand')}
                value={brandId}
                choices={me.brands.map(({ id, name }) => ({ value: id, label: name }))}
                disabled={dirty}
                onChange={onBrand}
              />
            ),
          }}
        />
      }
      verbs={
        dirty && (
          <>
            <Button onClick={letGo}>{t('setup.discard')}</Button>
            <Button type="primary" loading={save.busy} onClick={() => void keep()}>
              {t('setup.save')}
            </Button>
          </>
        )
      }
    >
      <NotDone problem={save.problem} />
      <div className="r-rules">
        <RuleRow
          name={t('setup.on.name')}
          on={draft.enabled}
          disabled={disabled}
          onSwitch={(enabled) => change({ enabled })}
          switchChanged={draft.enabled !== kept.enabled}
        >
          {draft.enabled ? <Where {...rows} /> : <span className="r-ink3">{t('setup.on.off')}</span>}
        </RuleRow>
        {draft.enabled && (
          <>
            <RingRows {...rows} />
            <SlotRow {...rows} />
            <KeepRows {...rows} />
          </>
        )}
      </div>
      <p className="isetup-line">
        <Link to="/setup/call-relays">{t('setup.to_relays')}</Link>
        <Link to="/setup/diagnosis-sheets">{t('setup.to_sheets')}</Link>
      </p>
    </SetupPage>
  );
}

function Where({ draft, kept, disabled, change }: RowsProps) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const named = entries.filter((each) => draft.entries.includes(each)).map((each) => t(`setup.entry.${each}`));
  return (
    <Sentence
      text={t('setup.on.text')}
      blanks={{
        entries: (
          <ManyBlank
            label={t('setup.on.entries')}
            values={draft.entries}
            choices={entries.map((value) => ({ value, label: t(`setup.entry.${value}`) }))}
            reads={named.length > 0 ? f.listed(named) : t('setup.on.nowhere')}
            changed={String(draft.entries) !== String(kept.entries)}
            disabled={disabled}
            onChange={(next) => change({ entries: entries.filter((each) => next.includes(each)) })}
          />
        ),
      }}
    />
  );
}

function RingRows({ draft, kept, disabled, change }: RowsProps) {
  const { t } = useTranslation('calls');
  const calendars = useApi(inboxSetup.calendars).data?.rows ?? [];
  const number = (
    key: 'ring_seconds' | 'most_wait_seconds' | 'wrap_up_seconds' | 'most_minutes',
    min: number,
    max: number,
  ) => (
    <NumberBlank
      label={t(`setup.number.${key}`)}
      value={draft[key]}
      min={min}
      max={max}
      changed={draft[key] !== kept[key]}
      disabled={disabled}
      onChange={(value) => change({ [key]: value })}
    />
  );
  return (
    <>
      <RuleRow name={t('setup.hours.name')}>
        <Sentence
          text={t('setup.hours.text')}
          blanks={{
            hours: (
              <ChoiceBlank
                label={t('setup.hours.name')}
                value={draft.calendar_id ?? ALWAYS}
                choices={[
                  { value: ALWAYS, label: t('setup.hours.always') },
                  ...calendars.map(({ id, name }) => ({ value: id, label: t('setup.hours.in', { name }) })),
                ]}
                changed={draft.calendar_id !== kept.calendar_id}
                disabled={disabled}
                onChange={(id) => change({ calendar_id: id === ALWAYS ? null : id })}
              />
            ),
          }}
        />
      </RuleRow>
      <RuleRow name={t('setup.ring.name')}>
        <Sentence
          text={t('setup.ring.text')}
          blanks={{
            rings: (
              <ChoiceBlank
                label={t('setup.ring.name')}
                value={draft.rings}
                choices={(['one_by_one', 'all'] as const).map((value) => ({ value, label: t(`setup.ring.${value}`) }))}
                changed={draft.rings !== kept.rings}
                disabled={disabled}
                onChange={(rings) => change({ rings })}
              />
            ),
            seconds: number('ring_seconds', 5, 120),
          }}
        />
      </RuleRow>
      <RuleRow name={t('setup.wait.name')}>
        <Sentence text={t('setup.wait.text')} blanks={{ seconds: number('most_wait_seconds', 10, 1800) }} />
      </RuleRow>
      <RuleRow
        name={t('setup.call_back.name')}
        on={draft.call_back}
        disabled={disabled}
        onSwitch={(call_back) => change({ call_back })}
        switchChanged={draft.call_back !== kept.call_back}
      >
        {t(draft.call_back ? 'setup.call_back.text' : 'setup.call_back.off')}
      </RuleRow>
      <RuleRow name={t('setup.after.name')}>
        <Sentence
          text={t('setup.after.text')}
          blanks={{ seconds: number('wrap_up_seconds', 0, 600), minutes: number('most_minutes', 5, 180) }}
        />
      </RuleRow>
    </>
  );
}

function SlotRow({ draft, kept, disabled, change }: RowsProps) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const slots = draft.slots;
  const set = (part: Partial<CallSettings['slots']>) => change({ slots: { ...slots, ...part } });
  const span = (minutes: number) => f.span(minutes * 60_000);
  const number = (key: 'minutes' | 'at_once' | 'lead_minutes' | 'days_ahead', min: number, max: number) => (
    <NumberBlank
      label={t(`setup.number.${key}`)}
      value={slots[key]}
      min={min}
      max={max}
      changed={slots[key] !== kept.slots[key]}
      disabled={disabled}
      onChange={(value) => set({ [key]: value })}
    />
  );
  const known = [...new Set([...reminders, ...slots.remind_minutes])].sort((a, b) => b - a);
  return (
    <RuleRow
      name={t('setup.slots.name')}
      on={slots.enabled}
      disabled={disabled}
      onSwitch={(enabled) => set({ enabled })}
      switchChanged={slots.enabled !== kept.slots.enabled}
    >
      {slots.enabled ? (
        <Sentence
          text={t('setup.slots.text')}
          blanks={{
            minutes: number('minutes', 5, 120),
            at_once: number('at_once', 1, 50),
            lead: number('lead_minutes', 0, 2880),
            days: number('days_ahead', 1, 60),
            reminders: (
              <ManyBlank
                label={t('setup.slots.reminders')}
                values={slots.remind_minutes.map(String)}
                choices={known.map((minutes) => ({ value: String(minutes), label: span(minutes) }))}
                reads={
                  slots.remind_minutes.length > 0
                    ? t('setup.slots.before', { spans: f.listed(slots.remind_minutes.map(span)) })
                    : t('setup.slots.none')
                }
                changed={String(slots.remind_minutes) !== String(kept.slots.remind_minutes)}
                disabled={disabled}
                onChange={(next) =>
                  set({ remind_minutes: known.filter((each) => next.includes(String(each))).slice(0, 3) })
                }
              />
            ),
          }}
        />
      ) : (
        <span className="r-ink3">{t('setup.slots.off')}</span>
      )}
    </RuleRow>
  );
}
