/** One rule as a sentence: when … and … then …; beside it the past conversations it would have touched. */
import './inbox-setup.css';
import { inboxSetup, type Rule } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { ChoiceBlank, NumberBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { useKeys } from '../ui/keys.ts';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { actionKinds, isWholeRule, type RuleBody, ruleBody, triggers } from './clause-draft.ts';
import { useClauseWords } from './clause-words.ts';
import { Actions, Conditions } from './clauses.tsx';
import { EditorPage, type Thing } from './editor-page.tsx';
import { BrandBlank, NameInput } from './parts.tsx';
import { TestBench } from './test-bench.tsx';
import { useLeaveQuestion, useWork } from './work.ts';

const route = getRouteApi('/shell/setup/rules/$id');

export function RulePage() {
  const { t } = useTranslation('inbox-setup');
  const { may, scope } = useSession();
  const { id } = route.useParams();
  const source = useApi(inboxSetup.rules);
  const rows = source.data?.rows ?? [];
  const things: Thing[] = rows.map((row) => ({
    id: row.id,
    name: row.name,
    second: t(`trigger.${row.on}.name`),
    aside: row.enabled ? null : t('settings:off'),
  }));
  const found = rows.find((row) => row.id === id) ?? null;
  if (found) return <Editor key={found.id} rule={found} kept={ruleBody(found)} things={things} />;
  if (id === 'new' && source.data) {
    const kept: RuleBody = {
      name: '',
      brand_id: scope.brand_id ?? null,
      on: 'message_received',
      idle_hours: null,
      conditions: [],
      actions: [],
      position: rows.length,
      enabled: false,
    };
    return <Editor key="new" rule={null} kept={kept} things={things} />;
  }
  return (
    <EditorPage
      kind="rules"
      things={things}
      may={may('inbox.manage')}
      title={t('rules.name')}
      tab={t('rules.name')}
      source={source}
    >
      <EmptyState title={t('rules.gone')} />
    </EditorPage>
  );
}

function Editor({ rule, kept, things }: { rule: Rule | null; kept: RuleBody; things: Thing[] }) {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const { message, modal } = App.useApp();
  const navigate = route.useNavigate();
  const words = useClauseWords();
  const { value: draft, dirty, wouldLose, change, letGo } = useWork(kept);
  const add = useMove(inboxSetup.addRule);
  const save = useMove(inboxSetup.changeRule);
  const remove = useMove(inboxSetup.deleteRule);
  useLeaveQuestion(wouldLose);
  const disabled = !may('inbox.manage');
  const whole = isWholeRule(draft);

  const submit = async (enabled = draft.enabled) => {
    if (disabled || !whole) return;
    const body = { ...draft, name: draft.name.trim(), enabled };
    if (rule) {
      if (!(await save.run({ params: { id: rule.id }, body }))) return;
      letGo();
      return void message.success(t('settings:saved'));
    }
    const made = await add.run({ body });
    if (!made) return;
    letGo();
    void message.success(t(enabled ? 'rules.made_on' : 'rules.made_off'));
    void navigate({ to: '/setup/rules/$id', params: { id: made.id }, replace: true });
  };
  useKeys({ 'mod+s': () => void submit() }, { on: !disabled });
  const drop = () =>
    rule &&
    modal.confirm({
      title: t('rules.drop_title', { name: rule.name }),
      content: t('rules.drop_note'),
      okText: t('rules.drop'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: async () => {
        if (!(await remove.run({ params: { id: rule.id } }))) return;
        letGo();
        void navigate({ to: '/setup/rules' });
      },
    });

  return (
    <EditorPage
      kind="rules"
      things={things}
      may={!disabled}
      tab={draft.name || t('rules.add')}
      title={
        disabled ? (
          draft.name
        ) : (
          <NameInput label={t('rules.rule_name')} value={draft.name} onChange={(name) => change({ name })} />
        )
      }
      aside={
        <Status tone={rule?.enabled ? 'good' : 'idle'}>
          {t(rule ? (rule.enabled ? 'rules.on' : 'rules.off') : 'not_live')}
        </Status>
      }
      problem={add.problem ?? save.problem ?? remove.problem}
      verbs={
        !disabled && (
          <>
            {dirty && rule && (
              <Button type="text" onClick={letGo}>
                {t('discard')}
              </Button>
            )}
            {rule && !dirty && (
              <Button type="text" onClick={drop}>
                {t('rules.drop')}
              </Button>
            )}
            <Button
              disabled={!whole || (rule !== null && !dirty)}
              loading={add.busy || save.busy}
              onClick={() => void submit()}
            >
              {t('settings:save')}
            </Button>
            {!draft.enabled && (
              <Button type="primary" disabled={!whole} onClick={() => void submit(true)}>
                {t('rules.turn_on')}
              </Button>
            )}
          </>
        )
      }
      sentence={<span className="r-ink2">{words.rule(draft)}</span>}
      rightTitle={t('bench.title')}
      right={<TestBench rule={draft} />}
    >
      <div className="r-rules">
        <RuleRow name={t('rules.for')}>
          <Sentence
            text={t('rules.for_words')}
            blanks={{
              brand: (
                <BrandBlank value={draft.brand_id} disabled={disabled} onChange={(brand_id) => change({ brand_id })} />
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
        <RuleRow name={t('rules.when')}>
          <Sentence
            text={t(draft.on === 'idle' ? 'rules.when_idle' : 'rules.when_words')}
            blanks={{
              trigger: (
                <ChoiceBlank
                  label={t('rules.when')}
                  value={draft.on}
                  choices={triggers.map((value) => ({ value, label: t(`trigger.${value}.name`) }))}
                  disabled={disabled}
                  onChange={(on) => change({ on, idle_hours: on === 'idle' ? (draft.idle_hours ?? 72) : null })}
                />
              ),
              hours: (
                <NumberBlank
                  label={t('rules.idle_hours')}
                  value={draft.idle_hours}
                  min={1}
                  max={2160}
                  disabled={disabled}
                  onChange={(idle_hours) => change({ idle_hours })}
                />
              ),
            }}
          />
        </RuleRow>
        <RuleRow name={t('rules.and')}>
          <Conditions
            value={draft.conditions}
            without={draft.brand_id ? ['brand'] : []}
            disabled={disabled}
            onChange={(conditions) => change({ conditions })}
          />
        </RuleRow>
        <RuleRow name={t('rules.then')}>
          <Actions
            value={draft.actions}
            kinds={actionKinds}
            disabled={disabled}
            onChange={(actions) => change({ actions })}
          />
        </RuleRow>
      </div>
      <p className="r-quiet">{t('rules.foot')}</p>
    </EditorPage>
  );
}
