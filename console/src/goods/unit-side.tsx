/** The left of a station: which thing this is about, as its label says it, and what is known of it. */
import './goods.css';
import type { Grade, Unit } from '@recoup/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useGoodsName } from './names.ts';

export function UnitSide(props: { unit: Unit; photo?: boolean; children?: ReactNode }) {
  const { t } = useTranslation('goods');
  const { unit } = props;
  const nameOf = useGoodsName();
  const terms = useTerms();
  return (
    <div className="goods-side">
      <div className="goods-side-head">
        <Code size="station">{unit.lpn}</Code>
        <b>{nameOf(unit)}</b>
        {unit.serial && <span className="r-mono">{t('serial', { serial: unit.serial })}</span>}
        {unit.return ? (
          <span className="r-mono">{unit.return.code}</span>
        ) : (
          <span>≠ {terms.arrival(unit.arrival)}</span>
        )}
        {unit.return && unit.arrival !== 'right' && <span>≠ {terms.arrival(unit.arrival)}</span>}
      </div>
      {props.photo !== false && unit.photo_url && <img className="goods-side-photo" src={unit.photo_url} alt="" />}
      {props.children}
    </div>
  );
}

/** A small head and what stands under it. */
export function Told({ head, children, tone }: { head: ReactNode; children: ReactNode; tone?: 'bad' }) {
  return (
    <div className="goods-told">
      <span className="r-station-over">{head}</span>
      <div className={tone === 'bad' ? 'r-t-bad' : undefined}>{children}</div>
    </div>
  );
}

/** What the buyer wrote, in their own words, under the reason they chose. */
export function BuyerSays({ says, reason }: { says: string | null; reason: string | null }) {
  const { t } = useTranslation('goods');
  const terms = useTerms();
  if (!says && !reason) return null;
  return (
    <Told head={t('buyer_says')}>
      {says ? t('quoted', { text: says }) : terms.reason(reason ?? '')}
      {says && reason && <span className="r-station-over goods-told-note">{terms.reason(reason)}</span>}
    </Told>
  );
}

/** The grade as it is written on the shelf, with its two axes beside it. */
export function GradeBox(props: {
  grade: Grade | null;
  functional: Grade | null;
  cosmetic: Grade | null;
  note?: ReactNode;
  size?: 'side' | 'large';
}) {
  const { t } = useTranslation('goods');
  return (
    <div className={`goods-grade is-${props.size ?? 'side'}`}>
      <b className="goods-grade-letter">{props.grade ?? '–'}</b>
      <span>
        <span>
          {t('looks')} <b>{props.cosmetic ?? '–'}</b>
        </span>
        <span>
          {t('works')} <b>{props.functional ?? '–'}</b>
        </span>
        {props.note && <span className="r-ink2">{props.note}</span>}
      </span>
    </div>
  );
}
