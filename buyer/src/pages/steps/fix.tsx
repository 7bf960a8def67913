import type { AnswerOf, chat } from '@recoup/contract';
import { ChevronDown } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { call, type Failed } from '../../api.ts';
import { ErrorLine, reasonWords, Thumb, Waiting } from '../../parts/parts.tsx';
import { Shell } from '../../parts/shell.tsx';
import { type AnswerLine, needs, unchosen } from '../../request.ts';
import { useWords } from '../../words.ts';
import { type Made, useConfirm } from './confirm.ts';
import '../help.css';
import { chosenOf, lineOf, type StepProps } from './step.ts';
import { Ways } from './ways.tsx';

type Guide = AnswerLine['guides'][number];

/** What could put it right without sending anything: a guide, a part, keeping it for money back. The return is always one tap away. */
export function FixStep(props: StepProps & { lineId: string; done: (made: Made) => void }) {
  const words = useWords();
  const { t } = words;
  const { order, request, tell, next, lineId, brand } = props;
  const line = lineOf(order, lineId);
  const chosen = chosenOf(request, lineId);
  const first = chosen.first!;
  const { confirm, busy, failed } = useConfirm(props, props.done);
  const ways = first.fix_first.filter(({ offer }) => offer.kind !== 'guidance');
  // Guides are tried first only where they are likely to help.
  const guides = ways.length < first.fix_first.length ? first.guides : [];
  const missing = needs(chosen);
  const taken = ways.find(({ offer }) => offer.kind === chosen.remedy);

  function worksNow(guide: Guide) {
    const change = { ...unchosen, remedy: 'guidance' as const, settled: true, articleId: guide.article_id };
    tell({ type: 'set', lineId, change });
    const lines = request.lines.map((one) => (one.lineId === lineId ? { ...one, ...change } : one));
    // Nothing else is open: it ends here, with thanks.
    if (lines.length === 1 && !first.evidence_needed) void confirm({ lines, key: request.key });
    else next();
  }
  return (
    <Shell
      {...props}
      foot={
        <>
          {failed && <ErrorLine failed={failed} />}
          {ways.length > 0 && (
            <button
              type="button"
              class="button"
              disabled={!taken || missing !== null || busy}
              onClick={() => {
                tell({ type: 'set', lineId, change: { settled: true } });
                next();
              }}
            >
              {t('continue')}
            </button>
          )}
          <button
            type="button"
            class="link"
            disabled={busy}
            onClick={() => {
              tell({ type: 'set', lineId, change: unchosen });
              next();
            }}
          >
            {t('fix.no_thanks')}
          </button>
        </>
      }
    >
      <div class="item">
        <Thumb url={line.photo_url} />
        <div class="body">
          <strong>{line.title}</strong>
          <div class="help">{reasonWords(words, chosen.reason!, chosen.detail)}</div>
        </div>
        <button type="button" class="link" onClick={() => history.back()}>
          {t('why.change')}
        </button>
      </div>
      <div class="stack">
        <h1>{t('fix.title')}</h1>
        <p class="help">{t('fix.lead')}</p>
      </div>
      {guides.length > 0 && (
        <section class="stack" aria-label={t('fix.guides')}>
          {guides.map((guide) => (
            <GuideCard
              key={guide.article_id}
              brand={brand.slug}
              guide={guide}
              busy={busy}
              onWorks={() => worksNow(guide)}
            />
          ))}
        </section>
      )}
      {ways.length > 0 && <Ways {...props} name="fix" ways={ways} seen={first} />}
    </Shell>
  );
}

type Article = AnswerOf<typeof chat.article>;

/** A guide that opens where it stands, and asks about the thing, not the article. */
function GuideCard(props: { brand: string; guide: Guide; busy: boolean; onWorks: () => void }) {
  const { t, language } = useWords();
  const { brand, guide } = props;
  const [open, setOpen] = useState(false);
  const [article, setArticle] = useState<Article | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [helped, setHelped] = useState<boolean | null>(null);
  const params = { slug: brand, article: guide.slug };

  function show() {
    setOpen(!open);
    if (article || open) return;
    call<typeof chat.article>('GET', '/v1/help/:slug/:article', { params, query: { language } }).then((found) => {
      setArticle(found);
      setFailed(null);
    }, setFailed);
  }
  function tellHelped(answer: boolean) {
    setHelped(answer);
    // Only for the help centre's own count: what the buyer does next does not wait for it.
    call<typeof chat.articleHelped>('POST', '/v1/help/:slug/:article/helped', {
      params,
      body: { language: article?.language ?? language, helped: answer },
    }).catch(() => {});
    if (answer) props.onWorks();
  }
  const id = `guide-${guide.slug}`;
  return (
    <div class="guide">
      <button type="button" class="option" aria-expanded={open} aria-controls={id} onClick={show}>
        {guide.photo_url && <Thumb url={guide.photo_url} />}
        <span class="body">
          <span class="row">{guide.title}</span>
          <span class="help">{t('help.minutes', { count: guide.minutes })}</span>
        </span>
        <ChevronDown size={20} aria-hidden="true" />
      </button>
      {open && (
        <div id={id} class="stack guide-open">
          {failed && <ErrorLine failed={failed} />}
          {!article && !failed && <Waiting />}
          {article && (
            <>
              {/* The server writes it from markdown with HTML off; the contract says that it is safe to show. */}
              <div class="article" lang={article.language} dangerouslySetInnerHTML={{ __html: article.html }} />
              <strong>{t('fix.works')}</strong>
              <div class="pair">
                <button type="button" class="button second" disabled={props.busy} onClick={() => tellHelped(true)}>
                  {t('article.yes')}
                </button>
                <button
                  type="button"
                  class="button second"
                  aria-pressed={helped === false}
                  disabled={props.busy}
                  onClick={() => tellHelped(false)}
                >
                  {t('article.no')}
                </button>
              </div>
              {helped === false && (
                <p class="help" role="status">
                  {t('fix.not_works')}
                </p>
              )}
            </>
          )}
          <a class="link" href={guide.url} target="_blank" rel="noreferrer">
            {t('fix.open_help')}
          </a>
        </div>
      )}
    </div>
  );
}
