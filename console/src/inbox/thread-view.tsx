/** The thread: messages and what happened between them, oldest first, days apart. It keeps its place while others write. */
import { type Conversation, inbox, type ThreadItem } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEventWords } from '../app/event-words.tsx';
import { useMove } from '../app/queries.ts';
import { useFormat } from '../ui/locale.tsx';
import { When } from '../ui/status.tsx';
import type { TurnShown } from './assistant-turns.ts';
import { WhyUnder } from './assistant-why.tsx';
import { type Columns, MessageView } from './message.tsx';
import { isNotice, messagesOf, withDays } from './thread.ts';
import { translatedOf, useTranslations } from './use-translations.ts';

type Props = {
  conversation: Conversation;
  items: readonly ThreadItem[];
  more: boolean;
  loadingOlder: boolean;
  onOlder: () => Promise<void>;
  columns: Columns;
  original: boolean;
  /** Is there a translator, and may this person use it? */
  translates: boolean;
  /** Said once above the first message. */
  hint?: React.ReactNode;
  picking: { ids: readonly string[]; onPick: (id: string) => void } | null;
  /** The message a search found: it is brought into sight. */
  found?: string | undefined;
  /** Why the assistant said what it said, by its message. */
  turns: ReadonlyMap<string, TurnShown>;
  /** Under the last message: the buyer writes. */
  foot?: React.ReactNode;
};

export function ThreadView(props: Props) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const { items, columns, picking } = props;
  const box = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const [below, setBelow] = useState(0);
  const messages = messagesOf(items);
  const { again } = useTranslations(messages, f.language, props.translates);
  const shown = items.filter((item) => item.kind === 'message' || isNotice(item));
  const last = messages.at(-1)?.id;
  const seenLast = useRef(last);

  const toEnd = () => {
    stuck.current = true;
    setBelow(0);
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (stuck.current && box.current) box.current.scrollTop = box.current.scrollHeight;
    else if (last && last !== seenLast.current) setBelow((n) => n + 1);
    seenLast.current = last;
  }, [last]);
  // Pictures and mails grow after they are drawn.
  useEffect(() => {
    if (!inner.current) return;
    const watcher = new ResizeObserver(() => {
      if (stuck.current && box.current) box.current.scrollTop = box.current.scrollHeight;
    });
    watcher.observe(inner.current);
    return () => watcher.disconnect();
  }, []);
  const { found, more, loadingOlder, onOlder } = props;
  const sought = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: older pages may hold it
  useEffect(() => {
    if (!found || sought.current === found || loadingOlder) return;
    const at = box.current?.querySelector(`[data-message="${CSS.escape(found)}"]`);
    if (at) {
      sought.current = found;
      stuck.current = false;
      at.scrollIntoView({ block: 'center' });
      at.classList.add('is-found');
    } else if (more) void onOlder();
  }, [found, items, more, loadingOlder]);
  const onScroll = () => {
    const at = box.current;
    if (!at) return;
    stuck.current = at.scrollHeight - at.scrollTop - at.clientHeight < 40;
    if (stuck.current) setBelow(0);
  };
  const older = async () => {
    const at = box.current;
    const before = at ? at.scrollHeight - at.scrollTop : 0;
    await props.onOlder();
    requestAnimationFrame(() => {
      if (at) at.scrollTop = at.scrollHeight - before;
    });
  };

  return (
    <div className="inbox-thread-box">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by the keyboard */}
      <div className="inbox-thread" ref={box} onScroll={onScroll} tabIndex={0} role="log" aria-label={t('thread')}>
        <div ref={inner}>
          {props.more && (
            <p className="inbox-older">
              <Button size="small" loading={props.loadingOlder} onClick={() => void older()}>
                {t('older')}
              </Button>
            </p>
          )}
          {props.hint}
          {withDays(shown, f.dayKey).map(({ item, head }) => (
            <div key={item.id}>
              {head && (
                <h3 className="inbox-day">
                  <span>{f.dayHead(item.at)}</span>
                </h3>
              )}
              {item.kind === 'message' ? (
                <MessageView
                  message={item.message}
                  columns={columns}
                  translated={translatedOf(item.message, f.language)}
                  original={props.original}
                  onAgain={again}
                  picked={picking?.ids.includes(item.id)}
                  onPick={picking && item.message.kind === 'message' ? picking.onPick : undefined}
                  under={props.turns.has(item.id) && <WhyUnder turn={props.turns.get(item.id)!} />}
                />
              ) : (
                <Notice item={item} conversation={props.conversation} />
              )}
            </div>
          ))}
          {props.foot}
        </div>
      </div>
      {below > 0 && (
        <Button className="inbox-below" icon={<ArrowDown size={14} />} onClick={toEnd}>
          {t('below', { count: below })}
        </Button>
      )}
    </div>
  );
}

const leadsToCall = new Set(['call.asked', 'call.scheduled', 'call.answered', 'call.missed', 'call.ended']);

/** Something that happened, as one thin row. A merge or split can be taken back where it stands. */
function Notice({ item, conversation }: { item: Extract<ThreadItem, { kind: 'event' }>; conversation: Conversation }) {
  const { t } = useTranslation('inbox');
  const words = useEventWords();
  const undo = useMove(inbox.undoJoin);
  const { icon: Icon, tone, title, detail, text } = words(item.event);
  const joinId = item.event.data.join_id;
  const join = conversation.joins.find(({ id }) => id === joinId);
  return (
    <div className={`inbox-notice is-${tone}`}>
      <Icon size={14} aria-hidden="true" className={tone === 'idle' ? '' : `r-t-${tone}`} />
      <span className="inbox-notice-words">
        <b>{title}</b>
        {detail && <span>{detail}</span>}
        {text && <q>{text}</q>}
        {leadsToCall.has(item.event.type) && (
          <Link to="/calls/$id" params={{ id: item.event.subject_id }} className="r-link">
            {t('to_call')}
          </Link>
        )}
        {join && (
          <button
            type="button"
            className="r-link"
            disabled={undo.busy}
            onClick={() => void undo.run({ params: { id: conversation.id }, body: { join_id: join.id } })}
          >
            {t('join.undo')}
          </button>
        )}
        {undo.problem && (
          <span className="r-t-bad" role="alert">
            {undo.problem.words}
          </span>
        )}
      </span>
      <span className="r-quiet">
        <When at={item.at} as="time" />
      </span>
    </div>
  );
}
