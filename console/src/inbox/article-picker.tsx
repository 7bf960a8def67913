/** Articles of the help centre, those near the conversation first; one goes into the reply as its title and address. */
import { type Article, type Conversation, inboxSetup } from '@recoup/contract';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useFormat } from '../ui/locale.tsx';

type Language = 'en' | 'zh' | 'es';
const wordsOf = (article: Article, language: string) =>
  article.draft[language as Language] ?? article.draft.en ?? article.draft.zh ?? article.draft.es;

export function ArticlePicker(props: {
  conversation: Conversation;
  /** The buyer's. */
  language: string;
  onPick: (words: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const { conversation: at } = props;
  const [text, setText] = useState('');
  const [place, setPlace] = useState(0);
  const q = text.trim();
  const articles = useApi(inboxSetup.articles, {
    query: { brand_id: at.brand.id, limit: 20, ...(q ? { q } : { conversation_id: at.id }) },
  });
  // What no buyer can open is not sent to one.
  const rows = (articles.data?.rows ?? []).filter((one) => one.published_version !== null && !one.archived_at);
  const current = rows[place];
  const take = (one: Article | undefined) => {
    if (one) props.onPick(`${wordsOf(one, props.language)?.title ?? one.slug}: ${one.url}`);
  };
  return (
    <Modal open title={t('article.pick')} footer={null} onCancel={props.onClose} width={760} destroyOnHidden>
      <Input
        autoFocus
        placeholder={t('article.find')}
        aria-label={t('article.find')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setPlace(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setPlace(Math.min(place + 1, rows.length - 1));
          else if (event.key === 'ArrowUp') setPlace(Math.max(place - 1, 0));
          else if (event.key === 'Enter') take(current);
          else return;
          event.preventDefault();
        }}
      />
      <div className="inbox-picker">
        <ul className="inbox-choices">
          {rows.map((one, row) => (
            <li key={one.id}>
              <button
                type="button"
                className={row === place ? 'is-at' : ''}
                onMouseEnter={() => setPlace(row)}
                onClick={() => take(one)}
              >
                <span className="inbox-choice-words">
                  <span className="r-cut">{wordsOf(one, f.language)?.title ?? one.slug}</span>
                  <span className="r-quiet">
                    {t('article.helped', { yes: f.number(one.helped), no: f.number(one.not_helped) })}
                  </span>
                </span>
              </button>
            </li>
          ))}
          {articles.data && rows.length === 0 && (
            <li className="r-quiet">{t(q ? 'article.nothing' : 'article.none')}</li>
          )}
        </ul>
        <div className="inbox-preview">
          {current && (
            <>
              <p className="r-strong">{wordsOf(current, props.language)?.title}</p>
              <p className="inbox-text" lang={props.language}>
                {wordsOf(current, props.language)?.body.slice(0, 1200)}
              </p>
            </>
          )}
        </div>
      </div>
    </Modal>
  );
}
