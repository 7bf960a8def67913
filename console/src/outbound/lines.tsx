/** What an order sends, and where each thing is taken from. */
import type { OutboundRow } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { useLineName } from './words.ts';

export function OutboundLines({ lines }: { lines: OutboundRow['lines'] }) {
  const { t } = useTranslation('outbound');
  const f = useFormat();
  const nameOf = useLineName();
  return (
    <ul className="outbound-lines">
      {lines.map((line) => (
        <li key={line.id}>
          <Item photo={line.thumb_url} title={nameOf(line)} note={`${t(`kind.${line.kind}`)} · ${line.sku}`} />
          <span className="outbound-takes">
            {line.takes.map((take) => (
              <span key={take.id}>
                {take.unit ? (
                  <Link to="/units/$id" params={{ id: take.unit.id }}>
                    <Code>{take.unit.lpn}</Code>
                  </Link>
                ) : (
                  t('take.counted', { count: take.quantity })
                )}{' '}
                {take.bin && <Code>{take.bin}</Code>}
              </span>
            ))}
            {line.takes.length === 0 && line.in_stock !== null && (
              <span className="r-ink2">
                {t('in_stock', { count: line.in_stock })}
                {line.expected_on && `, ${t('expected', { day: f.calendarDay(line.expected_on) })}`}
              </span>
            )}
          </span>
          <b className="r-num">{t('picked_of', { picked: line.picked, quantity: line.quantity })}</b>
          <Money value={line.unit_cost} />
        </li>
      ))}
    </ul>
  );
}
