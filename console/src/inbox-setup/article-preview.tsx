/** The article as a buyer reads it on a phone, in the brand's look, while it is written. */
import type { Article } from '@recoup/contract';
import { ExternalLink } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.tsx';
import type { ArticleDraft } from './article-draft.ts';
import { htmlOf } from './markdown.ts';
import pageWords from './page-words.json';
import { languages, PaneHead, useLanguageSwitch } from './parts.tsx';

type Props = { draft: ArticleDraft; article: Article | null; pictures: ReadonlyMap<string, string> };

export function ArticlePreview({ draft, article, pictures }: Props) {
  const { t } = useTranslation('inbox-setup');
  const { me } = useSession();
  const { language, control } = useLanguageSwitch(languages);
  const brand = me.brands.find(({ id }) => id === draft.brand_id);
  const text = draft.draft[language];
  const words = pageWords[language];
  const html = useMemo(() => htmlOf(text?.body ?? '', pictures), [text?.body, pictures]);
  const look = { '--bc': brand?.look.color, '--dot': brand?.look.dot } as React.CSSProperties;
  return (
    <section className="isetup-preview">
      <PaneHead title={t('other_side')}>{control}</PaneHead>
      <div className="isetup-phone" lang={language} style={look}>
        <div className="isetup-phone-head">
          <i />
          <b>{brand?.name}</b>
        </div>
        <div className="isetup-phone-page">
          <p className="is-crumb">{[words.help, draft.category].filter(Boolean).join(', ')}</p>
          <h3>{text?.title || words.untitled}</h3>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: markdown-it with HTML off escapes every tag that was typed */}
          <div className="isetup-html" dangerouslySetInnerHTML={{ __html: html }} />
          <div className="is-helped">
            <b>{words.helped}</b>
            <span>{words.yes}</span>
            <span>{words.no}</span>
          </div>
        </div>
      </div>
      {article?.published_version && !article.archived_at ? (
        <a className="isetup-out" href={article.url} target="_blank" rel="noreferrer">
          {t('articles.open_live', { version: article.published_version })}
          <ExternalLink size={14} aria-hidden="true" />
        </a>
      ) : (
        <p className="r-quiet">{t('articles.never_live')}</p>
      )}
    </section>
  );
}
