/** Pictures as evidence: a grid of thumbs with who and when under each, and one large at a time. */
import './photo.css';
import { Modal } from 'antd';
import { ChevronLeft, ChevronRight, ImageOff, Play } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from './keys.ts';

export type Picture = {
  id: string;
  url: string;
  thumb_url?: string | null;
  caption?: ReactNode;
  /** Where it is from and when: "Inspection, 7:24 AM". */
  note?: ReactNode;
  /** A video plays in the large view. */
  video?: boolean;
};

type PhotoGridProps = {
  pictures: readonly Picture[];
  /** px of one thumb; as many as fit stand in a row. `small` without words, for panes. */
  size?: number;
  words?: boolean;
  /** Opens the first one: the page passes a key for it ("E view all"). */
  openKey?: string;
};

export function PhotoGrid({ pictures, size = 145, words = true, openKey }: PhotoGridProps) {
  const { t } = useTranslation('ui');
  const [at, setAt] = useState<number | null>(null);
  useKeys({ [openKey ?? 'e']: () => setAt(0) }, { on: !!openKey && at === null && pictures.length > 0 });
  if (pictures.length === 0) return <p className="r-quiet">{t('photo.none')}</p>;
  return (
    <>
      <ul className="r-photos" style={{ '--thumb': `${size}px` } as React.CSSProperties}>
        {pictures.map((picture, place) => (
          <li key={picture.id}>
            <button
              type="button"
              aria-label={t('photo.open', { n: place + 1, total: pictures.length })}
              onClick={() => setAt(place)}
            >
              <Thumb picture={picture} />
            </button>
            {words && (
              <>
                {picture.caption && <div className="r-second r-photo-caption">{picture.caption}</div>}
                {picture.note && <div className="r-quiet">{picture.note}</div>}
              </>
            )}
          </li>
        ))}
      </ul>
      <Lightbox pictures={pictures} at={at} onMove={setAt} />
    </>
  );
}

function Thumb({ picture }: { picture: Picture }) {
  const { t } = useTranslation('ui');
  const [broken, setBroken] = useState(false);
  if (broken) {
    return (
      <span className="r-photo-broken">
        <ImageOff size={16} aria-hidden="true" />
        <span className="r-sr">{t('photo.broken')}</span>
      </span>
    );
  }
  // A film without a picture of its own is a dark frame with the sign to play it.
  if (picture.video && !picture.thumb_url) {
    return (
      <span className="r-photo-film">
        <Play size={22} aria-hidden="true" />
      </span>
    );
  }
  const alt = typeof picture.caption === 'string' ? picture.caption : '';
  return <img src={picture.thumb_url ?? picture.url} alt={alt} loading="lazy" onError={() => setBroken(true)} />;
}

/** One picture large, with ← → and Escape. `at` null: closed. */
export function Lightbox(props: {
  pictures: readonly Picture[];
  at: number | null;
  onMove: (at: number | null) => void;
}) {
  const { t } = useTranslation('ui');
  const { pictures, at, onMove } = props;
  const open = at !== null && !!pictures[at];
  const picture = open ? pictures[at] : undefined;
  const go = (by: number) => at !== null && onMove((at + by + pictures.length) % pictures.length);
  useKeys({ ArrowLeft: () => go(-1), ArrowRight: () => go(1) }, { on: open, inDialog: true });
  return (
    <Modal open={open} onCancel={() => onMove(null)} footer={null} width="min(1080px, 92vw)" centered destroyOnHidden>
      {picture && (
        <figure className="r-lightbox">
          {picture.video ? (
            // biome-ignore lint/a11y/useMediaCaption: evidence filmed by a buyer has no captions
            <video src={picture.url} controls autoPlay />
          ) : (
            <img src={picture.url} alt={typeof picture.caption === 'string' ? picture.caption : ''} />
          )}
          <figcaption>
            <span>
              <span className="r-medium">{picture.caption}</span> <span className="r-quiet">{picture.note}</span>
            </span>
            {pictures.length > 1 && (
              <span className="r-lightbox-moves">
                <button type="button" aria-label={t('previous')} onClick={() => go(-1)}>
                  <ChevronLeft size={18} />
                </button>
                <span className="r-quiet">{t('photo.position', { n: at! + 1, total: pictures.length })}</span>
                <button type="button" aria-label={t('next')} onClick={() => go(1)}>
                  <ChevronRight size={18} />
                </button>
              </span>
            )}
          </figcaption>
        </figure>
      )}
    </Modal>
  );
}
