/** The middle and the left of the sending station: what goes to whom, what is in hand, and the scale. */
import type { OutboundDetail } from '@recoup/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Picture } from '../goods/picture.tsx';
import { Told } from '../goods/unit-side.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Shape } from '../ui/status.tsx';
import { useLineName } from './words.ts';

/** What is taken next, in the order of the bins. */
export function nextTake({ lines }: Pick<OutboundDetail, 'lines'>) {
  return lines
    .flatMap((line) => line.takes.map((take) => ({ line, take })))
    .filter(({ take }) => take.picked < take.quantity)
    .sort((a, b) => (a.take.bin ?? '').localeCompare(b.take.bin ?? ''))[0];
}

export function OrderSide({ order }: { order: OutboundDetail }) {
  const { t } = useTranslation('outbound');
  const terms = useTerms();
  const to = order.ship_to;
  return (
    <div className="goods-side">
      <div className="goods-side-head">
        <Code size="station">{order.code}</Code>
        <b>{terms.remedy(order.remedy)}</b>
        <span className="r-mono">{order.return.code}</span>
      </div>
      <Told head={t('order.to')}>
        <span className="outbound-station-lines">
          {to
            ? [to.name, to.line1, to.line2, [to.city, to.region, to.postal_code].filter(Boolean).join(' ')]
                .filter(Boolean)
                .map((line) => <span key={line}>{line}</span>)
            : t('no_address')}
        </span>
      </Told>
      <Told head={t('order.order')}>
        {order.order.number}, {order.brand.name}
      </Told>
    </div>
  );
}

export function PickList({ order }: { order: OutboundDetail }) {
  const { t } = useTranslation('outbound');
  const nameOf = useLineName();
  const next = order.state === 'reserved' ? nextTake(order)?.take.id : undefined;
  return (
    <ul className="outbound-pick">
      {order.lines.flatMap((line) =>
        line.takes.map((take) => {
          const done = take.picked >= take.quantity;
          return (
            <li key={take.id} className={done ? 'is-done' : take.id === next ? 'is-next' : undefined}>
              <span className="outbound-pick-photo">
                <Picture src={line.thumb_url} />
              </span>
              <span className="outbound-pick-words">
                <b>{nameOf(line)}</b>
                <span className="r-mono">{take.unit?.lpn ?? line.sku}</span>
              </span>
              <span className="outbound-pick-bin r-mono">{take.bin}</span>
              <span className="outbound-pick-count">
                {done && <Shape tone="good" size={20} />}{' '}
                {t('picked_of', { picked: take.picked, quantity: take.quantity })}
              </span>
            </li>
          );
        }),
      )}
    </ul>
  );
}

const G_LB = 453.592_37;
const G_OZ = 28.349_523_125;

/** Pounds and ounces where people read English, grams where they read Chinese. Enter packs. */
export function Weigh({ order, onPack }: { order: OutboundDetail; onPack: (grams: number) => void }) {
  const { t, i18n } = useTranslation('outbound');
  const metric = i18n.language.startsWith('zh');
  const known = order.weight_g;
  const ounces = known === null ? null : Math.max(1, Math.round(known / G_OZ));
  const [grams, setGrams] = useState(known === null ? '' : String(known));
  const [lb, setLb] = useState(ounces === null ? '' : String(Math.floor(ounces / 16)));
  const [oz, setOz] = useState(ounces === null ? '' : String(ounces % 16));
  const weight = metric ? Number(grams || 0) : Math.round(Number(lb || 0) * G_LB + Number(oz || 0) * G_OZ);
  const valid = Number.isFinite(weight) && weight >= 1 && weight <= 1_000_000;
  const number = (value: string, set: (value: string) => void, label: string, first: boolean) => (
    <label>
      {label}
      <input
        // biome-ignore lint/a11y/noAutofocus: the scale is the one thing to read now
        autoFocus={first && order.state === 'picked'}
        inputMode="decimal"
        value={value}
        onChange={(event) => set(event.target.value.replace(/[^\d.]/g, ''))}
      />
    </label>
  );
  return (
    <form
      className="outbound-weigh"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onPack(weight);
      }}
    >
      {metric ? (
        number(grams, setGrams, t('station.grams'), true)
      ) : (
        <>
          {number(lb, setLb, t('station.pounds'), true)}
          {number(oz, setOz, t('station.ounces'), false)}
        </>
      )}
      <button type="submit" disabled={!valid || (order.state === 'packed' && weight === known)}>
        {order.state === 'packed' ? t('verb.pack_again') : t('verb.pack')}
      </button>
    </form>
  );
}
