/** One promise: for which conversations, and each of its clocks as a sentence. */
import './inbox-setup.css';
import { inbox, inboxSetup, type SlaPolicy } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { ManyBlank, NumberBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { useKeys } from '../ui/keys.ts';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { CalendarBlank } from './calendar-blank.tsx';
import { EditorPage, type Thing } from './editor-page.tsx';
import {
  BrandBlank,
  cleanTag,
  NameInput,
  TypedMany,
  useChannelChoices,
  usePriorityChoices,
  useReads,
} from './parts.tsx';
import {
  bodyOfPromise,
  clockKinds,
  emptyPromise,
  isWholePromise,
  newTarget,
  type PromiseBody,
  withTarget,
} from './promise-draft.ts';
import { PromiseLine } from './promise-line.tsx';
import { usePromiseWords } from './promise-words.ts';
import { TargetSentence } from './target-sentence.tsx';
import { useLeaveQuestion, useWork } from './work.ts';

const route = getRouteApi('/shell/setup/promises/$id');

export function PromisePage() {
  const { t } = useTranslation('inbox-setup');
  const { may, scope } = useSession();
  const { id } = route.useParams();
  const source = useApi(inboxSetup.slaPolicies);
  const words = usePromiseWords();
  const rows = (source.data?.rows ?? []).filter((row) => !row.archived_at || row.id === id);
  const things: Thing[] = rows.map((row) => ({ id: row.id, name: row.name, second: words.reach(row) }));
  const found = rows.find((row) => row.id === id) ?? null;
  if (found) return <Editor key={found.id} policy={found} kept={bodyOfPromise(found)} things={things} />;
  if (id === 'new' && source.data) {
    return <Editor key="new" policy={null} kept={emptyPromise(scope.brand_id ?? null, rows.length)} things={things} />;
  }
  return (
    <EditorPage
      kind="promises"
      things={things}
      may={may('inbox.manage')}
      title={t('promises.name')}
      tab={t('promises.name')}
      source={source}
    >
      <EmptyState title={t('promises.gone')} />
    </EditorPage>
  );
}

function Editor({ policy, kept, things }: { policy: SlaPolicy | null; kept: PromiseBody; things: Thing[] }) {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const { message, modal } = App.useApp();
  const navigate = route.useNavigate();
  const { value: draft, dirty, wouldLose, change, letGo } = useWork(kept);
  const add = useMove(inboxSetup.addSla);
  const save = useMove(inboxSetup.changeSla);
  const colleagues = useApi(inbox.colleagues).data;
  const [channels, priorities, reads] = [useChannelChoices(), usePriorityChoices(), useReads()];
  useLeaveQuestion(wouldLose);
  const disabled = !may('inbox.manage') || !!policy?.archived_at;

  const submit = async () => {
    if (disabled || !isWholePromise(draft)) return;
    const body = { ...draft, name: draft.name.trim() };
    if (policy) {
      if (!(await save.run({ params: { id: policy.id }, body }))) return;
      letGo();
      return void message.success(t('promises.saved'));
    }
    const made = await add.run({ body });
    if (!made) return;
    letGo();
    void message.success(t('promises.made'));
    void navigate({ to: '/setup/promises/$id', params: { id: made.id }, replace: true });
  };
  useKeys({ 'mod+s': () => void submit() }, { on: !disabled });
  const archive = () =>
    policy &&
    modal.confirm({
      title: t('promises.archive_title', { name: policy.name }),
      content: t('promises.archive_note'),
      okText: t('settings:archive'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: async () => {
        if (!(await save.run({ params: { id: policy.id }, body: { ...kept, archived: true } }))) return;
        letGo();
        void navigate({ to: '/setup/promises' });
      },
    });

  return (
    <EditorPage
      kind="promises"
      things={things}
      may={may('inbox.manage')}
      tab={draft.name || t('promises.add')}
      title={
        disabled ? (
          draft.name
        ) : (
          <NameInput label={t('promise.name')} value={draft.name} onChange={(name) => change({ name })} />
        )
      }
      aside={
        policy ? (
          <Status tone={policy.archived_at ? 'idle' : 'good'}>
            {t(policy.archived_at ? 'settings:archived' : 'live')}
          </Status>
        ) : (
          <Status tone="idle">{t('not_live')}</Status>
        )
      }
      problem={add.problem ?? save.problem}
      verbs={
        !disabled && (
          <>
            {dirty && (
              <Button type="text" onClick={letGo}>
                {t('discard')}
              </Button>
            )}
            {policy && !dirty && (
              <Button type="text" onClick={archive}>
                {t('settings:archive')}
              </Button>
            )}
            <Button
              type="primary"
              loading={add.busy || save.busy}
              disabled={!isWholePromise(draft) || (policy !== null && !dirty)}
              onClick={() => void submit()}
            >
              {policy ? t('settings:save') : t('promises.add')}
            </Button>
          </>
        )
      }
      rightTitle={t('promise.line')}
      right={<PromiseLine draft={draft} />}
    >
      <div className="r-rules">
        <RuleRow name={t('promise.for')} note={<p className="r-quiet">{t('promise.for_note')}</p>}>
          <Sentence
            text={t('promise.for_words')}
            blanks={{
              brand: (
                <BrandBlank value={draft.brand_id} disabled={disabled} onChange={(brand_id) => change({ brand_id })} />
              ),
              channels: (
                <ManyBlank
                  label={t('channels.name')}
                  values={draft.channels}
                  choices={channels}
                  reads={reads(draft.channels, channels, t('promise.any_channel'))}
                  disabled={disabled}
                  onChange={(next) =>
                    change({ channels: channels.map((each) => each.value).filter((each) => next.includes(each)) })
                  }
                />
              ),
              priorities: (
                <ManyBlank
                  label={t('promise.priorities')}
                  values={draft.priorities}
                  choices={priorities}
                  reads={reads(draft.priorities, priorities, t('promise.any_priority'))}
                  disabled={disabled}
                  onChange={(next) =>
                    change({ priorities: priorities.map((each) => each.value).filter((each) => next.includes(each)) })
                  }
                />
              ),
              tags: (
                <TypedMany
                  label={t('promise.any_tags')}
                  values={draft.tags}
                  clean={cleanTag}
                  disabled={disabled}
                  onChange={(tags) => change({ tags })}
                />
              ),
            }}
          />
        </RuleRow>
        <RuleRow
          name={t('promise.hours')}
          note={
            !draft.calendar_id && (
              <p className="r-quiet">
                {t('promise.no_calendar')}{' '}
                <Link to="/setup/calendars/$id" params={{ id: 'new' }}>
                  {t('calendars.add')}
                </Link>
              </p>
            )
          }
        >
          <Sentence
            text={t('promise.hours_words')}
            blanks={{
              calendar: (
                <CalendarBlank
                  value={draft.calendar_id || null}
                  disabled={disabled}
                  onChange={(calendar_id) => change({ calendar_id: calendar_id ?? '' })}
                />
              ),
              position: (
                <NumberBlank
                  label={t('promise.position')}
                  value={draft.position + 1}
                  min={1}
                  max={1001}
                  disabled={disabled}
                  onChange={(position) => change({ position: position - 1 })}
                />
              ),
            }}
          />
        </RuleRow>
        {clockKinds.map((kind) => {
          const target = draft.targets.find((each) => each.kind === kind);
          const set = (next: typeof target | null) =>
            change({ targets: withTarget(draft.targets, kind, next ?? null) });
          return (
            <RuleRow
              key={kind}
              name={t(`clock.${kind}`)}
              on={!!target}
              disabled={disabled || (!!target && draft.targets.length === 1)}
              onSwitch={(on) => set(on ? newTarget(kind) : null)}
            >
              {target ? (
                <TargetSentence target={target} colleagues={colleagues} disabled={disabled} onChange={set} />
              ) : (
                <span className="r-ink3">{t(`clock.${kind}_off`)}</span>
              )}
            </RuleRow>
          );
        })}
      </div>
      <p className="r-quiet">{t('promise.anew')}</p>
    </EditorPage>
  );
}
