/** What agents taught it, to be looked at before it is learned; and the models that came of it. */
import { assistant } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useApi, useApiList, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status, type Tone, When } from '../ui/status.tsx';
import { AssistantPage } from './settings-page.tsx';
import { useIntents } from './starts-sentence.tsx';

const route = getRouteApi('/shell/assistant/setup/assistant/teaching');
type Row = z.output<typeof assistant.training.response>['rows'][number];
type Model = z.output<typeof assistant.models.response>['rows'][number];

export function TeachingPage() {
  const { t } = useTranslation('assistant');
  const { state = 'waiting' } = route.useSearch();
  const navigate = route.useNavigate();
  const source = useApiList(assistant.training, { query: { state } });
  return (
    <AssistantPage page="teaching">
      <Section
        title={t('teach.rows')}
        aside={
          <SentenceFilter
            sentence={t('teach.sentence')}
            words={{
              state: {
                value: state,
                changed: state !== 'waiting',
                choices: (['waiting', 'accepted', 'rejected'] as const).map((each) => ({
                  value: each,
                  label: t(`teach.state.${each}`),
                })),
                onChange: (next) =>
                  void navigate({
                    search: (was) => ({ ...was, state: next === 'waiting' ? undefined : (next as 'accepted') }),
                  }),
              },
            }}
          />
        }
      >
        {source.error && source.rows.length === 0 ? (
          <ErrorState words={source.error.words} requestId={source.error.requestId} onRetry={source.retry} />
        ) : source.loading ? (
          <SkeletonRows rows={4} height={64} />
        ) : source.rows.length === 0 ? (
          <EmptyState title={t(`teach.empty.${state}`)} note={t('teach.empty_note')} />
        ) : (
          <ul className="assist-teach">
            {source.rows.map((row) => (
              <TaughtRow key={row.id} row={row} />
            ))}
          </ul>
        )}
        {source.hasMore && (
          <Button size="small" loading={source.loadingMore} onClick={source.loadMore}>
            {t('teach.older')}
          </Button>
        )}
      </Section>
      <Models />
    </AssistantPage>
  );
}

function TaughtRow({ row }: { row: Row }) {
  const { t } = useTranslation('assistant');
  const { may } = useSession();
  const { rows: intents, nameOf } = useIntents();
  const review = useMove(assistant.review);
  const [intent, setIntent] = useState<string>(row.intent);
  const [other, setOther] = useState(false);
  const name = (each: string) => (each === 'oos' ? t('teach.none_of_ours') : nameOf(each));
  const say = (accept: boolean) =>
    void review.run({
      params: { id: row.id },
      body: { accept, ...(accept && intent !== row.intent ? { intent } : {}) },
    });
  return (
    <li>
      <blockquote lang={row.language ?? undefined}>{row.text}</blockquote>
      <p className="assist-teach-way">
        <span className="r-ink3">{row.was ? name(row.was) : t('teach.unsure')}</span>
        <span aria-hidden="true">→</span>
        {other ? (
          <Select
            size="small"
            autoFocus
            defaultOpen
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('teach.other')}
            popupMatchSelectWidth={false}
            value={intent}
            options={[
              ...intents.map((each) => ({ value: each.intent as string, label: nameOf(each.intent) })),
              { value: 'oos', label: t('teach.none_of_ours') },
            ]}
            onChange={(next) => setIntent(next)}
            onBlur={() => setOther(false)}
          />
        ) : (
          <b>{name(intent)}</b>
        )}
        {row.state === 'waiting' && may('inbox.manage') && !other && (
          <button type="button" className="r-link" onClick={() => setOther(true)}>
            {t('teach.other')}
          </button>
        )}
      </p>
      <p className="r-quiet">
        {t('teach.by', { by: row.by })} <When at={row.at} as="dateTime" />
        {row.conversation && (
          <>
            {t('comma')}
            <Link to="/inbox/$id" params={{ id: row.conversation.id }} className="r-link">
              {row.conversation.code}
            </Link>
          </>
        )}
        {row.reviewed_by && `${t('comma')}${t('teach.reviewed', { by: row.reviewed_by })}`}
      </p>
      {row.state === 'waiting' && may('inbox.manage') && (
        <span className="assist-teach-verbs">
          <Button size="small" loading={review.busy} onClick={() => say(true)}>
            {t('teach.accept')}
          </Button>
          <Button size="small" type="text" disabled={review.busy} onClick={() => say(false)}>
            {t('teach.reject')}
          </Button>
        </span>
      )}
      {review.problem && <p className="r-t-bad">{review.problem.words}</p>}
    </li>
  );
}

