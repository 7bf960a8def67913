/** The list of what should be in the box, counted by hand or scan; the row the next step is about is petrol. */
import { Check, Package, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useGoodsName } from '../../goods/names.ts';
import { Picture } from '../../goods/picture.tsx';
import { useTerms } from '../../terms/terms.ts';
import { Code } from '../../ui/code.tsx';
import { DataMatrix } from '../../ui/data-matrix.tsx';
import { useCommands, useKeys } from '../../ui/keys.ts';
import { Shape } from '../../ui/status.tsx';
import type { Box } from './kept.ts';

type Line = Box['lines'][number];

export function BoxLines(props: {
  box: Box;
  /** The line the last thing was counted on. */
  nowId: string | null;
  onHand: (line: Line) => void;
}) {
  const { box } = props;
  const open = box.lines.filter((line) => line.counted < line.due);
  const next = open[0];
  useKeys({ c: () => (next ? props.onHand(next) : false) });
  useCommands(
    Object.fromEntries(box.lines.map((line, at) => [`CMD-COUNT-${at + 1}`, () => props.onHand(line)])),
    box.lines.length > 0,
  );
  const nowId = props.nowId ?? next?.return_line_id;
  return (
    <ul className="warehouse-lines">
      {box.lines.map((line, at) => (
        <LineRow
          key={line.return_line_id}
          line={line}
          isNow={line.return_line_id === nowId}
          serial={serialIn(box, line)}
          command={line.counted < line.due ? `CMD-COUNT-${at + 1}` : null}
          onHand={() => props.onHand(line)}
        />
      ))}
      <OtherUnits box={box} />
    </ul>
  );
}

/** The serial number counted on the line last, else the one that should come. */
function serialIn(box: Box, line: Line): { text: string; isCounted: boolean } | null {
  const here = box.parcel.units.filter((unit) => unit.return_line_id === line.return_line_id && unit.serial);
  const waiting = box.waiting.filter(({ body }) => body.return_line_id === line.return_line_id && body.serial);
  const counted = waiting.at(-1)?.body.serial ?? here.at(-1)?.serial;
  if (counted) return { text: counted, isCounted: true };
  const expected = line.serials[0];
  return expected && line.tracks_serial ? { text: expected, isCounted: false } : null;
}

function LineRow(props: {
  line: Line;
  isNow: boolean;
  serial: { text: string; isCounted: boolean } | null;
  command: string | null;
  onHand: () => void;
}) {
  const { t } = useTranslation('warehouse');
  const { line } = props;
  const done = line.counted >= line.due;
  const over = line.counted - line.due;
  return (
    <li className={props.isNow ? 'is-now' : undefined} aria-current={props.isNow || undefined}>
      <span className="warehouse-line-photo">
        <Picture src={line.photo_url} />
      </span>
      <span className="warehouse-line-what">
        <b>{line.title}</b>
        <span className="r-mono">{props.serial ? t('serial', { serial: props.serial.text }) : line.sku}</span>
      </span>
      <span className="warehouse-line-state">
        {over > 0 ? (
          <span>
            <Shape tone="diff" size={14} /> {t('receive.line.over', { count: over })}
          </span>
        ) : line.due === 0 ? (
          <span>{t('receive.line.before')}</span>
        ) : done ? (
          <span className="r-t-good">
            <Check size={20} aria-hidden="true" />
            {props.serial?.isCounted ? t('receive.line.serial') : t('receive.line.here')}
          </span>
        ) : (
          <button type="button" className="warehouse-line-hand" onClick={props.onHand}>
            <Plus size={18} aria-hidden="true" />
            {t('receive.line.by_hand')}
          </button>
        )}
        {line.before > 0 && line.due > 0 && (
          <span className="r-station-over">{t('receive.line.earlier', { count: line.before })}</span>
        )}
      </span>
      {props.command ? (
        <DataMatrix text={props.command} label={props.command} size={52} />
      ) : (
        <span className="warehouse-line-gap" />
      )}
      <span className="warehouse-line-count">
        <b className={done ? 'r-t-good' : undefined}>{line.counted}</b> {t('receive.line.of', { n: line.due })}
      </span>
    </li>
  );
}

/** Things that were not on the list: each has its plate and its own row. */
function OtherUnits({ box }: { box: Box }) {
  const { t } = useTranslation('warehouse');
  const terms = useTerms();
  const nameOf = useGoodsName();
  const ids = new Set(box.lines.map((line) => line.return_line_id));
  const units = box.parcel.units.filter((unit) => !unit.return_line_id || !ids.has(unit.return_line_id));
  const waiting = box.waiting.filter(({ body }) => !body.return_line_id);
  return (
    <>
      {units.map((unit) => (
        <li key={unit.id}>
          <span className="warehouse-line-photo">
            <Picture src={unit.photo_url} />
          </span>
          <span className="warehouse-line-what">
            <b>{nameOf(unit)}</b>
            <span className="r-mono">{unit.serial ? t('serial', { serial: unit.serial }) : (unit.sku ?? '')}</span>
          </span>
          <span className="warehouse-line-state">
            <span>
              <Shape tone="diff" size={14} /> {terms.arrival(unit.arrival)}
            </span>
          </span>
          <span className="warehouse-line-count">
            <Code size="head">{unit.lpn}</Code>
          </span>
        </li>
      ))}
      {waiting.map((step) => (
        <li key={step.id}>
          <span className="warehouse-line-photo">
            <Package size={26} aria-hidden="true" />
          </span>
          <span className="warehouse-line-what">
            <b>{step.title}</b>
            <span className="r-mono">{step.body.serial ?? ''}</span>
          </span>
          <span className="warehouse-line-state">{t('receive.not_sent')}</span>
        </li>
      ))}
    </>
  );
}
