/** The black panel of the sending station: the one next step. */
import type { OutboundDetail } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { BinCard, DoNow } from '../ui/station/do-now.tsx';
import { nextTake } from './station-work.tsx';
import { useLineName } from './words.ts';

type Props = { order: OutboundDetail | null; onShip: () => void; onPrint: () => void; onAgain: () => void };

export function SendNow({ order, onShip, onPrint, onAgain }: Props) {
  const { t } = useTranslation('outbound');
  const f = useFormat();
  const nameOf = useLineName();
  if (!order) return <DoNow step={t('station.scan')} waiting={t('station.wait_any')} />;
  if (order.state === 'reserved') {
    const next = nextTake(order);
    if (!next) return <DoNow step={t('station.step.done')} />;
    const { line, take } = next;
    return (
      <DoNow
        step={t('station.take', { quantity: take.quantity - take.picked, title: nameOf(line) })}
        waiting={take.unit ? t('station.wait_plate') : t('station.wait_sku', { sku: line.sku })}
        foot={t('station.take_foot')}
      >
        {take.bin ? (
          <BinCard code={take.bin} note={take.unit?.lpn ?? line.sku} />
        ) : (
          <BinCard code={take.unit?.lpn ?? line.sku} note={t('station.no_bin')} />
        )}
      </DoNow>
    );
  }
  if (order.state === 'picked') {
    return (
      <DoNow
        step={t('station.weigh')}
        foot={order.expected_weight_g !== null && t('order.goods_weigh', { weight: f.weight(order.expected_weight_g) })}
      />
    );
  }
  if (order.state === 'packed') {
    const { label } = order;
    if (label?.state === 'made') {
      return (
        <DoNow step={t('station.stick')} waiting={t('station.wait_label')} foot={t('station.stick_foot')}>
          <button type="button" className="outbound-go" onClick={onPrint}>
            {t('station.keys.print')}
          </button>
          {label.tracking && <span className="outbound-tracking r-mono">{label.tracking}</span>}
          <button type="button" className="outbound-go" onClick={onShip}>
            {t('verb.ship')}
          </button>
        </DoNow>
      );
    }
    if (label?.state === 'failed') {
      return (
        <DoNow step={t('station.label_failed')} foot={label.failure}>
          <button type="button" className="outbound-go" onClick={onAgain}>
            {t('verb.want_label')}
          </button>
        </DoNow>
      );
    }
    return <DoNow step={t('station.label_coming')} foot={t('station.label_coming_foot')} />;
  }
  return (
    <DoNow
      step={t('station.step.done')}
      foot={t(`group.${order.state === 'waiting' ? (order.waits_for ?? 'stock') : order.state}.note`)}
    />
  );
}
