/** One conversation: its head, the thread, the reply box, and the pane with everything that decides the answer. */
import { inbox } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { PanelRight } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useKeys } from '../ui/keys.ts';
import { useFormat } from '../ui/locale.tsx';
import { useWide } from '../ui/page.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { AssistantBanner, HandedOverBlock, useAssistantOf } from './assistant-hold.tsx';
import './assistant-thread.css';
import { turnsByMessage } from './assistant-turns.ts';
import type { Attached } from './attached.ts';
import { Head } from './head.tsx';
import type { Columns } from './message.tsx';
import { Reply } from './reply.tsx';
import { Side } from './side.tsx';
import { SplitBar } from './split-bar.tsx';
import { inLanguage, messagesOf, sameLanguage, speaksOther } from './thread.ts';
import { ThreadView } from './thread-view.tsx';
import { useTranslator } from './use-people.ts';
import { usePresence } from './use-presence.ts';
import { useThread } from './use-thread.ts';

const route = getRouteApi('/shell/inbox/inbox/$id');

export function ConversationPage() {
  const { id } = route.useParams();
  return <Open key={id} id={id} />;
}

const columnsKey = 'recoup.inbox.columns';

function Open({ id }: { id: string }) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const { may } = useSession();
  const navigate = useNavigate();
  const { message: found, ...search } = route.useSearch();
  const wide = useWide(1200);
  const [pane, setPane] = useState(false);
  const [attached, setAttached] = useState<Attached | null>(null);
  const [words, setWords] = useState<{ text: string; at: number } | null>(null);
  const [wanted, setWanted] = useState<Columns>(() => (localStorage.getItem(columnsKey) === 'one' ? 'one' : 'two'));
  const [original, setOriginal] = useState(false);
  const [picked, setPicked] = useState<readonly string[] | null>(null);
  const { data: at, problem, retry } = useApi(inbox.read, { params: { id } }, { keep: false });
  const joins = useMemo(() => (at?.joins ?? []).map((join) => join.id).join(' '), [at?.joins]);
  const thread = useThread(id, joins);
  const presence = usePresence(id);
  const translator = useTranslator();
  const items = thread.items;
  const messages = useMemo(() => messagesOf(items ?? []), [items]);
  const known = useAssistantOf(id);
  const turns = useMemo(() => turnsByMessage(known?.turns ?? [], messages), [known?.turns, messages]);
  const lastId = messages.at(-1)?.id;
  useSeen(id, lastId);

  useEffect(() => {
    if (at) document.title = `${at.contact.name}: ${at.subject} · Recoup`;
  }, [at]);
  const setColumns = (next: Columns) => {
    localStorage.setItem(columnsKey, next);
    setWanted(next);
  };
  useKeys({
    o: () => setOriginal(!original),
    Escape: () => {
      if (picked) return setPicked(null);
      return false;
    },
  });

  if (problem) {
    return (
      <div className="inbox-pad">
        <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />
        <Link to="/inbox" search={search}>
          {t('back_to_list')}
        </Link>
      </div>
    );
  }
  if (!at) {
    return (
      <div className="inbox-pad">
        <SkeletonRows rows={8} height={54} />
      </div>
    );
  }
  const buyerLanguage = at.language ?? at.contact.language;
  const translated = messages.some((each) => inLanguage(each, f.language) !== null);
  const differs = !sameLanguage(buyerLanguage, f.language) || speaksOther(messages, f.language);
  const can = translator !== null || translated;
  const columns: Columns = differs && can ? wanted : 'one';
  const toRemedies = () => {
    if (!wide) setPane(true);
    // A drawer is there only after it was drawn. Only the pane moves, and nothing around it.
    setTimeout(
      () => {
        const part = document.querySelector('[data-part="remedies"]');
        const box = part?.closest('.inbox-side');
        if (part && box) box.scrollTop += part.getBoundingClientRect().top - box.getBoundingClientRect().top;
      },
      wide ? 0 : 250,
    );
  };
  const side = <Side conversation={at} onAttach={setAttached} onWords={(text) => setWords({ text, at: Date.now() })} />;
  return (
    <div className="inbox-open">
      <section className="inbox-detail" aria-label={at.subject}>
        <Head
          conversation={at}
          search={search}
          columns={differs && can ? wanted : null}
          onColumns={setColumns}
          others={presence.others}
          onSplit={() => setPicked([])}
          onGo={(next) => void navigate({ to: '/inbox/$id', params: { id: next }, search })}
          pane={
            wide ? null : (
              <Button
                size="small"
                icon={<PanelRight size={15} />}
                aria-label={t('pane')}
                onClick={() => setPane(true)}
              />
            )
          }
        />
        {known?.hand_over && !known.holds && <HandedOverBlock handOver={known.hand_over} onRemedies={toRemedies} />}
        {thread.problem && !items ? (
          <div className="inbox-pad">
            <ErrorState words={thread.problem.words} requestId={thread.problem.requestId} onRetry={thread.retry} />
          </div>
        ) : items ? (
          <ThreadView
            conversation={at}
            items={items}
            more={thread.more}
            loadingOlder={thread.loadingOlder}
            onOlder={thread.loadOlder}
            columns={columns}
            original={original}
            found={found}
            turns={turns}
            translates={translator != null && may('inbox.write')}
            hint={differs && !can && <p className="inbox-hint">{t('no_translator')}</p>}
            picking={
              picked && {
                ids: picked,
                onPick: (one) =>
                  setPicked(picked.includes(one) ? picked.filter((each) => each !== one) : [...picked, one]),
              }
            }
            foot={presence.others
              .filter(({ kind, what }) => kind === 'buyer' && what === 'typing')
              .map(({ id: who }) => (
                <p key={who} className="inbox-typing">
                  {t('buyer_types', { name: at.contact.name })}
                </p>
              ))}
          />
        ) : (
          <div className="inbox-thread-box">
            <div className="inbox-pad">
              <SkeletonRows rows={6} height={76} />
            </div>
          </div>
        )}
        {!picked && <AssistantBanner conversation={at} known={known} />}
        {picked ? (
          <SplitBar
            conversation={at}
            ids={picked}
            onClose={() => setPicked(null)}
            onDone={(other) => {
              setPicked(null);
              if (other) void navigate({ to: '/inbox/$id', params: { id: other }, search });
            }}
          />
        ) : (
          items && (
            <Reply
              conversation={at}
              items={items}
              translator={translator ?? null}
              others={presence.others}
              attached={attached}
              words={words}
              onTyping={presence.typing}
              onStopped={presence.stopped}
            />
          )
        )}
      </section>
      {wide ? (
        <aside className="inbox-side" aria-label={t('pane')}>
          {side}
        </aside>
      ) : (
        <Drawer
          open={pane}
          onClose={() => setPane(false)}
          title={at.contact.name}
          size={400}
          styles={{ body: { padding: 0 } }}
        >
          <div className="inbox-side">{side}</div>
        </Drawer>
      )}
    </div>
  );
}

/** Says how far this person has read, while they look. Nothing is read anew for it. */
function useSeen(conversationId: string, lastId: string | undefined) {
  const client = useQueryClient();
  useEffect(() => {
    if (!lastId) return;
    const say = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', say);
      call(inbox.seen, { params: { id: conversationId }, body: { message_id: lastId } }).then(
        () => client.setQueriesData({ queryKey: [inbox.list.path] }, (was) => withoutUnseen(was, conversationId)),
        () => {
          // Not seen by the server's count: the next message says it again.
        },
      );
    };
    document.addEventListener('visibilitychange', say);
    say();
    return () => document.removeEventListener('visibilitychange', say);
  }, [client, conversationId, lastId]);
}

type Pages = { pages: { rows: { id: string; unseen: number }[] }[] };
/** The list as it is kept, without the count of what this person has just read. */
function withoutUnseen(was: unknown, id: string): unknown {
  const kept = was as Pages | undefined;
  if (!kept?.pages) return was;
  const pages = kept.pages.map((page) => ({
    ...page,
    rows: page.rows.map((row) => (row.id === id ? { ...row, unseen: 0 } : row)),
  }));
  return { ...kept, pages };
}
