/** Macros: prepared answers with what they do besides their words. */
import './inbox-setup.css';
import { inboxSetup, type Macro } from '@recoup/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { SetupPage } from '../settings/frame.tsx';
import { wholeList } from '../settings/whole-list.ts';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { EmptyState } from '../ui/states.tsx';
import { When } from '../ui/status.tsx';
import { useClauseWords } from './clause-words.ts';
import pageWords from './page-words.json';
import { languages } from './parts.tsx';

export function Macros() {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const f = useFormat();
  const words = useClauseWords();
  const navigate = useNavigate();
  const source = useApi(inboxSetup.macros);
  const [archived, setArchived] = useState(false);
  const all = source.data?.rows ?? [];
  const rows = all.filter((row) => archived || !row.archived_at);
  const hidden = all.filter((row) => row.archived_at).length;
  const add = may('inbox.manage') && (
    <Link to="/setup/macros/$id" params={{ id: 'new' }}>
      <Button type="primary">{t('macros.add')}</Button>
    </Link>
  );
  const does = (row: Macro) =>
    [
      ...(row.body ? [t('macros.says', { languages: f.listed(spoken(row)) })] : []),
      ...row.actions.map(words.action),
    ].join(t('clause.comma'));
  return (
    <SetupPage
      title={t('macros.name')}
      aside={all.length - hidden || null}
      verbs={add}
      sentence={<span className="r-ink2">{t('macros.words')}</span>}
    >
      <ListTable<Macro>
        source={wholeList({ ...source, data: source.data && { rows } })}
        label={t('macros.name')}
        rowKey={(row) => row.id}
        rowHeight={54}
        onOpen={(row) => void navigate({ to: '/setup/macros/$id', params: { id: row.id } })}
        columns={[
          {
            key: 'name',
            head: t('macros.macro'),
            cut: true,
            cell: (row) => (
              <span className="isetup-two">
                <strong className={row.archived_at ? 'r-medium r-ink3' : 'r-medium'}>{row.name}</strong>
                <span className="r-second r-cut">{row.body?.[f.language] ?? row.body?.en ?? t('macros.no_words')}</span>
              </span>
            ),
          },
          {
            key: 'does',
            head: t('macros.does'),
            cut: true,
            from: 700,
            cell: (row) => <span className="r-second">{does(row)}</span>,
          },
          {
            key: 'brand',
            head: t('brand'),
            width: 120,
            cut: true,
            from: 860,
            cell: (row) => row.brand?.name ?? t('promise.every_brand'),
          },
          { key: 'used', head: t('macros.used'), width: 80, align: 'right', cell: (row) => f.number(row.used) },
          {
            key: 'changed',
            head: t('macros.changed'),
            width: 100,
            from: 760,
            cell: (row) => <When at={row.updated_at} as="date" />,
          },
        ]}
        empty={<EmptyState title={t('macros.empty')} note={t('macros.empty_note')} action={add} />}
      />
      {hidden > 0 && (
        <button type="button" className="r-link" onClick={() => setArchived(!archived)}>
          {archived ? t('hide_archived') : t('show_archived', { count: hidden })}
        </button>
      )}
    </SetupPage>
  );
}

/** The languages a macro has words in, by their own names. */
export const spoken = (macro: Pick<Macro, 'body'>): string[] =>
  languages.filter((language) => macro.body?.[language]).map((language) => pageWords[language].name);
