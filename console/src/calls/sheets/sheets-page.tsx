/** Setup: diagnosis sheets of a brand. The list, the sentence and the steps, what the call's screen shows, and the versions. */
import './sheets.css';
import '../settle/settle.css';
import { type DiagnosisSheet, diagnosisSheets } from '@recoup/contract';
import { Button, Dropdown, Input, Select } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { useScope, useSession } from '../../app/session.tsx';
import { ReasonsBlank } from '../../policies/rule-parts.tsx';
import { Sentence } from '../../ui/blanks.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { Page, PaneLayout } from '../../ui/page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { Shape } from '../../ui/status.tsx';
import { type Draft, draftOf, withStep } from './sheet-draft.ts';
import { useSaid } from './sheet-pane.tsx';
import { SheetPreview } from './sheet-preview.tsx';
import { StepEditor } from './step-editor.tsx';

export function SheetsPage() {
  const { t } = useTranslation('calls');
  const { me } = useSession();
  const scope = useScope();
  const said = useSaid();
  const brand = me.brands.find(({ id }) => id === scope.brand_id) ?? me.brands[0];
  const query = { brand_id: brand?.id ?? '' };
  const list = useApi(diagnosisSheets.list, { query }, { on: brand !== undefined });
  const starting = useApi(diagnosisSheets.starting, { query }, { on: brand !== undefined });
  const create = useMove(diagnosisSheets.create);
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = list.data?.rows ?? [];
  const sheet = rows.find(({ id }) => id === chosen) ?? rows[0];
  const add = async (from: string | undefined, name: string) => {
    const made = await create.run({ body: { ...query, name, ...(from ? { from } : {}) } });
    if (made) setChosen(made.id);
  };
  const options = [
    ...(starting.data?.rows ?? []).filter(({ added }) => !added).map(({ key, name }) => ({ key, label: said(name) })),
    { key: '', label: t('sheet.setup.empty_one') },
  ];
  const adds = (
    <Dropdown
      trigger={['click']}
      menu={{
        items: options,
        onClick: ({ key }) =>
          void add(key || undefined, options.find((one) => one.key === key)?.label ?? t('sheet.setup.new')),
      }}
    >
      <Button type="primary" icon={<Plus size={15} />} loading={create.busy}>
        {t('sheet.setup.add')}
      </Button>
    </Dropdown>
  );
  if (list.problem)
    return <ErrorState words={list.problem.words} requestId={list.problem.requestId} onRetry={list.retry} />;
  return (
    <Page title={t('sheet.setup.title')} tab={t('sheet.setup.title')} aside={brand?.name} verbs={adds} ground="surface">
      {!list.data ? (
        <SkeletonRows rows={4} height={48} />
      ) : !sheet ? (
        <EmptyState title={t('sheet.setup.none')} note={t('sheet.setup.none_note')} />
      ) : (
        <Editor
          key={`${sheet.id}/${sheet.draft?.version ?? 'live'}/${sheet.live?.version ?? 0}`}
          sheet={sheet}
          rows={rows}
          onChoose={setChosen}
        />
      )}
    </Page>
  );
}

