/** Whether an article helps, what readers wrote, and its versions, each of which can be taken up again as the draft. */
import type { AnswerOf, inboxSetup } from '@recoup/contract';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { Status, When } from '../ui/status.tsx';
import pageWords from './page-words.json';

type Whole = AnswerOf<typeof inboxSetup.article>;
type Props = { article: Whole; disabled: boolean; onRestore: (version: number) => Promise<void> };

export function ArticleVoices({ article, disabled, onRestore }: Props) {
  const { t } = useTranslation('inbox-setup');
  const { modal } = App.useApp();
  const f = useFormat();
  const ask = (version: number) =>
    modal.confirm({
      title: t('articles.restore_title', { version }),
      content: t('articles.restore_note'),
      okText: t('articles.restore'),
      icon: null,
      onOk: () => onRestore(version),
    });
  return (
    <>
      <Section title={t('articles.voices')} aside={t('articles.voices_note', { count: article.views })}>
        <p className="isetup-facts">
          <span>{t('articles.did_help', { count: article.helped })}</span>
          <span>{t('articles.did_not', { count: article.not_helped })}</span>
        </p>
        {article.comments.length > 0 && (
          <ul className="isetup-plain is-comments">
            {article.comments.map((comment) => (
              <li key={`${comment.at} ${comment.text}`}>
                <Status tone={comment.helped ? 'good' : 'diff'}>
                  {t(comment.helped ? 'articles.helped_yes' : 'articles.helped_no')}
                </Status>
                <span>{comment.text}</span>
                <When at={comment.at} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {article.versions.length > 0 && (
        <Section title={t('articles.versions')}>
          <ul className="isetup-plain is-versions">
            {article.versions.map((version) => (
              <li key={version.version}>
                <b>{t('articles.version', { version: version.version })}</b>
                {version.version === article.published_version ? <Status tone="good">{t('live')}</Status> : <span />}
                <span className="r-second">
                  {version.by}, {f.dateTime(version.at)}
                </span>
                <span className="r-second">
                  {version.languages.map((each) => pageWords[each as 'en']?.name ?? each).join(', ')}
                </span>
                {!disabled && (
                  <button type="button" className="r-link" onClick={() => ask(version.version)}>
                    {t('articles.restore')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
