/** One way out: what it sells for, its bar, its net; opened, the reckoning line by line. */
import type { Way } from '@recoup/contract';
import { useWayWords } from '../goods/way-words.ts';
import { useTerms } from '../terms/terms.ts';
import { Kbd } from '../ui/kbd.tsx';
import { Money } from '../ui/money.tsx';
import { ValueBar } from '../ui/value-bar.tsx';
import { spentParts } from './ways.ts';

type Props = { way: Way; number: number; scale: number; isOpen: boolean; onChoose: () => void };

export function WayRow({ way, number, scale, isOpen, onChoose }: Props) {
  const terms = useTerms();
  const words = useWayWords();
  const lines = words.lines(way);
  return (
    <li className={isOpen ? 'is-open' : undefined}>
      <button type="button" onClick={onChoose} aria-pressed={isOpen}>
        <Kbd k={String(number)} large />
        <span className="inspection-way-words">
          <b>{terms.disposition(way.disposition)}</b>
          <span>{words.note(way)}</span>
        </span>
        <span className="inspection-way-bar">
          <ValueBar
            back={Math.max(0, way.net.amount)}
            spent={spentParts(way)}
            currency={way.net.currency}
            scale={scale}
            height={isOpen ? 34 : 20}
          />
        </span>
        <span className="inspection-way-net">
          <Money value={way.net} />
        </span>
      </button>
      {isOpen && lines.length > 0 && (
        <dl className="inspection-reckoning">
          {lines.map((line) => (
            <div key={line.key}>
              <dt>{line.label}</dt>
              <dd>
                <Money value={line.amount} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