const tones: Record<Model['state'], Tone> = {
  training: 'move',
  live: 'good',
  ready: 'idle',
  worse: 'diff',
  failed: 'bad',
};

function Models() {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const { may } = useSession();
  const { modal, message } = App.useApp();
  const source = useApi(assistant.models);
  const retrain = useMove(assistant.retrain);
  const activate = useMove(assistant.activate);
  const rows = source.data?.rows ?? [];
  const share = (value: number | null) => (value === null ? '—' : f.percent(value / 10_000));
  const goBack = (model: Model) =>
    modal.confirm({
      title: t('model_row.back_title', { date: f.dateTime(model.trained_at) }),
      content: t('model_row.back_note'),
      okText: t('model_row.back'),
      icon: null,
      onOk: async () => {
        if (await activate.run({ params: { id: model.id } })) void message.success(t('model_row.back_done'));
      },
    });
  return (
    <Section
      title={t('model_row.title')}
      aside={t('model_row.note')}
      verbs={
        may('inbox.manage') && (
          <Button
            size="small"
            loading={retrain.busy}
            disabled={rows.some(({ state }) => state === 'training')}
            onClick={async () => {
              if (await retrain.run({})) void message.success(t('model_row.training'));
            }}
          >
            {t('model_row.retrain')}
          </Button>
        )
      }
    >
      {retrain.problem && <p className="r-ink2">{retrain.problem.words}</p>}
      {activate.problem && <p className="r-t-bad">{activate.problem.words}</p>}
      {source.problem && (
        <ErrorState words={source.problem.words} requestId={source.problem.requestId} onRetry={source.retry} />
      )}
      {!source.data && !source.problem && <SkeletonRows rows={2} />}
      {source.data && (
        <div className="assist-scroll">
          <table className="isetup-table">
            <thead>
              <tr>
                <th>{t('model_row.state')}</th>
                <th>{t('model_row.trained')}</th>
                <th className="r-num">{t('model_row.rows')}</th>
                <th className="r-num" title={t('model_row.accuracy_note')}>
                  {t('model_row.accuracy')}
                </th>
                <th className="r-num" title={t('model_row.coverage_note')}>
                  {t('model_row.coverage')}
                </th>
                <th className="r-num" title={t('model_row.oos_note')}>
                  {t('model_row.oos')}
                </th>
                <th>
                  <span className="r-sr">{t('model_row.back')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <Status tone={tones[row.state]}>{t(`model_state.${row.state}`)}</Status>
                    {row.failure && <p className="r-quiet">{row.failure}</p>}
                  </td>
                  <td>
                    <When at={row.trained_at} as="dateTime" />
                    <p className="r-quiet">{row.by}</p>
                  </td>
                  <td className="r-num">
                    {f.number(row.rows)}
                    <p className="r-quiet">{t('model_row.taught', { count: row.taught })}</p>
                  </td>
                  <td className="r-num">{share(row.accuracy)}</td>
                  <td className="r-num">{share(row.coverage)}</td>
                  <td className="r-num">{share(row.oos_recall)}</td>
                  <td className="r-num">
                    {row.state === 'ready' && may('inbox.manage') && (
                      <Button size="small" loading={activate.busy} onClick={() => goBack(row)}>
                        {t('model_row.back')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length === 0 && <p className="r-ink3">{t('model_row.shipped')}</p>}
        </div>
      )}
    </Section>
  );
}
