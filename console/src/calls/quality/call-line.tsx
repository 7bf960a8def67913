/** How the line of a call was, a cell a minute for each side, and in words what troubled the bad ones. */
import './quality.css';
import { type CallMinute, type CallQuality, callLine, LINE_LIMITS } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../app/queries.ts';
import { useFormat } from '../../ui/locale.tsx';
import { Section } from '../../ui/page.tsx';

/** As ITU-T G.109 has the steps of R: 80, 70 and 50, as scores. */
const STEPS = [
  [4.02, 'good'],
  [3.6, 'fair'],
  [2.58, 'weak'],
] as const;
export function wordOfScore(score: number): 'good' | 'fair' | 'weak' | 'bad' {
  return STEPS.find(([least]) => score >= least)?.[1] ?? 'bad';
}
/** A minute that was troubled is no good one, whatever its mean says. */
export function wordOfMinute({ score, bad }: Pick<CallMinute, 'score' | 'bad'>) {
  const word = score === null ? null : wordOfScore(score);
  return bad && (word === 'good' || word === 'fair' || word === null) ? 'weak' : word;
}

/** Nothing where nothing was measured and nobody failed to come in. */
export function CallLine({ id }: { id: string }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const { data } = useApi(callLine.quality, { params: { id } });
  if (!data || (data.minutes === 0 && data.failures.length === 0)) return null;
  const facts = [
    data.score !== null &&
      t('quality.score', { n: f.number(data.score, 1), word: t(`call.quality.${wordOfScore(data.score)}`) }),
    data.minutes > 0 &&
      (data.bad_minutes > 0
        ? t('quality.bad_of', { count: data.bad_minutes, of: f.number(data.minutes) })
        : t('quality.no_bad_of', { of: f.number(data.minutes) })),
    data.relayed !== null && t(data.relayed ? 'quality.relayed' : 'quality.direct', { region: data.region ?? '' }),
  ].filter((fact) => fact !== false);
  return (
    <Section title={t('quality.line')}>
      {facts.length > 0 && <p className="quality-facts">{facts.join(' · ')}</p>}
      {data.parts.map((part) => (
        <PartStrip key={part.part_id} part={part} minutes={lengthOf(data)} />
      ))}
      {data.failures.length > 0 && (
        <ul className="quality-words">
          {data.failures.map(({ kind, reason, at }) => (
            <li key={`${kind} ${reason}`}>
              {t('quality.failed', { who: t(`quality.who.${kind}`), why: t(`quality.why.${reason}`), at: f.time(at) })}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const lengthOf = ({ parts }: CallQuality) =>
  Math.max(0, ...parts.flatMap(({ minutes }) => minutes.map(({ minute }) => minute + 1)));

function PartStrip({ part, minutes }: { part: CallQuality['parts'][number]; minutes: number }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const words = useTroubleWords();
  const { browser } = part;
  const bad = part.minutes.filter((minute) => minute.bad);
  return (
    <div className="quality-part">
      <p>
        <b>{part.name}</b>
        <span className="r-second">
          {[browser && `${browser.name} ${browser.version}, ${browser.system}`, browser?.network]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      <ol className="quality-strip" style={{ gridTemplateColumns: `repeat(${minutes}, minmax(4px, 28px))` }}>
        {Array.from({ length: minutes }, (_, n) => part.minutes.find(({ minute }) => minute === n) ?? n).map(
          (minute) =>
            typeof minute === 'number' ? (
              <li key={minute} className="is-none" title={t('quality.none', { n: minute + 1 })} />
            ) : (
              <li key={minute.minute} className={`is-${wordOfMinute(minute) ?? 'none'}`} title={words(minute)}>
                <span className="r-sr">{words(minute)}</span>
              </li>
            ),
        )}
      </ol>
      {bad.length > 0 && (
        <ul className="quality-words">
          {bad.slice(0, 8).map((minute) => (
            <li key={minute.minute}>{words(minute)}</li>
          ))}
          {bad.length > 8 && <li className="r-second">{t('quality.more', { count: bad.length - 8 })}</li>}
        </ul>
      )}
      {part.score !== null && <span className="r-sr">{f.number(part.score, 1)}</span>}
    </div>
  );
}

/** `Minute 3, 4.1: round trip over 400 ms (up to 620)`. */
function useTroubleWords() {
  const { t } = useTranslation('calls');
  const f = useFormat();
  return (minute: CallMinute) => {
    const troubles = minute.troubles.map((trouble) =>
      t(`quality.trouble.${trouble}`, {
        limit: f.number(LINE_LIMITS[trouble]),
        most: f.number(minute.worst[trouble] ?? 0, trouble === 'loss' ? 1 : 0),
      }),
    );
    const word = wordOfMinute(minute);
    const score = minute.score === null ? '' : f.number(minute.score, 1);
    const head = t('quality.minute', { n: minute.minute + 1, score, word: word ? t(`call.quality.${word}`) : '' });
    return troubles.length > 0 ? t('quality.because', { head, troubles: troubles.join(t('quality.and')) }) : head;
  };
}
