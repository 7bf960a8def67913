/** Left of the box: whose it is, how the carton looks, and what the buyer said. */
import type { Parcel } from '@recoup/contract';
import { Camera } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BuyerSays, Told } from '../../goods/unit-side.tsx';
import { useTerms } from '../../terms/terms.ts';
import { Code } from '../../ui/code.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Lightbox } from '../../ui/photo.tsx';
import { Shape } from '../../ui/status.tsx';

export function BoxSide({ parcel, other, onPhoto }: { parcel: Parcel; other: string | null; onPhoto: () => void }) {
  const { t } = useTranslation('warehouse');
  const terms = useTerms();
  const [at, setAt] = useState<number | null>(null);
  const photo = parcel.photos.at(-1);
  const says = parcel.lines.find((line) => line.comment) ?? parcel.lines[0];
  return (
    <div className="goods-side">
      <div className="goods-side-head">
        <Code size="station">{parcel.return?.code ?? parcel.code}</Code>
        <b>
          {parcel.return
            ? [parcel.return.customer, parcel.return.city].filter(Boolean).join(t('receive.comma'))
            : parcel.order
              ? t('receive.blind_of_order', { number: parcel.order.number })
              : t('receive.blind')}
        </b>
        {parcel.tracking && (
          <span className="r-mono">
            {[parcel.carrier && terms.carrier(parcel.carrier), parcel.tracking].filter(Boolean).join(' ')}
          </span>
        )}
      </div>
      {other && (
        <p className="warehouse-other">
          <Shape tone="diff" size={14} /> {t('receive.in_hands', { name: other })}
        </p>
      )}
      {parcel.meant_for && (
        <p className="warehouse-other">
          <Shape tone="diff" size={14} /> {t('receive.meant_for', { site: parcel.meant_for.name })}
        </p>
      )}
      {photo ? (
        <div>
          <button type="button" className="warehouse-carton" onClick={() => setAt(parcel.photos.length - 1)}>
            <img src={photo.thumb_url} alt={photo.caption ?? ''} />
          </button>
          <span className="r-station-over">{t('receive.photos', { count: parcel.photos.length })}</span>
          <Lightbox
            pictures={parcel.photos.map((each) => ({ ...each, caption: each.caption ?? undefined }))}
            at={at}
            onMove={setAt}
          />
        </div>
      ) : (
        <button type="button" className="warehouse-no-carton" onClick={onPhoto}>
          <Camera size={24} aria-hidden="true" />
          <span>{t('receive.photo_of_carton')}</span>
          <Kbd k=" " large />
        </button>
      )}
      {parcel.note && <Told head={t('receive.note')}>{parcel.note}</Told>}
      {says && <BuyerSays says={says.comment} reason={says.reason} />}
    </div>
  );
}
