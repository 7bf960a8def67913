import type { AnswerOf, chat } from '@recoup/contract';
import { ChevronRight, Mail, MessageSquare, RotateCcw, Search } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import { call, type Failed } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { useChat } from '../parts/chat.ts';
import { ErrorLine, Waiting } from '../parts/parts.tsx';
import { Shell } from '../parts/shell.tsx';
import { go } from '../place.ts';
import { useWords } from '../words.ts';
import './help.css';

type Help = AnswerOf<typeof chat.help>;
type Teaser = Help['articles'][number];
const PAUSE_MS = 250;

/** The help centre of a brand: a search over everything, its articles by category, and a person for the rest. */
export function HelpPage(props: PageProps) {
  const { t, language } = useWords();
  const { brand } = props;
  const [typed, setTyped] = useState(() => new URLSearchParams(location.search).get('q') ?? '');
  const [found, setFound] = useState<{ q: string; articles: Teaser[] } | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const q = typed.trim();

  useEffect(() => {
    let old = false;
    const timer = setTimeout(
      () => {
        call<typeof chat.help>('GET', '/v1/help/:slug', {
          params: { slug: brand.slug },
          query: { language, ...(q ? { q } : {}) },
        }).then(
          ({ articles }) => {
            if (old) return;
            setFound({ q, articles });
            setFailed(null);
          },
          (error: Failed) => !old && setFailed(error),
        );
        const path = `/b/${brand.slug}/help${q ? `?q=${encodeURIComponent(q)}` : ''}`;
        history.replaceState(null, '', path);
      },
      found ? PAUSE_MS : 0,
    );
    return () => {
      old = true;
      clearTimeout(timer);
    };
  }, [brand.slug, language, q]);
  useEffect(() => {
    document.title = `${t('nav.help')}, ${brand.name}`;
  }, [t, brand.name]);

  return (
    <Shell {...props}>
      <h1>{t('help.title')}</h1>
      <search>
        <label class="search">
          <Search size={20} aria-hidden="true" />
          <span class="visually-hidden">{t('help.search')}</span>
          <input
            type="search"
            value={typed}
            placeholder={t('help.search')}
            maxLength={200}
            enterkeyhint="search"
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
      </search>
      {failed && <ErrorLine failed={failed} />}
      {!found && !failed && <Waiting />}
      {found && (
        <div aria-live="polite" class="stack wide">
          {found.q ? (
            <Found {...{ q: found.q, articles: found.articles, slug: brand.slug, clear: () => setTyped('') }} />
          ) : found.articles.length === 0 ? (
            <p class="help">{t('help.empty')}</p>
          ) : (
            byCategory(found.articles).map(([category, articles]) => (
              <section key={category ?? ''}>
                <h2>{category ?? t('help.other')}</h2>
                <Articles slug={brand.slug} articles={articles} />
              </section>
            ))
          )}
        </div>
      )}
      <hr class="rule" />
      <section class="stack">
        <h2>{t('help.still')}</h2>
        <NextSteps slug={brand.slug} />
      </section>
    </Shell>
  );
}

function Found({ q, articles, slug, clear }: { q: string; articles: Teaser[]; slug: string; clear: () => void }) {
  const { t } = useWords();
  return (
    <section>
      <h2>{t(articles.length ? 'help.results' : 'help.nothing', { q })}</h2>
      {articles.length ? <Articles slug={slug} articles={articles} /> : <p class="help">{t('help.nothing_lead')}</p>}
      <button type="button" class="link" onClick={clear}>
        {t('help.clear')}
      </button>
    </section>
  );
}

/** In the order the categories first come; those without one last. */
function byCategory(articles: Teaser[]): [string | null, Teaser[]][] {
  const groups = new Map<string | null, Teaser[]>();
  for (const article of articles) groups.set(article.category, [...(groups.get(article.category) ?? []), article]);
  return [...groups].sort(([one], [other]) => Number(one === null) - Number(other === null));
}

function Articles({ slug, articles }: { slug: string; articles: Teaser[] }) {
  const { t } = useWords();
  return (
    <ul class="teasers">
      {articles.map((article) => {
        const path = `/b/${slug}/help/${article.slug}`;
        return (
          <li key={article.slug}>
            <a
              href={path}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return;
                event.preventDefault();
                go(path);
              }}
            >
              {article.photo_url && <img class="thumb" src={article.photo_url} alt="" loading="lazy" />}
              <span class="body">
                <strong>{article.title}</strong>
                <span class="help">{article.excerpt}</span>
                <span class="help quiet">{t('help.minutes', { count: article.minutes })}</span>
              </span>
              <ChevronRight size={20} aria-hidden="true" />
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** The ways on when no article was enough: a person now, a person by mail, or a return. `tried` names the article that did not help. */
export function NextSteps({ slug, tried }: { slug: string; tried?: string }) {
  const { t } = useWords();
  const openChat = useChat(slug);
  const ways = [
    {
      path: `/b/${slug}/contact${tried ? `?tried=${encodeURIComponent(tried)}` : ''}`,
      icon: Mail,
      word: t('nav.contact'),
    },
    { path: `/b/${slug}`, icon: RotateCcw, word: t('nav.return') },
  ];
  return (
    <div class="stack">
      {openChat && (
        <button type="button" class="button" onClick={openChat}>
          <MessageSquare size={19} aria-hidden="true" />
          {t('article.chat')}
        </button>
      )}
      <div class="pair">
        {ways.map(({ path, icon: Icon, word }) => (
          <a
            key={path}
            class="button second"
            href={path}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return;
              event.preventDefault();
              go(path);
            }}
          >
            <Icon size={19} aria-hidden="true" />
            {word}
          </a>
        ))}
      </div>
    </div>
  );
}
