/** One article: title and text in three languages, what readers see, its versions, and what they said of it. */
import './inbox-setup.css';
import { type AnswerOf, type Article, inboxSetup } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { App, Button, Dropdown } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList, useMove } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { slugOf } from '../settings/slug.ts';
import { useKeys } from '../ui/keys.ts';
import { useFormat } from '../ui/locale.tsx';
import { Status } from '../ui/status.tsx';
import { type ArticleDraft, bodyOfArticle, draftOfArticle, isWholeArticle, newArticle } from './article-draft.ts';
import { ArticleFacts } from './article-facts.tsx';
import { ArticlePreview } from './article-preview.tsx';
import { ArticleText } from './article-text.tsx';
import { ArticleVoices } from './article-voices.tsx';
import { ArticleState, titleOf } from './articles.tsx';
import { EditorPage, type Thing } from './editor-page.tsx';
import { useLeaveQuestion, useWork } from './work.ts';

const route = getRouteApi('/shell/setup/articles/$id');
type Whole = AnswerOf<typeof inboxSetup.article>;

export function ArticlePage() {
  const { t } = useTranslation('inbox-setup');
  const { me, may, scope } = useSession();
  const { id } = route.useParams();
  const things = useThings();
  const source = useApi(inboxSetup.article, { params: { id } }, { on: id !== 'new', keep: false });
  if (id === 'new') {
    const kept = newArticle(scope.brand_id ?? me.brands[0]?.id ?? '');
    return <Editor key="new" article={null} kept={kept} things={things} />;
  }
  if (source.data) {
    return <Editor key={source.data.id} article={source.data} kept={draftOfArticle(source.data)} things={things} />;
  }
  return (
    <EditorPage
      kind="articles"
      things={things}
      may={may('inbox.manage')}
      title={t('articles.name')}
      tab={t('articles.name')}
      source={source}
    >
      {null}
    </EditorPage>
  );
}

function useThings(): Thing[] {
  const f = useFormat();
  const { t } = useTranslation('inbox-setup');
  const { brand_id } = useScope();
  const { rows } = useApiList(inboxSetup.articles, { query: { brand_id } });
  return rows.map((row: Article) => ({
    id: row.id,
    name: titleOf(row, f.language) ?? row.slug,
    second: row.category ?? row.brand.name,
    aside: row.published_version === null ? t('articles.draft') : null,
  }));
}

function Editor({ article, kept, things }: { article: Whole | null; kept: ArticleDraft; things: Thing[] }) {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const f = useFormat();
  const { message, modal } = App.useApp();
  const navigate = route.useNavigate();
  const { value: draft, dirty, wouldLose, change, letGo } = useWork(kept);
  const [pictures, setPictures] = useState<ReadonlyMap<string, string>>(new Map());
  const [slugTyped, setSlugTyped] = useState(article !== null);
  const add = useMove(inboxSetup.addArticle);
  const save = useMove(inboxSetup.changeArticle);
  const publish = useMove(inboxSetup.publishArticle);
  const archive = useMove(inboxSetup.archiveArticle);
  const restore = useMove(inboxSetup.restoreArticle);
  useLeaveQuestion(wouldLose);
  const disabled = !may('inbox.manage') || !!article?.archived_at;
  const whole = isWholeArticle(draft);
  const busy = add.busy || save.busy || publish.busy;
  const title = (draft.draft[f.language] ?? draft.draft.en ?? draft.draft.zh ?? draft.draft.es)?.title;

  /** Answers the id of what is kept now. */
  const keep = async (): Promise<string | null> => {
    if (!whole) return null;
    const { brand_id, ...body } = bodyOfArticle(draft);
    const made = article
      ? dirty
        ? await save.run({ params: { id: article.id }, body })
        : article
      : await add.run({ body: { ...body, brand_id } });
    if (!made) return null;
    letGo();
    return made.id;
  };
  const open = (id: string) => void navigate({ to: '/setup/articles/$id', params: { id }, replace: true });
  const submit = async () => {
    const id = await keep();
    if (!id) return;
    void message.success(t('articles.saved'));
    if (!article) open(id);
  };
  const goLive = async () => {
    const id = await keep();
    if (!id) return;
    const live = await publish.run({ params: { id } });
    if (live) void message.success(t('articles.published', { version: live.published_version ?? 1 }));
    if (!article) open(id);
  };
  useKeys({ 'mod+s': () => void submit() }, { on: !disabled });
  const turn = (archived: boolean) => article && archive.run({ params: { id: article.id }, body: { archived } });
  const askArchive = () =>
    modal.confirm({
      title: t('articles.archive_title', { name: title ?? draft.slug }),
      content: t('articles.archive_note'),
      okText: t('settings:archive'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: () => turn(true),
    });
  const next = (article?.published_version ?? 0) + 1;

  return (
    <EditorPage
      kind="articles"
      things={things}
      may={may('inbox.manage')}
      tab={title || t('articles.add')}
      title={title || <span className="r-ink3">{t('articles.untitled')}</span>}
      aside={article ? <ArticleState article={article} /> : <Status tone="idle">{t('not_live')}</Status>}
      problem={add.problem ?? save.problem ?? publish.problem ?? archive.problem ?? restore.problem}
      verbs={
        may('inbox.manage') && (
          <>
            {article?.archived_at && (
              <Button loading={archive.busy} onClick={() => void turn(false)}>
                {t('take_back')}
              </Button>
            )}
            {dirty && article && (
              <Button type="text" onClick={letGo}>
                {t('discard')}
              </Button>
            )}
            {!disabled && (
              <>
                <Button disabled={!whole || (article !== null && !dirty)} loading={busy} onClick={() => void submit()}>
                  {t('articles.save')}
                </Button>
                <Button
                  type="primary"
                  disabled={
                    !whole ||
                    busy ||
                    (article !== null && !dirty && !article.changed_since && article.published_version !== null)
                  }
                  onClick={() => void goLive()}
                >
                  {t('articles.publish', { version: next })}
                </Button>
              </>
            )}
            {article && !article.archived_at && !disabled && (
              <Dropdown
                trigger={['click']}
                menu={{ items: [{ key: 'archive', label: t('settings:archive'), danger: true }], onClick: askArchive }}
              >
                <Button type="text" aria-label={t('more_of', { name: title ?? '' })} icon={<Ellipsis size={16} />} />
              </Dropdown>
            )}
          </>
        )
      }
      right={<ArticlePreview draft={draft} article={article} pictures={pictures} />}
    >
      <ArticleText
        value={draft.draft}
        disabled={disabled}
        onPicture={(id, url) => setPictures((was) => new Map(was).set(id, url))}
        onChange={(text) => {
          const english = text.en?.title ?? '';
          change({ draft: text, ...(slugTyped ? {} : { slug: slugOf(english).slice(0, 80) }) });
        }}
      />
      <ArticleFacts
        draft={draft}
        article={article}
        disabled={disabled}
        problem={add.problem ?? save.problem}
        change={(part) => {
          if ('slug' in part) setSlugTyped(true);
          change(part);
        }}
      />
      {article && (
        <ArticleVoices
          article={article}
          disabled={disabled}
          onRestore={async (version) => {
            letGo();
            if (await restore.run({ params: { id: article.id }, body: { version } })) {
              void message.success(t('articles.restored', { version }));
            }
          }}
        />
      )}
    </EditorPage>
  );
}
