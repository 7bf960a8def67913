/** The help centre's articles: what is live, what is being written, and whether it helps. */
import './inbox-setup.css';
import { type Article, inboxSetup } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { SetupPage } from '../settings/frame.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status, When } from '../ui/status.tsx';
import pageWords from './page-words.json';
import { languages, useBrandChoices } from './parts.tsx';

const route = getRouteApi('/shell/setup/articles');

export function Articles() {
  const { t } = useTranslation('inbox-setup');
  const { me, may } = useSession();
  const scope = useScope();
  const f = useFormat();
  const brands = useBrandChoices();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [q, setQ] = useState(search.q ?? '');
  const brand_id = search.brand ?? scope.brand_id;
  const source = useApiList(inboxSetup.articles, {
    query: { brand_id, q: search.q, ...(search.archived ? { archived: 'true' } : {}) },
  });
  const slug = me.brands.find(({ id }) => id === (brand_id ?? me.brands[0]?.id))?.slug;
  const add = may('inbox.manage') && (
    <Link to="/setup/articles/$id" params={{ id: 'new' }}>
      <Button type="primary">{t('articles.add')}</Button>
    </Link>
  );
  return (
    <SetupPage
      title={t('articles.name')}
      aside={source.total}
      verbs={
        <>
          {slug && (
            <a className="isetup-out" href={`/b/${slug}/help`} target="_blank" rel="noreferrer">
              {t('articles.open_centre')}
              <ExternalLink size={14} aria-hidden="true" />
            </a>
          )}
          {add}
        </>
      }
      sentence={
        <div className="isetup-line">
          <SentenceFilter
            sentence={t('articles.sentence')}
            words={{
              brand: {
                any: t('all_brands'),
                value: search.brand,
                choices: brands,
                onChange: (brand) => void navigate({ search: (was) => ({ ...was, brand }) }),
              },
              state: {
                value: search.archived ? 'archived' : 'shown',
                changed: search.archived ?? false,
                choices: [
                  { value: 'shown', label: t('articles.in_centre') },
                  { value: 'archived', label: t('articles.archived') },
                ],
                onChange: (next) =>
                  void navigate({ search: (was) => ({ ...was, archived: next === 'archived' ? true : undefined }) }),
              },
            }}
          />
          <Input.Search
            allowClear
            style={{ width: 240 }}
            aria-label={t('articles.search')}
            placeholder={t('articles.search')}
            value={q}
            onChange={(event) => setQ(event.target.value)}
            onSearch={(next) => void navigate({ search: (was) => ({ ...was, q: next.trim() || undefined }) })}
          />
        </div>
      }
    >
      <ListTable<Article>
        source={source}
        label={t('articles.name')}
        rowKey={(row) => row.id}
        rowHeight={54}
        onOpen={(row) => void navigate({ to: '/setup/articles/$id', params: { id: row.id } })}
        columns={[
          {
            key: 'title',
            head: t('articles.article'),
            cut: true,
            cell: (row) => (
              <span className="isetup-two">
                <strong className="r-medium r-cut">{titleOf(row, f.language) ?? row.slug}</strong>
                <span className="r-second r-cut">
                  {[row.category, ...row.skus].filter(Boolean).join(' · ') || row.slug}
                </span>
              </span>
            ),
          },
          { key: 'state', head: t('settings:state'), width: 170, cell: (row) => <ArticleState article={row} /> },
          {
            key: 'languages',
            head: t('articles.languages'),
            width: 170,
            from: 760,
            cell: (row) =>
              languages
                .filter((each) => row.draft[each])
                .map((each) => pageWords[each].name)
                .join(', '),
          },
          {
            key: 'views',
            head: t('articles.views'),
            width: 70,
            align: 'right',
            from: 640,
            cell: (row) => f.number(row.views),
          },
          {
            key: 'helped',
            head: t('articles.helped'),
            width: 110,
            align: 'right',
            cell: (row) => <Helped article={row} />,
          },
          {
            key: 'changed',
            head: t('macros.changed'),
            width: 90,
            from: 900,
            cell: (row) => <When at={row.updated_at} as="date" />,
          },
        ]}
        empty={
          search.q ? (
            <EmptyState title={t('articles.nothing', { q: search.q })} />
          ) : (
            <EmptyState title={t('articles.empty')} note={t('articles.empty_note')} action={add} />
          )
        }
      />
    </SetupPage>
  );
}

export function titleOf(article: Pick<Article, 'draft'>, language: 'en' | 'zh'): string | undefined {
  const { draft } = article;
  return (draft[language] ?? draft.en ?? draft.zh ?? draft.es)?.title;
}

/** Draft and live stand beside each other: readers see the published one until the next is published. */
export function ArticleState({ article }: { article: Article }) {
  const { t } = useTranslation('inbox-setup');
  const { published_version: version, changed_since, archived_at } = article;
  if (archived_at) return <Status tone="idle">{t('settings:archived')}</Status>;
  if (version === null) return <Status tone="idle">{t('articles.draft')}</Status>;
  if (changed_since) return <Status tone="here">{t('articles.changed_since', { version })}</Status>;
  return <Status tone="good">{t('articles.live', { version })}</Status>;
}

/** `84% of 19`; nothing is said before anybody answered. */
export function Helped({ article }: { article: Pick<Article, 'helped' | 'not_helped'> }) {
  const { t } = useTranslation('inbox-setup');
  const f = useFormat();
  const all = article.helped + article.not_helped;
  if (all === 0) return <span className="r-ink3">{t('articles.nobody')}</span>;
  return (
    <span className="r-nowrap">{t('articles.share', { share: f.percent(article.helped / all, 0), count: all })}</span>
  );
}
