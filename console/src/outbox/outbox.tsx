/** Mails that went out, as their readers got them. Without a mail server they are kept here and nowhere else. */
import './outbox.css';
import { desk } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Page, PaneLayout } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { Status, type Tone, When } from '../ui/status.tsx';

const route = getRouteApi('/shell/outbox');
const tones: Record<'queued' | 'sending' | 'sent' | 'kept' | 'failed', Tone> = {
  queued: 'idle',
  sending: 'move',
  sent: 'good',
  kept: 'here',
  failed: 'bad',
};

export function Outbox() {
  const { t } = useTranslation('outbox');
  const { mail: openId, q, state } = route.useSearch();
  const navigate = route.useNavigate();
  const source = useApiList(desk.mails, { query: { q, state } });
  const show = (id: string | undefined) => void navigate({ search: (was) => ({ ...was, mail: id }) });
  return (
    <PaneLayout
      rightWidth={446}
      rightTitle={t('mail')}
      rightOpen={openId !== undefined}
      onRightClose={() => show(undefined)}
      right={openId ? <Letter id={openId} /> : <EmptyState title={t('pick')} note={t('pick_note')} />}
    >
      <Page
        title={t('title')}
        tab={t('title')}
        ground="surface"
        verbs={
          <Input
            allowClear
            style={{ width: 240 }}
            prefix={<Search size={14} aria-hidden="true" />}
            placeholder={t('find')}
            defaultValue={q}
            onChange={(event) =>
              void navigate({ search: (was) => ({ ...was, q: event.target.value.trim() || undefined }), replace: true })
            }
          />
        }
      >
        <ListTable
          source={source}
          label={t('title')}
          rowKey={(row) => row.id}
          openId={openId ?? null}
          onOpen={(row) => show(row.id)}
          columns={[
            { key: 'at', head: t('at'), width: 120, cell: (row) => <When at={row.created_at} as="dateTime" /> },
            {
              key: 'state',
              head: t('state'),
              width: 100,
              cell: (row) => <Status tone={tones[row.state]}>{t(`states.${row.state}`)}</Status>,
            },
            { key: 'to', head: t('to'), width: 220, cut: true, cell: (row) => row.to },
            { key: 'subject', head: t('subject'), cut: true, cell: (row) => row.subject },
            {
              key: 'return',
              head: t('return'),
              width: 146,
              from: 760,
              cell: (row) => row.return && <Code>{row.return.code}</Code>,
            },
          ]}
          empty={<EmptyState title={t('empty')} note={t('empty_note')} />}
        />
      </Page>
    </PaneLayout>
  );
}

function Letter({ id }: { id: string }) {
  const { t } = useTranslation('outbox');
  const { may } = useSession();
  const { data, problem, retry } = useApi(desk.mail, { params: { id } }, { keep: false });
  const again = useMove(desk.retryMail);
  if (problem) return <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />;
  if (!data) return null;
  return (
    <div className="outbox-letter">
      <h2>{data.subject}</h2>
      <Rows
        rows={[
          { key: 'to', label: t('to'), value: data.to },
          {
            key: 'state',
            label: t('state'),
            value: <Status tone={tones[data.state]}>{t(`states.${data.state}`)}</Status>,
          },
          { key: 'at', label: t('at'), value: <When at={data.sent_at ?? data.created_at} as="dateTime" /> },
          ...(data.return
            ? [
                {
                  key: 'return',
                  label: t('return'),
                  value: <Link to={`/returns/${data.return.id}` as '/'}>{data.return.code}</Link>,
                },
              ]
            : []),
          ...(data.failure ? [{ key: 'failure', label: t('failure'), value: data.failure }] : []),
        ]}
      />
      {data.state === 'failed' && may('mails.write') && (
        <Button loading={again.busy} onClick={() => void again.run({ params: { id } })}>
          {t('again')}
        </Button>
      )}
      {/* What was sent is shown in a frame that runs nothing and reaches nothing. */}
      <iframe title={data.subject} sandbox="allow-popups" srcDoc={`<base target="_blank">${data.html}`} />
    </div>
  );
}
