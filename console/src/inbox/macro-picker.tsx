/** Macros by name, those that fit first; beside them what they would say and do here. ↵ takes one. */
import { type AnswerOf, type Conversation, inboxSetup, type Macro } from '@recoup/contract';
import { Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { type ProblemWords, useProblemWords } from '../app/problem-words.ts';
import { useApi } from '../app/queries.ts';
import { useTerms } from '../terms/terms.ts';
import { useActionWords } from './action-words.ts';

type Fill = AnswerOf<typeof inboxSetup.fillMacro>;
export type Filled = Fill & { macro: Macro };

export function MacroPicker(props: {
  conversation: Conversation;
  onPick: (filled: Filled) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('inbox');
  const terms = useTerms();
  const words = useProblemWords();
  const actionWords = useActionWords();
  const { conversation: at } = props;
  const macros = useApi(inboxSetup.macros, { query: { conversation_id: at.id } });
  const [text, setText] = useState('');
  const [place, setPlace] = useState(0);
  const [shown, setShown] = useState<{ id: string; fill: Fill | null; problem: ProblemWords | null } | null>(null);
  const wanted = text.trim().toLowerCase();
  const rows = (macros.data?.rows ?? []).filter(
    (one) =>
      !one.archived_at &&
      (!one.brand || one.brand.id === at.brand.id) &&
      `${one.name} ${Object.values(one.body ?? {}).join(' ')}`.toLowerCase().includes(wanted),
  );
  const current = rows[place];
  const currentId = current?.id;
  useEffect(() => {
    if (!currentId) return;
    let old = false;
    const timer = setTimeout(() => {
      call(inboxSetup.fillMacro, { params: { id: currentId }, body: { conversation_id: at.id } }).then(
        (fill) => !old && setShown({ id: currentId, fill, problem: null }),
        (error: unknown) => !old && setShown({ id: currentId, fill: null, problem: words(error) }),
      );
    }, 80);
    return () => {
      old = true;
      clearTimeout(timer);
    };
  }, [currentId, at.id, words]);
  const fill = shown?.id === currentId ? shown?.fill : null;
  const take = () => {
    if (current && fill) props.onPick({ ...fill, macro: current });
  };
  return (
    <Modal open title={t('macro.pick')} footer={null} onCancel={props.onClose} width={760} destroyOnHidden>
      <Input
        autoFocus
        placeholder={t('macro.find')}
        aria-label={t('macro.find')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setPlace(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setPlace(Math.min(place + 1, rows.length - 1));
          else if (event.key === 'ArrowUp') setPlace(Math.max(place - 1, 0));
          else if (event.key === 'Enter') take();
          else return;
          event.preventDefault();
        }}
      />
      <div className="inbox-picker">
        <ul className="inbox-choices">
          {rows.map((one, at) => (
            <li key={one.id}>
              <button
                type="button"
                className={at === place ? 'is-at' : ''}
                onMouseEnter={() => setPlace(at)}
                onClick={() => {
                  setPlace(at);
                  take();
                }}
              >
                <span className="r-cut">{one.name}</span>
                {one.suggested && <span className="inbox-fits">{t('macro.fits')}</span>}
              </button>
            </li>
          ))}
          {macros.data && rows.length === 0 && (
            <li className="r-quiet">{t(wanted ? 'macro.nothing' : 'macro.none')}</li>
          )}
        </ul>
        <div className="inbox-preview">
          {shown?.problem && shown.id === currentId && <p className="r-t-bad">{shown.problem.words}</p>}
          {current && fill && (
            <>
              {fill.text !== null && (
                <>
                  <p className="r-quiet">
                    {t('write.receives', { name: at.contact.name, language: terms.language(fill.language) })}
                  </p>
                  <p className="inbox-text" lang={fill.language}>
                    {fill.text}
                  </p>
                </>
              )}
              {fill.mine !== null && (
                <>
                  <p className="r-quiet">{t('macro.in_mine')}</p>
                  <p className="inbox-text">{fill.mine}</p>
                </>
              )}
              {fill.missing.length > 0 && (
                <p className="r-t-clock">{t('macro.missing', { list: fill.missing.join(', ') })}</p>
              )}
              {fill.actions.length > 0 && (
                <ul className="inbox-means">
                  {fill.actions.map((action) => (
                    <li key={JSON.stringify(action)}>{actionWords(action)}</li>
                  ))}
                </ul>
              )}
            </>
          )}
        </div>
      </div>
    </Modal>
  );
}
