/** Everything said, found by words, order numbers, codes and names; newest first, what was found marked. */
import './inbox.css';
import { inbox } from '@recoup/contract';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Input, type InputRef } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { useKeys } from '../ui/keys.ts';
import { ListTable } from '../ui/list-table.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status, When } from '../ui/status.tsx';
import { ChannelIcon } from './channel-icon.tsx';
import { piecesOf } from './mentions.ts';
import { stateTone } from './state-tone.ts';

const route = getRouteApi('/shell/inbox/search');

export function SearchPage() {
  const { t } = useTranslation('inbox');
  const navigate = useNavigate();
  const { brand_id } = useScope();
  const { q } = route.useSearch();
  const [typed, setTyped] = useState(q ?? '');
  const field = useRef<InputRef>(null);
  useEffect(() => {
    const next = typed.trim() || undefined;
    if (next === q) return;
    const timer = setTimeout(() => void navigate({ to: '/inbox/search', search: { q: next }, replace: true }), 200);
    return () => clearTimeout(timer);
  }, [typed, q, navigate]);
  useKeys({ 'mod+k': () => field.current?.focus({ cursor: 'all' }) });
  const asked = q?.trim() ?? '';
  const source = useApiList(inbox.search, { query: { q: asked, brand_id } }, { on: asked.length > 1 });
  const box = (
    <Input
      ref={field}
      autoFocus
      size="large"
      allowClear
      prefix={<Search size={16} aria-hidden="true" />}
      placeholder={t('search.placeholder')}
      aria-label={t('search.placeholder')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && field.current?.blur()}
    />
  );
  return (
    <Page
      ground="surface"
      title={t('search.title')}
      tab={t('search.title')}
      crumbs={[
        <Link key="inbox" to="/inbox">
          {t('title')}
        </Link>,
      ]}
      sentence={<div className="inbox-search-box">{box}</div>}
    >
      {asked.length < 2 ? (
        <p className="r-quiet">{t('search.help')}</p>
      ) : (
        <ListTable
          source={source}
          label={t('search.title')}
          rowKey={(row) => `${row.conversation.id} ${row.message_id ?? ''}`}
          rowHeight={54}
          onOpen={(row) =>
            void navigate({
              to: '/inbox/$id',
              params: { id: row.conversation.id },
              search: { view: 'all', shelf: 'any', message: row.message_id ?? undefined },
            })
          }
          headless
          columns={[
            {
              key: 'channel',
              head: '',
              width: 34,
              cell: (row) => <ChannelIcon kind={row.conversation.channel.kind} size={15} />,
            },
            {
              key: 'who',
              head: t('search.who'),
              width: 220,
              cut: true,
              cell: (row) => (
                <>
                  <div className="r-medium r-cut">{row.conversation.contact.name}</div>
                  <div className="r-quiet">
                    <Code>{row.conversation.code}</Code>
                  </div>
                </>
              ),
            },
            {
              key: 'said',
              head: t('search.said'),
              cell: (row) => (
                <>
                  <div className="r-cut">{row.conversation.subject}</div>
                  <div className="inbox-excerpt r-second">
                    {piecesOf(row.excerpt).map((piece, at) =>
                      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in its order
                      piece.found ? <mark key={at}>{piece.text}</mark> : piece.text,
                    )}
                  </div>
                </>
              ),
            },
            {
              key: 'order',
              head: t('order.title'),
              width: 150,
              from: 820,
              cell: (row) => row.conversation.order && <Code>{row.conversation.order.number}</Code>,
            },
            {
              key: 'state',
              head: t('search.state'),
              width: 120,
              from: 720,
              cell: (row) => <Status tone={stateTone(row.conversation)}>{t(`state.${row.conversation.state}`)}</Status>,
            },
            { key: 'at', head: t('search.at'), width: 90, align: 'right', cell: (row) => <When at={row.at} /> },
          ]}
          empty={<EmptyState title={t('search.nothing', { text: asked })} note={t('search.nothing_note')} />}
        />
      )}
    </Page>
  );
}
