/** Which order it is of: by number, name or e-mail. */
import { orders } from '@recoup/contract';
import { Input, type InputRef } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { EmptyState } from '../ui/states.tsx';
import { When } from '../ui/status.tsx';

export function FindOrder({ onFound }: { onFound: (id: string) => void }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const terms = useTerms();
  const { brand_id } = useScope();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), 200);
    return () => clearTimeout(timer);
  }, [text]);
  const source = useApiList(orders.list, { query: { brand_id, q: asked || undefined, limit: 20 } });
  return (
    <>
      <Input
        ref={field}
        className="returns-find"
        size="large"
        allowClear
        prefix={<Search size={16} aria-hidden="true" />}
        placeholder={t('find.label')}
        aria-label={t('find.label')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ListTable
        source={source}
        label={t('find.label')}
        rowKey={(row) => row.id}
        rowHeight={54}
        onOpen={(row) => onFound(row.id)}
        columns={[
          { key: 'number', head: t('find.order'), width: 130, cell: (row) => <Code>{row.number}</Code> },
          {
            key: 'who',
            head: t('list.buyer'),
            width: 170,
            cut: true,
            cell: (row) => <b className="r-medium">{row.customer.name}</b>,
          },
          {
            key: 'item',
            head: t('list.item'),
            cell: (row) => (
              <Item
                photo={row.photo_url}
                title={row.units > 1 ? t('list.units', { title: row.title, n: f.number(row.units) }) : row.title}
                note={terms.channel(row.channel)}
              />
            ),
          },
          {
            key: 'placed',
            head: t('find.placed'),
            width: 110,
            from: 620,
            cell: (row) => <When at={row.placed_at} as="date" />,
          },
          {
            key: 'returns',
            head: t('find.returns'),
            width: 84,
            align: 'right',
            from: 760,
            cell: (row) => (row.returns > 0 ? f.number(row.returns) : <span className="r-ink3">—</span>),
          },
          {
            key: 'total',
            head: t('list.paid'),
            width: 104,
            align: 'right',
            cell: (row) => <Money value={row.total} />,
          },
        ]}
        empty={<EmptyState title={t('find.nothing')} note={t('find.nothing_note')} />}
      />
    </>
  );
}
