/** The order a conversation is about: its goods, and on which day after delivery we are. */
import type { Order } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import { Link2, Package } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';

const DAY = 86_400_000;

export function OrderPart({ order, onLink }: { order: Order; onLink: (() => void) | null }) {
  const { t } = useTranslation('inbox');
  const terms = useTerms();
  const f = useFormat();
  const delivered = order.fulfilments.find(({ delivered_at }) => delivered_at);
  const shipped = order.fulfilments.find(({ shipped_at }) => shipped_at);
  const day = delivered?.delivered_at
    ? Math.floor((Date.parse(f.dayKey(f.now)) - Date.parse(f.dayKey(delivered.delivered_at))) / DAY)
    : 0;
  const carrier = (delivered ?? shipped)?.carrier;
  const where = order.cancelled_at
    ? t('order.cancelled', { day: f.date(order.cancelled_at) })
    : delivered?.delivered_at
      ? t('order.delivered', {
          day: f.weekdayDate(delivered.delivered_at),
          carrier: carrier ? terms.carrier(carrier) : t('order.some_carrier'),
          n: f.number(day),
        })
      : shipped?.shipped_at
        ? t('order.on_way', {
            day: f.weekdayDate(shipped.shipped_at),
            carrier: carrier ? terms.carrier(carrier) : t('order.some_carrier'),
          })
        : t('order.waits');
  return (
    <section>
      <header>
        <h3>{t('order.title')}</h3>
        <span className="inbox-side-end">
          <Link to={`/orders/${order.id}` as '/'}>
            <Code>{order.number}</Code>
          </Link>
          {onLink && (
            <Tooltip title={t('link.title')}>
              <button type="button" className="inbox-icon" aria-label={t('link.title')} onClick={onLink}>
                <Link2 size={14} />
              </button>
            </Tooltip>
          )}
        </span>
      </header>
      {order.lines.slice(0, 4).map((line) => (
        <div key={line.id} className="inbox-goods">
          <span className="inbox-goods-photo">
            {line.photo_url ? (
              <img src={line.photo_url} alt="" loading="lazy" />
            ) : (
              <Package size={20} aria-hidden="true" />
            )}
          </span>
          <span className="inbox-goods-words">
            <b>
              {line.quantity > 1 ? t('order.times', { n: f.number(line.quantity), title: line.title }) : line.title}
            </b>
            <span className="r-second">{where}</span>
            {line.serials.length > 0 && (
              <span className="r-second">
                {t('order.unit')} <Code>{line.serials[0]!}</Code>
                {line.serials.length > 1 && t('order.more_units', { n: f.number(line.serials.length - 1) })}
              </span>
            )}
            {line.return_quantity > 0 && (
              <span className="r-quiet">
                {t('order.back', { n: f.number(line.return_quantity), of: f.number(line.quantity) })}
              </span>
            )}
          </span>
          <Money
            value={{
              amount: line.unit_price.amount * line.quantity - line.discount.amount + line.tax.amount,
              currency: line.unit_price.currency,
            }}
          />
        </div>
      ))}
      {order.lines.length > 4 && (
        <p className="r-quiet">{t('order.more_lines', { n: f.number(order.lines.length - 4) })}</p>
      )}
    </section>
  );
}
