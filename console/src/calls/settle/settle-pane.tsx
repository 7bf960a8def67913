/** Beside the picture: who is responsible, then what is done about it, shown to the buyer and settled by their own yes. */
import './settle.css';
import { type Order, orders, type Reason } from '@recoup/contract';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../app/queries.ts';
import { useTerms } from '../../terms/terms.ts';
import { ErrorState, SkeletonRows } from '../../ui/states.tsx';
import type { CallPaneProps } from '../parts.ts';
import { SettleNow } from './settle-now.tsx';
import { useVerdict, WhoIsResponsible } from './who-is-responsible.tsx';

const WRONG: readonly Reason[] = [
  'damaged-or-defective',
  'missing-parts-or-accessories',
  'received-the-wrong-item',
  'item-not-as-described',
  'cannot-use',
  'arrived-late',
  'changed-my-mind',
  'other',
];

export function SettlePane(props: CallPaneProps) {
  const { t } = useTranslation('calls');
  const { goods } = props.call;
  const order = useApi(orders.get, { params: { id: goods?.order_id ?? '' } }, { on: goods !== null });
  if (!goods) return <p className="r-second settle-empty">{t('settle.no_order')}</p>;
  if (order.problem)
    return <ErrorState words={order.problem.words} requestId={order.problem.requestId} onRetry={order.retry} />;
  if (!order.data) return <SkeletonRows rows={5} height={48} />;
  return <OfOrder key={order.data.id} order={order.data} {...props} />;
}

function OfOrder({ order, ...props }: CallPaneProps & { order: Order }) {
  const { t } = useTranslation('calls');
  const terms = useTerms();
  const { call } = props;
  const [lineId, setLineId] = useState(call.goods?.order_line_id ?? order.lines[0]?.id ?? '');
  const line = order.lines.find(({ id }) => id === lineId) ?? order.lines[0];
  const verdict = useVerdict(call.id, line?.id ?? null);
  const [chosen, setChosen] = useState<Reason | null>(null);
  const reason = chosen ?? verdict.found?.reason ?? 'damaged-or-defective';
  if (!line) return <p className="r-second settle-empty">{t('settle.no_order')}</p>;
  return (
    <div className="settle">
      <div className="settle-about">
        {order.lines.length > 1 && (
          <Select
            aria-label={t('settle.line')}
            value={line.id}
            onChange={setLineId}
            options={order.lines.map(({ id, title }) => ({ value: id, label: title }))}
          />
        )}
        <Select
          aria-label={t('settle.reason')}
          value={reason}
          onChange={setChosen}
          options={WRONG.map((value) => ({ value, label: terms.why({ reason: value, detail: null }) }))}
        />
      </div>
      <WhoIsResponsible {...props} line={line} reason={reason} verdict={verdict} />
      <SettleNow {...props} key={`${line.id}/${reason}`} order={order} line={line} reason={reason} />
    </div>
  );
}
