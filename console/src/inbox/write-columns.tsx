/** Where one writes: what the buyer receives beside what I write, or one field where both read the same language. */
import type { Conversation } from '@recoup/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { Status } from '../ui/status.tsx';
import { readsBack } from './reads-back.ts';
import type { Writing } from './use-writing.ts';

const rows = { minRows: 4, maxRows: 12 };

export function WriteBoth(props: {
  conversation: Conversation;
  label: string;
  mine: string;
  /** Changed by hand; null: as translated. */
  theirs: string | null;
  writing: Writing;
  onMine: (text: string) => void;
  onTheirs: (text: string | null) => void;
}) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const terms = useTerms();
  const { conversation: at, mine, theirs, writing } = props;
  const [open, setOpen] = useState(false);
  const buyer = at.language ?? at.contact.language;
  const read = theirs === null ? readsBack(mine, writing.back) : null;
  const showBack = read !== null && (open || !read.same);
  return (
    <div className="inbox-write is-two">
      <div className="inbox-receives" lang={buyer}>
        <div className="inbox-write-head">
          <span className="r-cut">
            <b>{t('write.receives', { name: at.contact.name, language: terms.language(buyer) })}</b>
            <To conversation={at} />
          </span>
          {theirs !== null ? (
            <button type="button" className="inbox-tool-word" onClick={() => props.onTheirs(null)}>
              {t('write.translate_again')}
            </button>
          ) : (
            writing.text !== null && (
              <button type="button" className="inbox-tool-word" onClick={() => props.onTheirs(writing.text)}>
                {t('write.edit')}
              </button>
            )
          )}
        </div>
        {theirs !== null ? (
          <Input.TextArea
            variant="borderless"
            autoSize={rows}
            maxLength={20_000}
            value={theirs}
            aria-label={t('write.receives', { name: at.contact.name, language: terms.language(buyer) })}
            onChange={(event) => props.onTheirs(event.target.value)}
          />
        ) : writing.state === 'failed' ? (
          <p className="r-second">
            {t('write.failed')}{' '}
            <button type="button" className="r-link" onClick={writing.again}>
              {t('try_again')}
            </button>
          </p>
        ) : (
          <p className={`inbox-text${writing.text === null ? ' is-waiting' : ''}`} aria-live="polite">
            {writing.text ?? (writing.state === 'making' ? t('translating') : '')}
          </p>
        )}
        {writing.terms.length > 0 && theirs === null && (
          <p className="r-quiet">
            {t('write.glossary', {
              list: f.listed(writing.terms.map(({ from, to }) => t('write.term', { from, to }))),
            })}
          </p>
        )}
      </div>
      <div className="inbox-writes" lang={f.language}>
        <div className="inbox-write-head">
          <b>{t('write.mine', { language: terms.language(f.language) })}</b>
          {theirs !== null ? (
            <span className="r-quiet">{t('write.by_hand')}</span>
          ) : (
            read && (
              <button
                type="button"
                className="inbox-reads-back"
                aria-expanded={showBack}
                onClick={() => setOpen(!open)}
              >
                <Status tone={read.same ? 'good' : 'diff'}>{t(read.same ? 'write.same' : 'write.not_same')}</Status>
              </button>
            )
          )}
        </div>
        <Input.TextArea
          data-write
          variant="borderless"
          autoSize={rows}
          maxLength={20_000}
          placeholder={props.label}
          aria-label={props.label}
          value={mine}
          onChange={(event) => props.onMine(event.target.value)}
        />
        {showBack && <p className="inbox-back-words r-second">{t('write.back', { text: writing.back })}</p>}
      </div>
    </div>
  );
}

export function WriteOne(props: {
  conversation: Conversation;
  label: string;
  text: string;
  onText: (text: string) => void;
  /** The buyer reads another language, and nobody translates. */
  noTranslator: boolean;
}) {
  const { t } = useTranslation('inbox');
  const terms = useTerms();
  const { conversation: at } = props;
  const buyer = terms.language(at.language ?? at.contact.language);
  return (
    <div className="inbox-write is-one">
      <div className="inbox-write-head">
        <span className="r-cut">
          <b>{t('write.receives', { name: at.contact.name, language: buyer })}</b>
          <To conversation={at} />
        </span>
        {props.noTranslator && <span className="r-quiet">{t('write.no_translator', { language: buyer })}</span>}
      </div>
      <Input.TextArea
        data-write
        variant="borderless"
        autoSize={{ minRows: 3, maxRows: 12 }}
        maxLength={20_000}
        placeholder={props.label}
        aria-label={props.label}
        value={props.text}
        onChange={(event) => props.onText(event.target.value)}
      />
    </div>
  );
}

/** Where it goes. */
function To({ conversation: { reply_by } }: { conversation: Conversation }) {
  const { t } = useTranslation('inbox');
  // What other services call a person says nothing to people.
  const readable = (address: string) => /^\S+@\S+$|^\+?[\d\s()-]+$/.test(address);
  if (!reply_by) return <span className="r-t-bad"> {t('write.nowhere')}</span>;
  const { channel, online } = reply_by;
  const to = reply_by.to && readable(reply_by.to) ? reply_by.to : null;
  if (channel.kind === 'chat') {
    return (
      <span className="r-quiet">
        {' '}
        {online ? t('write.to_chat_online') : to ? t('write.to_chat_mail', { to }) : t('write.to_chat')}
      </span>
    );
  }
  return <span className="r-quiet"> {to ? t('write.to', { to, channel: channel.name }) : channel.name}</span>;
}
