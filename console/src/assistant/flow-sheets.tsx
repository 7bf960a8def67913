/** Beside the picture: what the draft changes, in words; and what was in force before. */
import { assistant, type Flow, type FlowStep } from '@recoup/contract';
import { App, Button, Drawer } from 'antd';
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useFormat } from '../ui/locale.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { When } from '../ui/status.tsx';
import buyerWords from './buyer-words.json';
import { useConditionWords, whenWords } from './condition-words.ts';
import { type Changed, compareFlows } from './flow-compare.ts';
import { useIntents } from './starts-sentence.tsx';
import type { FlowDetail, Work } from './use-flow-draft.ts';

export function CompareSheet({ live, draft, onClose }: { live: Flow; draft: Flow; onClose: () => void }) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const { nameOf } = useIntents();
  const found = compareFlows(live, draft);
  const named = (step: FlowStep) => `${step.id} ${step.title[f.language]}`;
  return (
    <Drawer open onClose={onClose} title={t('compare.title')} size={520}>
      <div className="assist-compare">
        {found.length === 0 && <EmptyState title={t('compare.nothing')} />}
        {found.map((one) => {
          switch (one.kind) {
            case 'name':
              return (
                <section key="name">
                  <h3>{t('compare.name')}</h3>
                  <Pair before={one.before[f.language]} after={one.after[f.language]} />
                </section>
              );
            case 'starts':
              return (
                <section key="starts">
                  <h3>{t('compare.starts')}</h3>
                  {one.added.length > 0 && (
                    <p>{t('compare.starts_with', { intents: f.listed(one.added.map(nameOf)) })}</p>
                  )}
                  {one.removed.length > 0 && (
                    <p>{t('compare.no_longer', { intents: f.listed(one.removed.map(nameOf)) })}</p>
                  )}
                  {one.surer && <Pair before={`${one.surer.before}%`} after={`${one.surer.after}%`} />}
                </section>
              );
            case 'order':
              return (
                <section key="order">
                  <h3>{t('compare.first', { step: named(draft.steps[0]!) })}</h3>
                </section>
              );
            case 'added':
            case 'removed':
              return (
                <section key={`${one.kind} ${one.step.id}`}>
                  <h3>{t(`compare.${one.kind}`, { step: named(one.step) })}</h3>
                  {one.step.say && <p className="r-second">{one.step.say[f.language] || one.step.say.en}</p>}
                </section>
              );
            default:
              return (
                <section key={one.step.id}>
                  <h3>{named(one.step)}</h3>
                  {one.changes.map((change, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: changes of one step, in their order
                    <ChangeWords key={at} change={change} live={live} draft={draft} />
                  ))}
                </section>
              );
          }
        })}
      </div>
    </Drawer>
  );
}

function Pair({ before, after, lang }: { before: ReactNode; after: ReactNode; lang?: string }) {
  const { t } = useTranslation('assistant');
  return (
    <div className="assist-pair" lang={lang}>
      <del>{before || t('compare.none')}</del>
      <ArrowRight size={13} aria-hidden="true" />
      <ins>{after || t('compare.none')}</ins>
    </div>
  );
}

function ChangeWords({ change, live, draft }: { change: Changed; live: Flow; draft: Flow }) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const words = useConditionWords();
  const coded = {
    look_up: 'look_up',
    slot: 'slot',
    act: 'act',
    because: 'because',
    flow: 'flow',
    shows: 'shows',
    ends: 'ends',
    kind: 'verb',
  } as const;
  const ways = (next: FlowStep['next'], of: Flow) => (
    <ul>
      {next.map((way, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: ways on are tried in their order
        <li key={at}>
          {t(way.when.length > 0 ? 'way.when' : 'way.always', { words: whenWords(way.when, of, words), to: way.to })}
        </li>
      ))}
    </ul>
  );
  switch (change.what) {
    case 'words':
      return (
        <>
          <h4>{t(`compare.${change.field}`, { language: buyerWords[change.language].name })}</h4>
          <Pair before={change.before} after={change.after} lang={change.language} />
        </>
      );
    case 'title':
    case 'note':
      return (
        <>
          <h4>
            {t(change.what === 'title' ? 'compare.name_of' : 'compare.note', {
              language: buyerWords[change.language].name,
            })}
          </h4>
          <Pair before={change.before} after={change.after} lang={change.language} />
        </>
      );
    case 'choices': {
      const read = (choices: FlowStep['choices']) =>
        f.listed((choices ?? []).map((each) => each.words[f.language] || each.words.en));
      return (
        <>
          <h4>{t('compare.choices')}</h4>
          <Pair before={read(change.before)} after={read(change.after)} />
        </>
      );
    }
    case 'ways':
      return (
        <>
          <h4>{t('compare.ways')}</h4>
          <Pair before={ways(change.before, live)} after={ways(change.after, draft)} />
        </>
      );
    default: {
      const list = change.what === 'remedy' ? null : coded[change.what];
      const read = (code: string | null) => (code ? (list ? t(`${list}.${code}`) : words.terms.remedy(code)) : '');
      return (
        <>
          <h4>{t(`compare.${change.what}`)}</h4>
          <Pair before={read(change.before)} after={read(change.after)} />
        </>
      );
    }
  }
}

type VersionsProps = { detail: FlowDetail; work: Work; disabled: boolean; brandId: string; onClose: () => void };
export function VersionsSheet({ detail, work, disabled, brandId, onClose }: VersionsProps) {
  const { t } = useTranslation('assistant');
  const { modal, message } = App.useApp();
  const source = useApi(assistant.flowVersions, { params: { key: detail.key }, query: { brand_id: brandId } });
  const take = (version: number) =>
    modal.confirm({
      title: version === 0 ? t('versions.restore_shipped') : t('versions.restore_title', { version }),
      content: t(work.hasDraft ? 'versions.note_draft' : 'versions.note'),
      okText: t('versions.restore'),
      icon: null,
      onOk: async () => {
        if (!(await work.restore(version))) return;
        void message.success(t('versions.restored'));
        onClose();
      },
    });
  // What Recoup ships is always there to go back to, whether the server lists it or not.
  const rows = (source.data?.rows ?? []).filter(({ version }) => version > 0);
  return (
    <Drawer open onClose={onClose} title={t('versions.title')} size={440}>
      {source.problem && (
        <ErrorState words={source.problem.words} requestId={source.problem.requestId} onRetry={source.retry} />
      )}
      {!source.data && !source.problem && <SkeletonRows rows={4} height={44} />}
      {source.data && (
        <ul className="assist-versions">
          {rows.map((row) => (
            <li key={row.version}>
              <span>
                <b>{t('versions.version', { version: row.version })}</b>
                {row.version === detail.version && <span className="r-quiet"> {t('versions.live')}</span>}
                <span className="r-second">
                  {row.by}, <When at={row.at} as="dateTime" />
                  {t('comma')}
                  {t('versions.changes', { count: row.changes })}
                </span>
              </span>
              {!disabled && (row.version !== detail.version || work.hasDraft) && (
                <Button size="small" onClick={() => take(row.version)}>
                  {t('versions.restore')}
                </Button>
              )}
            </li>
          ))}
          <li>
            <span>
              <b>{t('versions.shipped')}</b>
              {detail.version === 0 && <span className="r-quiet"> {t('versions.live')}</span>}
              <span className="r-second">{t('versions.shipped_note')}</span>
            </span>
            {!disabled && (detail.version > 0 || work.hasDraft) && (
              <Button size="small" onClick={() => take(0)}>
                {t('versions.restore')}
              </Button>
            )}
          </li>
        </ul>
      )}
    </Drawer>
  );
}
