/** Another conversation about the same problem is joined into this one; what will happen stands there before it does. */
import { type Conversation, type ConversationRow, inbox } from '@recoup/contract';
import { Input, Modal } from 'antd';
import { Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useApi, useMove } from '../app/queries.ts';
import { Code } from '../ui/code.tsx';
import { When } from '../ui/status.tsx';
import { ChannelIcon } from './channel-icon.tsx';
import { useUndoWord } from './use-undo-word.tsx';

export function MergeDialog({
  conversation: at,
  onGo,
  onClose,
}: {
  conversation: Conversation;
  onGo: (id: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('inbox');
  const word = useUndoWord();
  const related = useApi(inbox.related, { params: { id: at.id } });
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly ConversationRow[]>([]);
  const [other, setOther] = useState<ConversationRow | null>(null);
  const undo = useMove(inbox.undoJoin);
  const merge = useMove(inbox.merge, {
    onDone: (after) => {
      const join = after.joins.find((one) => one.kind === 'merge' && one.with.id === other?.id);
      word(
        t('merge.done', { code: other?.code ?? '' }),
        join ? () => void undo.run({ params: { id: after.id }, body: { join_id: join.id } }) : null,
      );
      onClose();
      if (after.id !== at.id) onGo(after.id);
    },
  });
  useEffect(() => {
    const q = text.trim();
    if (q.length < 2) return setFound([]);
    let old = false;
    const timer = setTimeout(() => {
      call(inbox.search, { query: { q, brand_id: at.brand.id, limit: 20 } }).then(
        ({ rows }) =>
          !old && setFound([...new Map(rows.map(({ conversation }) => [conversation.id, conversation])).values()]),
        () => !old && setFound([]),
      );
    }, 200);
    return () => {
      old = true;
      clearTimeout(timer);
    };
  }, [text, at.brand.id]);
  const searching = text.trim().length >= 2;
  const rows = (searching ? found : (related.data?.conversations ?? [])).filter(
    ({ id, brand }) => id !== at.id && brand.id === at.brand.id,
  );
  return (
    <Modal
      open
      title={t('merge.title')}
      okText={other ? t('merge.go', { code: other.code }) : t('merge.verb')}
      okButtonProps={{ disabled: !other }}
      cancelText={t('cancel')}
      confirmLoading={merge.busy}
      onOk={() => other && void merge.run({ params: { id: at.id }, body: { other_id: other.id } })}
      onCancel={onClose}
      width={560}
      destroyOnHidden
    >
      <Input
        autoFocus
        placeholder={t('merge.find')}
        aria-label={t('merge.find')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setOther(null);
        }}
      />
      <p className="r-quiet inbox-choices-head">{t(searching ? 'merge.found' : 'merge.same_buyer')}</p>
      <ul className="inbox-choices">
        {rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              className={other?.id === row.id ? 'is-at' : ''}
              aria-pressed={other?.id === row.id}
              onClick={() => setOther(row)}
            >
              <ChannelIcon kind={row.channel.kind} />
              <span className="inbox-choice-words">
                <span className="r-cut">{row.subject}</span>
                <span className="r-quiet">
                  {row.contact.name} <Code>{row.code}</Code>
                </span>
              </span>
              <span className="r-quiet">
                <When at={row.last.at} />
              </span>
              {other?.id === row.id && <Check size={14} aria-hidden="true" />}
            </button>
          </li>
        ))}
        {rows.length === 0 && <li className="r-quiet">{t(searching ? 'merge.nothing' : 'merge.none_of_buyer')}</li>}
      </ul>
      {other && (
        <ul className="inbox-means">
          <li>{t('merge.means_messages', { code: other.code, name: other.contact.name })}</li>
          {other.contact.id !== at.contact.id && (
            <li className="r-t-clock">
              {t('merge.means_other_buyer', { name: other.contact.name, here: at.contact.name })}
            </li>
          )}
          <li>{t('merge.means_leads', { code: other.code, here: at.code })}</li>
          <li>{t('merge.means_undo')}</li>
        </ul>
      )}
      {merge.problem && (
        <p className="r-t-bad" role="alert">
          {merge.problem.words}
        </p>
      )}
    </Modal>
  );
}
