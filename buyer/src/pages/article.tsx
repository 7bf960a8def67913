import type { AnswerOf, BuyerLanguage, chat } from '@recoup/contract';
import { ChevronLeft, ThumbsDown, ThumbsUp } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import { call, type Failed } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { dayOf } from '../format.ts';
import { ErrorLine, Field, Waiting } from '../parts/parts.tsx';
import { ownName, Shell } from '../parts/shell.tsx';
import { go } from '../place.ts';
import { useWords } from '../words.ts';
import { NextSteps } from './help.tsx';
import './help.css';

type Article = AnswerOf<typeof chat.article>;

/** One article in the reader's language, and whether it helped; where it did not, a person is one tap away. */
export function ArticlePage({ article: slug, ...props }: PageProps & { article: string }) {
  const { t, language } = useWords();
  const { brand } = props;
  const [article, setArticle] = useState<Article | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const home = `/b/${brand.slug}/help`;

  useEffect(() => {
    let old = false;
    setFailed(null);
    call<typeof chat.article>('GET', '/v1/help/:slug/:article', {
      params: { slug: brand.slug, article: slug },
      query: { language },
    }).then(
      (found) => !old && setArticle(found),
      (error: Failed) => !old && setFailed(error),
    );
    return () => {
      old = true;
    };
  }, [brand.slug, slug, language]);
  useEffect(() => {
    if (article) document.title = `${article.title}, ${brand.name}`;
  }, [article, brand.name]);

  return (
    <Shell {...props}>
      <a
        class="crumb"
        href={home}
        onClick={(event) => {
          event.preventDefault();
          go(home);
        }}
      >
        <ChevronLeft size={16} aria-hidden="true" />{' '}
        {[t('article.crumb'), article?.category].filter(Boolean).join(', ')}
      </a>
      {failed && (
        <>
          <ErrorLine failed={failed} />
          <NextSteps slug={brand.slug} />
        </>
      )}
      {!article && !failed && <Waiting />}
      {article && !failed && (
        <>
          <h1 lang={article.language}>{article.title}</h1>
          {article.language !== language && (
            <p class="help">{t('article.only_in', { language: ownName[article.language] })}</p>
          )}
          {/* The server writes it from markdown with HTML off; the contract says that it is safe to show. */}
          <div class="article" lang={article.language} dangerouslySetInnerHTML={{ __html: article.html }} />
          <Helped key={slug} brand={brand.slug} slug={slug} title={article.title} language={article.language} />
          <p class="help quiet">
            {t('article.updated', { date: dayOf(article.updated_at, language, brand.time_zone), brand: brand.name })}
          </p>
        </>
      )}
    </Shell>
  );
}

type HelpedProps = { brand: string; slug: string; title: string; language: BuyerLanguage };
function Helped({ brand, slug, title, language }: HelpedProps) {
  const { t } = useWords();
  const [helped, setHelped] = useState<boolean | null>(null);
  const [comment, setComment] = useState('');
  const [told, setTold] = useState(false);
  const [failed, setFailed] = useState<Failed | null>(null);

  async function tell(answer: boolean, words = '') {
    setFailed(null);
    setHelped(answer);
    try {
      await call<typeof chat.articleHelped>('POST', '/v1/help/:slug/:article/helped', {
        params: { slug: brand, article: slug },
        body: { language, helped: answer, ...(words ? { comment: words } : {}) },
      });
      if (words) setTold(true);
    } catch (error) {
      setFailed(error as Failed);
    }
  }
  return (
    <>
      <section class="helped">
        <h2>{t('article.helped')}</h2>
        {helped === null && <p class="help">{t('article.helped_lead')}</p>}
        <div class="pair">
          <button type="button" class="button second" aria-pressed={helped === true} onClick={() => tell(true)}>
            <ThumbsUp size={19} aria-hidden="true" />
            {t('article.yes')}
          </button>
          <button type="button" class="button second" aria-pressed={helped === false} onClick={() => tell(false)}>
            <ThumbsDown size={19} aria-hidden="true" />
            {t('article.no')}
          </button>
        </div>
        {failed && <ErrorLine failed={failed} />}
        {helped && !failed && (
          <p class="help" role="status">
            {t('article.thanks')}
          </p>
        )}
      </section>
      {helped === false && (
        <section class="sorry">
          {told ? (
            <div role="status">
              <h2>{t('article.kept')}</h2>
            </div>
          ) : (
            <form
              class="stack"
              onSubmit={(event) => {
                event.preventDefault();
                if (comment.trim()) void tell(false, comment.trim());
              }}
            >
              <h2>{t('article.sorry')}</h2>
              <Field label={t('article.comment')} help={t('article.sorry_lead')}>
                <textarea
                  value={comment}
                  maxLength={1000}
                  rows={3}
                  onInput={(event) => setComment(event.currentTarget.value)}
                />
              </Field>
              <button type="submit" class="button second" disabled={!comment.trim()}>
                {t('article.send')}
              </button>
              <h2>{t('article.next')}</h2>
            </form>
          )}
          <NextSteps slug={brand} tried={title} />
          <p class="help">{t('article.carry')}</p>
        </section>
      )}
    </>
  );
}