type EditorProps = { sheet: DiagnosisSheet; rows: readonly DiagnosisSheet[]; onChoose: (id: string) => void };
function Editor({ sheet, rows, onChoose }: EditorProps) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const [draft, setDraft] = useState<Draft>(() => draftOf(sheet));
  const [at, setAt] = useState(draft.steps[0]?.key ?? null);
  const save = useMove(diagnosisSheets.saveDraft);
  const publish = useMove(diagnosisSheets.publish);
  const discard = useMove(diagnosisSheets.discardDraft);
  const restore = useMove(diagnosisSheets.restore);
  const archive = useMove(diagnosisSheets.archive);
  const versions = useApi(diagnosisSheets.versions, { params: { id: sheet.id } });
  const params = { id: sheet.id };
  const mayEdit = sheet.moves.includes('edit');
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(sheet));
  const faults = sheet.draft?.faults ?? [];
  const problem = save.problem ?? publish.problem ?? discard.problem ?? restore.problem;
  const left = (
    <ul className="sheet-list">
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" aria-current={row.id === sheet.id} onClick={() => onChoose(row.id)}>
            <b>{row.draft?.name ?? row.name}</b>
            <span className="r-second">
              {row.live ? t('sheet.setup.version', { n: row.live.version }) : t('sheet.setup.not_live')}
              {row.draft && ` · ${t('sheet.setup.draft')}`}
            </span>
            {row.runs.begun > 0 && (
              <span className="r-second">
                {t('sheet.setup.runs', { count: row.runs.begun, ended: f.number(row.runs.ended) })}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <PaneLayout
      left={left}
      right={<SheetPreview key={JSON.stringify(draft.steps)} draft={draft} pictures={sheet.pictures} />}
      rightTitle={t('sheet.setup.preview')}
    >
      <div className="sheet-edit">
        <Input
          className="sheet-name"
          aria-label={t('sheet.setup.name')}
          value={draft.name}
          maxLength={120}
          disabled={!mayEdit}
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <p>
          <Sentence
            text={t('sheet.setup.sentence')}
            blanks={{
              reasons: (
                <ReasonsBlank
                  label={t('settle.reason')}
                  values={draft.for.reasons}
                  none={t('sheet.setup.any_reason')}
                  changed={false}
                  disabled={!mayEdit}
                  onChange={(reasons) => setDraft({ ...draft, for: { ...draft.for, reasons } })}
                />
              ),
              goods: (
                <Select
                  mode="tags"
                  className="sheet-categories"
                  aria-label={t('sheet.setup.categories')}
                  placeholder={t('sheet.setup.any_goods')}
                  value={draft.for.categories}
                  disabled={!mayEdit}
                  onChange={(categories: string[]) => setDraft({ ...draft, for: { ...draft.for, categories } })}
                  options={draft.for.categories.map((value) => ({ value, label: value }))}
                />
              ),
            }}
          />
        </p>
        <ol className="sheet-steps">
          {draft.steps.map((step, place) => (
            <StepEditor
              key={step.key}
              place={place + 1}
              step={step}
              draft={draft}
              open={at === step.key}
              disabled={!mayEdit}
              faults={faults.filter((fault) => fault.step === step.key)}
              onOpen={() => setAt(at === step.key ? null : step.key)}
              onChange={setDraft}
            />
          ))}
        </ol>
        {mayEdit && (
          <Button
            icon={<Plus size={15} />}
            onClick={() => {
              const next = withStep(draft);
              setDraft(next);
              setAt(next.steps.at(-1)!.key);
            }}
          >
            {t('sheet.setup.add_step')}
          </Button>
        )}
        {faults.length > 0 && !isChanged && (
          <p className="r-t-clock">
            <Shape tone="clock" /> {t('sheet.setup.faults', { count: faults.length })}
          </p>
        )}
        {problem && (
          <p className="r-t-bad" role="alert">
            {problem.words}
          </p>
        )}
        {mayEdit && (
          <div className="sheet-foot">
            <Button
              type={isChanged ? 'primary' : 'default'}
              disabled={!isChanged}
              loading={save.busy}
              onClick={() => void save.run({ params, body: { version: sheet.draft_version, ...draft } })}
            >
              {t('sheet.setup.save')}
            </Button>
            {sheet.draft && !isChanged && (
              <Button
                type="primary"
                disabled={!sheet.moves.includes('publish')}
                loading={publish.busy}
                onClick={() => void publish.run({ params, body: { version: sheet.draft!.version } })}
              >
                {t('sheet.setup.publish', { n: (sheet.live?.version ?? 0) + 1 })}
              </Button>
            )}
            {sheet.moves.includes('discard') && (
              <Button loading={discard.busy} onClick={() => void discard.run({ params })}>
                {t('sheet.setup.discard')}
              </Button>
            )}
            <Button loading={archive.busy} onClick={() => void archive.run({ params, body: { archived: true } })}>
              {t('sheet.setup.archive')}
            </Button>
          </div>
        )}
        {(versions.data?.rows.length ?? 0) > 0 && (
          <ul className="sheet-versions">
            {versions.data!.rows.map((one) => (
              <li key={one.version}>
                <span>
                  {t('sheet.setup.version', { n: one.version })} · {f.dateTime(one.published_at)} ·{' '}
                  {one.published_by.name}
                </span>
                {mayEdit && one.version !== sheet.live?.version && (
                  <button
                    type="button"
                    className="r-link"
                    onClick={() => void restore.run({ params, body: { version: one.version } })}
                  >
                    {t('sheet.setup.restore')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </PaneLayout>
  );
}
