/** All ways out under each other, on one scale; the closed ones below with why, so that nobody wonders. */
import type { Disposition, Reckoning } from '@recoup/contract';
import { Ban } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWayWords } from '../goods/way-words.ts';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { Status } from '../ui/status.tsx';
import { ValueLegend } from '../ui/value-bar.tsx';
import { WayRow } from './way-row.tsx';
import { type Listed, scaleOf } from './ways.ts';

export function WaysOut(props: {
  ways: Reckoning;
  listed: Listed;
  way: Disposition | null;
  onChoose: (way: Disposition) => void;
}) {
  const { t } = useTranslation('inspection');
  const f = useFormat();
  const terms = useTerms();
  const { because } = useWayWords();
  const { ways, listed } = props;
  const scale = scaleOf(listed.open);
  const rule = ways.ways.find((each) => each.forced_by)?.forced_by;
  const price = ways.unit.sold_price;
  return (
    <>
      <header className="inspection-ways-head">
        <h1>{t('decide.title')}</h1>
        <span>{price && t('decide.sold_at', { price: f.money(price.amount, price.currency) })}</span>
      </header>
      <div className="inspection-ways-legend">
        <ValueLegend />
        <span>{t('decide.net')}</span>
      </div>
      {rule && (
        <p className="inspection-rule">
          <Status tone="diff">{t('decide.rule', { because: because({ code: rule }) })}</Status>
        </p>
      )}
      <ol className="inspection-ways">
        {listed.open.map((each, at) => (
          <WayRow
            key={each.disposition}
            way={each}
            number={at + 1}
            scale={scale}
            isOpen={each.disposition === props.way}
            onChoose={() => props.onChoose(each.disposition)}
          />
        ))}
      </ol>
      <ul className="inspection-closed">
        {listed.closed.map((group) => (
          <li key={`${group.because.code} ${group.ways.join()}`}>
            <Ban size={18} aria-hidden="true" />
            <span>
              <b>{f.listed(group.ways.map((each) => terms.disposition(each)))}</b>{' '}
              {t(group.ways.length > 1 ? 'decide.several_closed' : 'decide.one_closed', {
                because: because(group.because),
              })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
