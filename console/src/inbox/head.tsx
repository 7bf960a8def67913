/** The head of a conversation: what it is about, with whom, who holds it, and what may be done with it. */
import { type Conversation, type ConversationMove, inbox, priority } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Button, Dropdown, Input, type MenuProps, Tooltip } from 'antd';
import type { TFunction } from 'i18next';
import {
  AlarmClock,
  ArrowLeft,
  BellRing,
  Check,
  Ellipsis,
  Languages,
  RotateCcw,
  Tag,
  UserRound,
  X,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Neighbours } from '../app/neighbours.tsx';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { CallVerb } from '../calls/call-verb.tsx';
import { CallBand } from '../calls/invite/call-band.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useKeys } from '../ui/keys.ts';
import { useFormat } from '../ui/locale.tsx';
import { Status } from '../ui/status.tsx';
import { ChannelIcon } from './channel-icon.tsx';
import { ClockOf } from './clocks.tsx';
import { type Dialog, HeadDialogs } from './head-dialogs.tsx';
import type { Columns } from './message.tsx';
import type { InboxSearch } from './search.ts';
import type { Other } from './use-presence.ts';
import { useUndoWord } from './use-undo-word.tsx';

type Props = {
  conversation: Conversation;
  search: InboxSearch;
  /** null: one column is all there is to show. */
  columns: Columns | null;
  onColumns: (next: Columns) => void;
  others: readonly Other[];
  onSplit: () => void;
  onGo: (id: string) => void;
  pane: React.ReactNode;
};

