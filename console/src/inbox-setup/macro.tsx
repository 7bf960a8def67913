/** One macro: its words in three languages side by side, what it does, when it is offered; and the words filled in for a real conversation. */
import './inbox-setup.css';
import { type BuyerLanguage, inboxSetup, type Macro } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { App, Button, Dropdown } from 'antd';
import { Braces } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { RuleRow, Sentence } from '../ui/blanks.tsx';
import { useKeys } from '../ui/keys.ts';
import { Section } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { isWholeMacro, type MacroBody, macroActionKinds, macroBody } from './clause-draft.ts';
import { Actions, Conditions } from './clauses.tsx';
import { EditorPage, type Thing } from './editor-page.tsx';
import { MacroPreview } from './macro-preview.tsx';
import { macroVariables, putIn } from './macro-variables.ts';
import { BrandBlank, NameInput, SideBySide, TypedMany } from './parts.tsx';
import { wordsOf } from './words-of.ts';
import { useLeaveQuestion, useWork } from './work.ts';

const route = getRouteApi('/shell/setup/macros/$id');

export function MacroPage() {
  const { t } = useTranslation('inbox-setup');
  const { may, scope } = useSession();
  const { id } = route.useParams();
  const source = useApi(inboxSetup.macros);
  const rows = (source.data?.rows ?? []).filter((row) => !row.archived_at || row.id === id);
  const things: Thing[] = rows.map((row) => ({
    id: row.id,
    name: row.name,
    second: row.brand?.name ?? t('promise.every_brand'),
    aside: row.used || null,
  }));
  const found = rows.find((row) => row.id === id) ?? null;
  if (found) return <Editor key={found.id} macro={found} kept={macroBody(found)} things={things} />;
  if (id === 'new' && source.data) {
    const kept = { name: '', brand_id: scope.brand_id ?? null, body: {}, actions: [], conditions: [], intents: [] };
    return <Editor key="new" macro={null} kept={kept} things={things} />;
  }
  return (
    <EditorPage
      kind="macros"
      things={things}
      may={may('inbox.manage')}
      title={t('macros.name')}
      tab={t('macros.name')}
      source={source}
    >
      <EmptyState title={t('macros.gone')} />
    </EditorPage>
  );
}

