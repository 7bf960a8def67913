/** Which order and which return a conversation is about. */
import { type Conversation, inbox, orders, returns } from '@recoup/contract';
import { Input, Modal } from 'antd';
import { Check, Unlink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { When } from '../ui/status.tsx';

export function LinkDialog({ conversation: at, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t } = useTranslation('inbox');
  const terms = useTerms();
  const { may } = useSession();
  const [typed, setTyped] = useState('');
  const [orderId, setOrderId] = useState<string | null>(at.order?.id ?? null);
  const [returnId, setReturnId] = useState<string | null>(at.return?.id ?? null);
  const q = typed.trim();
  const customer = at.contact.customer?.id;
  const found = useApi(
    orders.list,
    {
      query: {
        brand_id: at.brand.id,
        limit: 12,
        ...(q.length > 1 ? { q } : customer ? { customer_id: customer } : {}),
      },
    },
    { on: q.length > 1 || !!customer },
  );
  const back = useApi(
    returns.list,
    { query: { order_id: orderId ?? '', view: 'all' } },
    { on: orderId !== null && may('returns.read'), keep: false },
  );
  const link = useMove(inbox.link, { onDone: onClose });
  const rows = q.length > 1 || customer ? (found.data?.rows ?? []) : [];
  return (
    <Modal
      open
      title={t('link.title')}
      okText={t('link.go')}
      cancelText={t('cancel')}
      confirmLoading={link.busy}
      onOk={() =>
        void link.run({ params: { id: at.id }, body: { order_id: orderId, return_id: orderId ? returnId : null } })
      }
      onCancel={onClose}
      width={560}
      destroyOnHidden
    >
      <Input
        autoFocus
        placeholder={t('link.find')}
        aria-label={t('link.find')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul className="inbox-choices">
        {rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              className={orderId === row.id ? 'is-at' : ''}
              aria-pressed={orderId === row.id}
              onClick={() => {
                setOrderId(row.id);
                setReturnId(null);
              }}
            >
              <Code>{row.number}</Code>
              <span className="inbox-choice-words">
                <span className="r-cut">{row.title}</span>
                <span className="r-quiet">{row.customer.name}</span>
              </span>
              <span className="r-quiet">
                <When at={row.placed_at} as="date" />
              </span>
              {orderId === row.id && <Check size={14} aria-hidden="true" />}
            </button>
          </li>
        ))}
        {rows.length === 0 && <li className="r-quiet">{t(q.length > 1 ? 'link.nothing' : 'link.type')}</li>}
        {at.order && (
          <li>
            <button
              type="button"
              className={orderId === null ? 'is-at' : ''}
              aria-pressed={orderId === null}
              onClick={() => setOrderId(null)}
            >
              <Unlink size={15} aria-hidden="true" />
              {t('link.none')}
            </button>
          </li>
        )}
      </ul>
      {orderId && (back.data?.rows.length ?? 0) > 0 && (
        <>
          <p className="r-quiet inbox-choices-head">{t('link.returns')}</p>
          <ul className="inbox-choices">
            {back.data!.rows.map((row) => (
              <li key={row.id}>
                <button
                  type="button"
                  className={returnId === row.id ? 'is-at' : ''}
                  aria-pressed={returnId === row.id}
                  onClick={() => setReturnId(returnId === row.id ? null : row.id)}
                >
                  <Code>{row.code}</Code>
                  <span className="r-cut">{row.title}</span>
                  <span className="r-quiet">{terms.stage(row.facts.place.stage)}</span>
                  {returnId === row.id && <Check size={14} aria-hidden="true" />}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {link.problem && (
        <p className="r-t-bad" role="alert">
          {link.problem.words}
        </p>
      )}
    </Modal>
  );
}
