/** Left of the ways: the grade, what failed with its picture, how it was checked, and what the buyer's money waits for. */
import { inspections, type Reckoning } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSaid } from '../goods/names.ts';
import { GradeBox, Told, UnitSide } from '../goods/unit-side.tsx';
import { useFormat } from '../ui/locale.tsx';
import { PhotoGrid } from '../ui/photo.tsx';

export function DecideSide({ ways }: { ways: Reckoning }) {
  const { t } = useTranslation('inspection');
  const f = useFormat();
  const said = useSaid();
  const { unit } = ways;
  const run = useApi(
    inspections.get,
    { params: { id: ways.inspection_id ?? '' } },
    { on: ways.inspection_id !== null, keep: false },
  );
  const steps = run.data?.asked.length;
  return (
    <UnitSide unit={unit} photo={ways.photos.length === 0}>
      <GradeBox grade={unit.grade} functional={unit.functional} cosmetic={unit.cosmetic} />
      {ways.failed.length > 0 && (
        <Told head={t('decide.failed')} tone="bad">
          {ways.failed.map((each) => (
            <div key={each.title.en}>
              {each.answer
                ? t('decide.failed_step', { step: said(each.title), answer: said(each.answer) })
                : said(each.title)}
            </div>
          ))}
        </Told>
      )}
      {ways.photos.length > 0 && (
        <div className="inspection-side-photos">
          <PhotoGrid
            size={ways.photos.length === 1 ? 235 : 108}
            words={false}
            pictures={ways.photos.map((each) => ({ ...each, caption: each.caption ?? undefined }))}
          />
        </div>
      )}
      {run.data && (
        <Told head={t('decide.checked')}>
          {t('decide.checked_steps', { count: steps, photos: t('photos', { count: ways.photos.length }) })}
          <br />
          {run.data.seconds !== null && f.duration(run.data.seconds)}
        </Told>
      )}
      <Told head={t('decide.refund')}>
        {unit.acceptance === 'ask'
          ? t('decide.refund_asks')
          : unit.acceptance === 'rejected'
            ? t('decide.refund_none')
            : t('decide.refund_free')}
      </Told>
    </UnitSide>
  );
}
