/** Entries, newest first: when, what caused it, from which account to which, how much. */
import { accountNames, type LedgerEntry, ledgerApi } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../app/queries.ts';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Money } from '../ui/money.tsx';
import { EmptyState } from '../ui/states.tsx';
import { When } from '../ui/status.tsx';
import { useCauseWords } from './cause-words.ts';

type EntriesProps = {
  brandId: string | undefined;
  account: string | undefined;
  returnId: string | undefined;
  openId: string | null;
  onOpen: (id: string) => void;
};

const route = getRouteApi('/shell/money/ledger');

export function Entries({ brandId, account, returnId, openId, onOpen }: EntriesProps) {
  const { t } = useTranslation('ledger');
  const cause = useCauseWords();
  const navigate = route.useNavigate();
  const source = useApiList(ledgerApi.entries, { query: { brand_id: brandId, account, return_id: returnId } });
  return (
    <>
      <div className="ledger-filter">
        <Select
          aria-label={t('filter.account')}
          placeholder={t('filter.all_accounts')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: 260 }}
          value={account ?? null}
          onChange={(next) => void navigate({ search: (was) => ({ ...was, account: next ?? undefined }) })}
          options={accountNames.map((one) => ({ value: one, label: t(`account.${one}`) }))}
        />
        {returnId && (
          <Button onClick={() => void navigate({ search: (was) => ({ ...was, return_id: undefined }) })}>
            {t('filter.all_returns')}
          </Button>
        )}
      </div>
      <ListTable
        source={source}
        label={t('view.entries')}
        rowKey={(row) => row.id}
        openId={openId}
        onOpen={(row) => onOpen(row.id)}
        columns={[
          { key: 'at', head: t('col.at'), width: 132, cell: (row) => <When at={row.at} as="dateTime" /> },
          { key: 'cause', head: t('col.cause'), width: 190, cut: true, cell: (row) => cause(row) },
          {
            key: 'of',
            head: t('col.of'),
            width: 150,
            from: 760,
            cell: (row) => {
              const of = row.return?.code ?? row.order?.number ?? row.unit?.lpn;
              return of ? <Code>{of}</Code> : <span className="r-ink3">—</span>;
            },
          },
          {
            key: 'lines',
            head: t('col.lines'),
            cut: true,
            cell: (row) => <span className="r-ink2">{fromTo(row, (one) => t(`account.${one}`))}</span>,
          },
          {
            key: 'amount',
            head: t('col.amount'),
            width: 110,
            align: 'right',
            cell: (row) => <Money value={{ amount: moved(row), currency: row.currency }} />,
          },
        ]}
        empty={<EmptyState title={t('empty')} note={t('empty_note')} />}
      />
    </>
  );
}

/** What was debited, then what was credited: `Return label → Carriers owed`. */
function fromTo(row: LedgerEntry, name: (account: string) => string): string {
  const of = (side: (amount: number) => boolean) =>
    row.lines.filter((line) => side(line.amount.amount)).map((line) => name(line.account));
  return [of((amount) => amount > 0).join(' + '), of((amount) => amount < 0).join(' + ')].join(' → ');
}

const moved = (row: LedgerEntry) => row.lines.reduce((sum, line) => sum + Math.max(0, line.amount.amount), 0);
