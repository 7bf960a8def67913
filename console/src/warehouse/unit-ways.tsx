/** The reckoning of a unit on its page: what each way brings, the one that was chosen with its lines. */
import type { Reckoning } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useWayWords } from '../goods/way-words.ts';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { ValueBar, ValueLegend } from '../ui/value-bar.tsx';

export function UnitWays({ ways }: { ways: Reckoning }) {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const terms = useTerms();
  const words = useWayWords();
  const chosen = ways.decided?.disposition ?? ways.suggested;
  const shown = ways.ways.filter((way) => way.allowed || way.disposition === chosen);
  const scale = Math.max(1, ...shown.map((way) => Math.max(way.gross.amount, way.spent.amount)));
  const opened = ways.ways.find((way) => way.disposition === chosen);
  return (
    <Section title={t('unit.reckoning')} verbs={<ValueLegend />}>
      <table className="warehouse-ways">
        <tbody>
          {shown.map((way) => (
            <tr key={way.disposition} className={way.disposition === chosen ? 'is-chosen' : undefined}>
              <th scope="row">
                {terms.disposition(way.disposition)}
                <span className="r-quiet">{words.note(way)}</span>
              </th>
              <td className="warehouse-ways-bar">
                <ValueBar
                  back={Math.max(0, way.net.amount)}
                  spent={way.lines.filter(({ amount }) => amount.amount < 0).map(({ amount }) => -amount.amount)}
                  currency={way.net.currency}
                  scale={scale}
                  height={17}
                />
              </td>
              <td className="r-num">
                <Money value={way.net} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {opened && (
        <p className="r-second warehouse-lines-of">
          {words
            .lines(opened)
            .map((line) =>
              t('unit.line', { what: line.label, amount: f.money(line.amount.amount, line.amount.currency) }),
            )
            .join(t('unit.line_join'))}
        </p>
      )}
      {ways.decided ? (
        <p className="r-second">
          {t('unit.decided_by', { name: ways.decided.by.name, date: f.dateTime(ways.decided.at) })}
          {ways.decided.override_reason &&
            ` ${t('unit.overridden', { instead: terms.disposition(ways.suggested), reason: ways.decided.override_reason })}`}
        </p>
      ) : (
        <Status tone="idle">{t('unit.suggested', { way: terms.disposition(ways.suggested) })}</Status>
      )}
    </Section>
  );
}