function Editor({ macro, kept, things }: { macro: Macro | null; kept: MacroBody; things: Thing[] }) {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const { message, modal } = App.useApp();
  const navigate = route.useNavigate();
  const { value: draft, dirty, wouldLose, change, letGo } = useWork(kept);
  const add = useMove(inboxSetup.addMacro);
  const save = useMove(inboxSetup.changeMacro);
  useLeaveQuestion(wouldLose);
  const disabled = !may('inbox.manage') || !!macro?.archived_at;
  const whole = isWholeMacro(draft);
  const last = useRef<{ language: BuyerLanguage; field: HTMLTextAreaElement } | null>(null);

  const submit = async () => {
    if (disabled || !whole) return;
    const body = { ...draft, name: draft.name.trim(), body: wordsOf(draft.body) };
    if (macro) {
      if (!(await save.run({ params: { id: macro.id }, body }))) return;
      letGo();
      return void message.success(t('settings:saved'));
    }
    const made = await add.run({ body });
    if (!made) return;
    letGo();
    void navigate({ to: '/setup/macros/$id', params: { id: made.id }, replace: true });
  };
  useKeys({ 'mod+s': () => void submit() }, { on: !disabled });
  const turn = async (archived: boolean) => {
    if (!macro) return;
    await save.run({ params: { id: macro.id }, body: { ...macroBody(macro), body: macro.body, archived } });
  };
  const archive = () =>
    macro &&
    modal.confirm({
      title: t('macros.archive_title', { name: macro.name }),
      content: t('macros.archive_note'),
      okText: t('settings:archive'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: () => turn(true),
    });
  const insert = (variable: string) => {
    const { language = 'en' as const, field } = last.current ?? {};
    const text = draft.body[language] ?? '';
    const put = putIn(
      text,
      field?.selectionStart ?? text.length,
      field?.selectionEnd ?? text.length,
      `{{ ${variable} }}`,
    );
    change({ body: { ...draft.body, [language]: put.text } });
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(put.caret, put.caret);
    });
  };

  return (
    <EditorPage
      kind="macros"
      things={things}
      may={may('inbox.manage')}
      tab={draft.name || t('macros.add')}
      title={
        disabled ? (
          draft.name
        ) : (
          <NameInput label={t('macros.macro_name')} value={draft.name} onChange={(name) => change({ name })} />
        )
      }
      aside={
        macro?.archived_at ? (
          <Status tone="idle">{t('settings:archived')}</Status>
        ) : macro ? (
          <span>{t('macros.used_times', { count: macro.used })}</span>
        ) : (
          <Status tone="idle">{t('not_live')}</Status>
        )
      }
      problem={add.problem ?? save.problem}
      verbs={
        may('inbox.manage') && (
          <>
            {macro?.archived_at && (
              <Button loading={save.busy} onClick={() => void turn(false)}>
                {t('take_back')}
              </Button>
            )}
            {dirty && macro && (
              <Button type="text" onClick={letGo}>
                {t('discard')}
              </Button>
            )}
            {macro && !macro.archived_at && !dirty && (
              <Button type="text" onClick={archive}>
                {t('settings:archive')}
              </Button>
            )}
            {!disabled && (
              <Button
                type="primary"
                loading={add.busy || save.busy}
                disabled={!whole || (macro !== null && !dirty)}
                onClick={() => void submit()}
              >
                {macro ? t('settings:save') : t('macros.add')}
              </Button>
            )}
          </>
        )
      }
      rightTitle={t('macros.preview')}
      right={<MacroPreview macro={macro} dirty={dirty} />}
    >
      <Section
        title={t('macros.says_title')}
        aside={t('macros.says_note')}
        verbs={
          !disabled && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: macroVariables.map((name) => ({
                  key: name,
                  label: (
                    <span className="isetup-variable">
                      <span>{t(`variable.${name.replace('.', '_')}`)}</span>
                      <span className="r-mono r-ink3">{name}</span>
                    </span>
                  ),
                })),
                onClick: ({ key }) => insert(key),
              }}
            >
              <button type="button" className="r-link isetup-out">
                <Braces size={14} aria-hidden="true" />
                {t('macros.put_in')}
              </button>
            </Dropdown>
          )
        }
      >
        <SideBySide
          label={t('macros.says_title')}
          rows={8}
          disabled={disabled}
          value={draft.body}
          onChange={(body) => change({ body })}
          onFocus={(language, field) => {
            last.current = { language, field };
          }}
        />
      </Section>
      <div className="r-rules isetup-below">
        <RuleRow name={t('macros.does')}>
          <Actions
            value={draft.actions}
            kinds={macroActionKinds}
            disabled={disabled}
            onChange={(actions) => change({ actions })}
          />
        </RuleRow>
        <RuleRow name={t('macros.offered')} note={<p className="r-quiet">{t('macros.offered_note')}</p>}>
          <Conditions
            value={draft.conditions}
            without={draft.brand_id ? ['brand'] : []}
            disabled={disabled}
            onChange={(conditions) => change({ conditions })}
          />
        </RuleRow>
        <RuleRow name={t('macros.about')}>
          <Sentence
            text={t('macros.about_words')}
            blanks={{
              brand: (
                <BrandBlank value={draft.brand_id} disabled={disabled} onChange={(brand_id) => change({ brand_id })} />
              ),
              intents: (
                <TypedMany
                  label={t('macros.intents')}
                  values={draft.intents}
                  disabled={disabled}
                  onChange={(intents) => change({ intents })}
                />
              ),
            }}
          />
        </RuleRow>
      </div>
    </EditorPage>
  );
}
