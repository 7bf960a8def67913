/** The ways to make it right, cheapest for the brand first, on one scale; the picked one opens to what it needs. */
import './remedies.css';
import type { RankedRemedy } from '@recoup/contract';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../ui/kbd.tsx';
import { useKeys } from '../ui/keys.ts';
import { Money } from '../ui/money.tsx';
import { Shape } from '../ui/status.tsx';
import { Hatch } from '../ui/value-bar.tsx';
import { MadeOf } from './made-of.tsx';
import { type AnswerLine, firstPick, type Picked, savedBy, scaleOf } from './pick.ts';
import { useRemedyWords } from './remedy-words.ts';

type Props = {
  line: AnswerLine;
  picked: Picked | null;
  onPick: (picked: Picked | null) => void;
  /** Number keys 1 to 9 pick. */
  keysOn?: boolean;
  /** Under the picked one: what it needs, and its button. */
  children?: (remedy: RankedRemedy) => ReactNode;
};

export function RemedyList({ line, picked, onPick, keysOn = true, children }: Props) {
  const { t } = useTranslation('remedies');
  const remedies = line.remedies;
  const scale = scaleOf(remedies);
  const pick = (remedy: RankedRemedy) => onPick(picked?.kind === remedy.kind ? null : firstPick(remedy.kind, line));
  useKeys(
    Object.fromEntries(
      remedies.slice(0, 9).map((remedy, place) => [
        String(place + 1),
        () => {
          pick(remedy);
          return true;
        },
      ]),
    ),
    { on: keysOn && remedies.length > 0 },
  );
  if (remedies.length === 0) return <p className="r-second">{t('none')}</p>;
  return (
    <ol className="remedies-list">
      {remedies.map((remedy, place) => {
        const open = picked?.kind === remedy.kind;
        return (
          <li key={remedy.kind} className={open ? 'is-open' : undefined}>
            <Row
              remedy={remedy}
              place={place}
              scale={scale}
              picked={open ? picked : null}
              keysOn={keysOn}
              onPick={() => pick(remedy)}
            />
            {open && (
              <div className="remedies-open">
                <MadeOf remedy={remedy} />
                {children?.(remedy)}
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}

type RowProps = {
  remedy: RankedRemedy;
  place: number;
  scale: number;
  picked: Picked | null;
  keysOn: boolean;
  onPick: () => void;
};
function Row({ remedy, place, scale, picked, keysOn, onPick }: RowProps) {
  const words = useRemedyWords();
  const notes = useId();
  const told = [...remedy.notes.map(words.because)];
  const asks = words.asks(remedy);
  const width = Math.max(2, (Math.max(0, remedy.cost.amount) / scale) * 100);
  return (
    <button
      type="button"
      className="remedies-row"
      aria-pressed={picked !== null}
      aria-describedby={notes}
      onClick={onPick}
    >
      {keysOn && place < 9 ? <Kbd k={String(place + 1)} /> : <span className="remedies-dot" aria-hidden="true" />}
      <span className="remedies-words">
        <span className="remedies-head">
          <b>{words.name(remedy, picked ?? undefined)}</b>
          <b>
            <Money value={remedy.cost} />
          </b>
        </span>
        <span className="remedies-bar" style={{ width: `${width}%` }}>
          <Hatch height={7} />
        </span>
        <span id={notes} className="remedies-notes">
          <span className="r-second">{words.short(remedy)}</span>
          {told.map((said) => (
            <span key={said} className="remedies-note">
              <Shape tone={remedy.available ? 'here' : 'idle'} size={10} /> {said}
            </span>
          ))}
          {asks && (
            <span className="remedies-note">
              <Shape tone="clock" size={10} /> {asks}
            </span>
          )}
        </span>
      </span>
    </button>
  );
}

/** `The part settles this for $51.60 less than a return.` Of the picked remedy, else of the first that saves. */
export function Comparison({ line, picked }: { line: AnswerLine; picked: Picked | null }) {
  const { t } = useTranslation('remedies');
  const words = useRemedyWords();
  const remedy = picked
    ? line.remedies.find(({ kind }) => kind === picked.kind)
    : line.remedies.find((one) => one.available && savedBy(one, line));
  const saved = savedBy(remedy, line);
  if (!remedy || !saved) return null;
  return <p className="r-second remedies-saves">{t(`saves.${remedy.kind}`, { amount: words.money(saved) })}</p>;
}
