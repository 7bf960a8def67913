/** One discount code: for what it was given, what it takes off, and taking it back. */
import { discountsApi } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList, useMove } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { Field } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { EmptyState } from '../ui/states.tsx';

export function DiscountPane({ id }: { id: string | undefined }) {
  const { t } = useTranslation('credits');
  const f = useFormat();
  const { brand_id } = useScope();
  const { rows } = useApiList(discountsApi.discounts, { query: { brand_id } });
  const [reason, setReason] = useState<string | null>(null);
  const take = useMove(discountsApi.void, { onDone: () => setReason(null) });
  const code = rows.find((row) => row.id === id);
  if (!code) return <EmptyState title={t('pane.no_code')} note={t('pane.no_code_note')} />;
  return (
    <div className="credit-pane">
      <Code size="head" copy>
        {code.code}
      </Code>
      <div className="credit-left">{code.percent} %</div>
      <p className="r-ink2">{t('pane.code_for', { name: code.customer.name })}</p>
      <Section title={t('pane.facts')}>
        <Rows
          rows={[
            {
              key: 'return',
              label: t('fact.return'),
              value: <Link to={`/returns/${code.return.id}` as '/'}>{code.return.code}</Link>,
            },
            {
              key: 'order',
              label: t('fact.order'),
              value: <Link to={`/orders/${code.order.id}` as '/'}>{code.order.number}</Link>,
            },
            {
              key: 'minimum',
              label: t('fact.minimum'),
              value: code.minimum ? <Money value={code.minimum} /> : t('fact.any'),
            },
            { key: 'until', label: t('col.until'), value: f.dateTime(code.expires_at) },
            ...(code.used
              ? [
                  { key: 'used', label: t('fact.used'), note: code.used.reference, value: f.dateTime(code.used.at) },
                  { key: 'of', label: t('fact.of'), value: <Money value={code.used.order_amount} /> },
                  { key: 'off', label: t('col.off'), value: <Money value={code.used.off} />, total: true },
                ]
              : []),
            ...(code.void_reason
              ? [
                  {
                    key: 'void',
                    label: t('code_state.void'),
                    value: t(`void_reason.${code.void_reason}`, { defaultValue: code.void_reason }),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      {code.moves.includes('void') && <Button onClick={() => setReason('')}>{t('foot.void_code')}</Button>}
      {reason !== null && (
        <Modal
          open
          title={t('ask.void_code')}
          okText={t('ask.void_go')}
          cancelText={t('cancel')}
          onOk={() => void take.run({ params: { id: code.id }, body: { reason: reason.trim() } })}
          onCancel={() => setReason(null)}
          confirmLoading={take.busy}
          okButtonProps={{ disabled: !reason.trim() }}
          destroyOnHidden
        >
          <Field label={t('ask.reason')} error={take.problem?.words}>
            <Input value={reason} onChange={(event) => setReason(event.target.value)} autoFocus maxLength={300} />
          </Field>
        </Modal>
      )}
    </div>
  );
}