export function Head(props: Props) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const terms = useTerms();
  const { may } = useSession();
  const word = useUndoWord();
  const { conversation: at } = props;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [writing, setWriting] = useState<string | null>(null);
  const of = { params: { id: at.id } };
  const has = (move: ConversationMove) => at.moves.includes(move);
  const stands = at.merged_into === null && may('inbox.write');
  const reopen = useMove(inbox.reopen);
  const resolve = useMove(inbox.resolve, {
    onDone: () => word(t('resolved_done'), () => void reopen.run({ ...of, body: {} })),
  });
  const moves = {
    wake: useMove(inbox.wake),
    wait: useMove(inbox.wait),
    close: useMove(inbox.close),
  };
  const subject = useMove(inbox.setSubject, { onDone: () => setWriting(null) });
  const rank = useMove(inbox.setPriority);
  const language = useMove(inbox.setLanguage);
  const spam = useMove(inbox.spam);
  const forget = useMove(inbox.forgetReminder);
  const problem =
    resolve.problem ??
    reopen.problem ??
    moves.wake.problem ??
    moves.wait.problem ??
    moves.close.problem ??
    subject.problem ??
    rank.problem ??
    language.problem ??
    spam.problem ??
    forget.problem;
  useKeys({
    a: () => (has('assign') ? setDialog('assign') : false),
    z: () => (has('snooze') ? setDialog('snooze') : false),
    e: () => (has('resolve') ? void resolve.run({ ...of, body: {} }) : false),
  });

  const items: MenuProps['items'] = [
    has('wait') && { key: 'wait', label: t('move.wait') },
    has('assign') && { key: 'assign', label: t('assign.title'), extra: 'A' },
    stands && { key: 'tags', label: t('tags.title') },
    stands && {
      key: 'priority',
      label: t('priority.set'),
      children: priority.options.map((each) => ({ key: `priority:${each}`, label: t(`priority.${each}`) })),
    },
    stands && {
      key: 'language',
      label: t('move.language'),
      children: (['en', 'zh', 'es'] as const).map((each) => ({ key: `language:${each}`, label: terms.language(each) })),
    },
    stands && { key: 'subject', label: t('move.subject') },
    stands && { key: 'link', label: t('link.title') },
    stands && { key: 'remind', label: t('remind.title') },
    stands && { type: 'divider' as const },
    has('merge') && { key: 'merge', label: t('merge.title') },
    has('split') && { key: 'split', label: t('split.title') },
    has('close') && { key: 'close', label: t('move.close') },
    stands && { type: 'divider' as const },
    has('mark_spam') && { key: 'spam', danger: true, label: t('move.spam') },
    has('not_spam') && { key: 'not_spam', label: t('move.not_spam') },
    has('block') && { key: 'block', danger: true, label: at.contact.blocked ? t('block.undo') : t('block.title') },
  ].filter((item) => item !== false);
  const onMenu = (key: string) => {
    const [what, value] = key.split(':');
    if (what === 'wait' || what === 'close') void moves[what].run({ ...of, body: {} });
    else if (what === 'priority') void rank.run({ ...of, body: { priority: value as Conversation['priority'] } });
    else if (what === 'language') void language.run({ ...of, body: { language: value as 'en' | 'zh' | 'es' } });
    else if (what === 'spam' || what === 'not_spam') void spam.run({ ...of, body: { spam: what === 'spam' } });
    else if (what === 'subject') setWriting(at.subject);
    else if (what === 'split') props.onSplit();
    else setDialog(what as Dialog);
  };
  const clocks = at.clocks.filter(({ state }) => state !== 'met' && state !== 'breached_then_met');
  const staff = props.others.filter(({ kind }) => kind === 'staff');
  return (
    <header className="inbox-head">
      <div className="inbox-head-top">
        <Link to="/inbox" search={props.search} className="inbox-back" aria-label={t('back_to_list')}>
          <ArrowLeft size={16} />
        </Link>
        {writing === null ? (
          <h2 className="r-cut" title={at.subject}>
            {at.subject}
          </h2>
        ) : (
          <Input
            autoFocus
            size="small"
            maxLength={200}
            value={writing}
            aria-label={t('new.subject')}
            onChange={(event) => setWriting(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setWriting(null)}
            onBlur={() => setWriting(null)}
            onPressEnter={() => writing.trim() && void subject.run({ ...of, body: { subject: writing.trim() } })}
          />
        )}
        <span className="inbox-head-code">
          <Code copy>{at.code}</Code>
        </span>
        <span className="inbox-head-verbs">
          <CallVerb conversation={at} />
          {has('wake') ? (
            <Button
              type="text"
              size="small"
              icon={<AlarmClock size={15} />}
              loading={moves.wake.busy}
              onClick={() => void moves.wake.run({ ...of, body: {} })}
            >
              {t('move.wake')}
            </Button>
          ) : (
            has('snooze') && (
              <Button type="text" size="small" icon={<AlarmClock size={15} />} onClick={() => setDialog('snooze')}>
                {t('snooze.verb')}
              </Button>
            )
          )}
          {has('resolve') && (
            <Button
              size="small"
              icon={<Check size={15} />}
              loading={resolve.busy}
              title={t('resolve_hint')}
              onClick={() => void resolve.run({ ...of, body: {} })}
            >
              {t('resolve')}
            </Button>
          )}
          {has('reopen') && !has('resolve') && (
            <Button
              size="small"
              icon={<RotateCcw size={15} />}
              loading={reopen.busy}
              onClick={() => void reopen.run({ ...of, body: {} })}
            >
              {t('reopen')}
            </Button>
          )}
          {items.length > 0 && (
            <Dropdown trigger={['click']} placement="bottomRight" menu={{ items, onClick: ({ key }) => onMenu(key) }}>
              <Button type="text" size="small" icon={<Ellipsis size={16} />} aria-label={t('more')} />
            </Dropdown>
          )}
          {props.pane}
        </span>
      </div>
      <div className="inbox-head-facts">
        <Link to="/contacts/$id" params={{ id: at.contact.id }} className="inbox-head-who">
          {at.contact.name}
        </Link>
        {at.contact.time_zone && <span>{t('there', { time: f.timeThere(at.contact.time_zone) })}</span>}
        <span className="inbox-head-channel">
          <ChannelIcon kind={at.channel.kind} size={13} /> {at.channel.name}
        </span>
        <button
          type="button"
          className="inbox-head-holder"
          disabled={!has('assign')}
          title={t('assign.title')}
          onClick={() => setDialog('assign')}
        >
          {at.holder.kind === 'assistant' ? (
            <Status tone="bot">{t('assistant')}</Status>
          ) : (
            <>
              <UserRound size={13} aria-hidden="true" />
              {holderWords(at, t)}
            </>
          )}
        </button>
        {clocks.map((clock) => (
          <ClockOf key={clock.kind} clock={clock} />
        ))}
        {props.columns && (
          <Tooltip title={props.columns === 'two' ? t('columns.to_one') : t('columns.to_two')}>
            <button
              type="button"
              className="inbox-head-columns"
              aria-pressed={props.columns === 'two'}
              onClick={() => props.onColumns(props.columns === 'two' ? 'one' : 'two')}
            >
              <Languages size={14} aria-hidden="true" />
              {t(props.columns === 'two' ? 'columns.two' : 'columns.one', {
                buyer: terms.language(at.language ?? at.contact.language),
                mine: terms.language(f.language),
              })}
            </button>
          </Tooltip>
        )}
        <span className="inbox-head-neighbours">
          <Neighbours list="inbox" id={at.id} onGo={props.onGo} />
        </span>
      </div>
      {(at.tags.length > 0 || at.priority !== 'normal' || at.spam) && (
        <div className="inbox-head-tags">
          {at.spam && <Status tone="diff">{t('spam')}</Status>}
          {at.priority !== 'normal' && (
            <span className={`inbox-priority is-${at.priority}`}>
              {t('priority.of', { priority: t(`priority.${at.priority}`) })}
            </span>
          )}
          {at.tags.map((tag) => (
            <Link key={tag} to="/inbox" search={{ view: 'all', shelf: 'any', tag }} className="inbox-tag">
              <Tag size={11} aria-hidden="true" />
              {tag}
            </Link>
          ))}
        </div>
      )}
      <CallBand conversation={at} />
      {at.snoozed_until && (
        <p className="inbox-band">
          <AlarmClock size={14} aria-hidden="true" /> {t('snooze.is', { at: f.fullDateTime(at.snoozed_until) })}
        </p>
      )}
      {at.reminders.map((one) => (
        <p key={one.id} className="inbox-band">
          <BellRing size={14} aria-hidden="true" />
          <span>
            {one.text
              ? t('remind.is_text', { at: f.dateTime(one.at), name: one.by.name, text: one.text })
              : t('remind.is', { at: f.dateTime(one.at), name: one.by.name })}
          </span>
          <button
            type="button"
            aria-label={t('remind.forget')}
            onClick={() => void forget.run({ ...of, body: { reminder_id: one.id } })}
          >
            <X size={13} />
          </button>
        </p>
      ))}
      {at.merged_into && (
        <p className="inbox-band is-strong">
          {t('merge.is')}{' '}
          <Link to="/inbox/$id" params={{ id: at.merged_into.id }} search={props.search}>
            <Code>{at.merged_into.code}</Code>
          </Link>
        </p>
      )}
      {at.contact.blocked && (
        <p className="inbox-band is-strong">{t('block.is', { name: at.contact.name, by: at.contact.blocked.by })}</p>
      )}
      {staff.length > 0 && (
        <p className={`inbox-band${staff.some(({ what }) => what === 'typing') ? ' is-clock' : ''}`} role="status">
          {staff.map((one) => (
            <span key={one.id}>{t(one.what === 'typing' ? 'other.types' : 'other.looks', { name: one.name })}</span>
          ))}
        </p>
      )}
      {problem && (
        <p className="inbox-band r-t-bad" role="alert">
          {problem.words}
        </p>
      )}
      {dialog && <HeadDialogs dialog={dialog} conversation={at} onGo={props.onGo} onClose={() => setDialog(null)} />}
    </header>
  );
}

function holderWords({ holder }: Conversation, t: TFunction<'inbox'>): string {
  if (holder.staff && holder.team) return t('held.by_of', { name: holder.staff.name, team: holder.team.name });
  if (holder.staff) return t('held.by', { name: holder.staff.name });
  if (holder.team) return t('held.team', { team: holder.team.name });
  return t('held.nobody');
}
