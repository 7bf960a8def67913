/** What is written during the call: the conversation itself, translated as in the inbox. */
import { type CallDetail, inbox } from '@recoup/contract';
import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../app/queries.ts';
import { useSession } from '../../app/session.tsx';
import '../../inbox/inbox.css';
import { Reply } from '../../inbox/reply.tsx';
import { messagesOf } from '../../inbox/thread.ts';
import { ThreadView } from '../../inbox/thread-view.tsx';
import { useTranslator } from '../../inbox/use-people.ts';
import { usePresence } from '../../inbox/use-presence.ts';
import { useThread } from '../../inbox/use-thread.ts';
import { useKeys } from '../../ui/keys.ts';
import { ErrorState, SkeletonRows } from '../../ui/states.tsx';

export function CallChat({ call, onClose }: { call: CallDetail; onClose: () => void }) {
  const { t } = useTranslation('calls');
  const { may } = useSession();
  const id = call.conversation.id;
  const { data: at, problem, retry } = useApi(inbox.read, { params: { id } }, { keep: false });
  const thread = useThread(id, '');
  const presence = usePresence(id);
  const translator = useTranslator();
  useKeys({ Escape: onClose });
  const turns = useMemo(() => new Map(), []);
  return (
    <div className="room-chat">
      <header>
        <h2>{t('call.chat')}</h2>
        <button type="button" aria-label={t('call.close')} onClick={onClose}>
          <X size={16} />
        </button>
      </header>
      {problem && <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />}
      {at && thread.items ? (
        <>
          <ThreadView
            conversation={at}
            items={thread.items}
            more={thread.more}
            loadingOlder={thread.loadingOlder}
            onOlder={thread.loadOlder}
            columns="one"
            original={false}
            translates={translator != null && may('inbox.write')}
            picking={null}
            turns={turns}
          />
          <Reply
            conversation={at}
            items={thread.items}
            translator={translator ?? null}
            others={presence.others}
            attached={null}
            words={null}
            onTyping={presence.typing}
            onStopped={presence.stopped}
          />
        </>
      ) : (
        !problem && <SkeletonRows rows={6} height={54} />
      )}
    </div>
  );
}

/** How many messages of the buyer came since the chat was last open. */
export function useUnread(call: CallDetail, open: boolean): number {
  const { may } = useSession();
  const page = useApi(
    inbox.thread,
    { params: { id: call.conversation.id }, query: { limit: 100 } },
    { on: may('inbox.read'), keep: false },
  );
  const theirs = messagesOf(page.data?.items ?? []).filter(
    ({ direction, kind }) => direction === 'in' && kind === 'message',
  );
  const [seen, setSeen] = useState<string | null>(null);
  const last = theirs.at(-1)?.id ?? null;
  if (open && last !== seen) setSeen(last);
  const from = call.answered_at ?? call.asked_at;
  const at = seen ? theirs.findIndex(({ id }) => id === seen) : -1;
  return theirs.slice(at + 1).filter((message) => message.at > from).length;
}
