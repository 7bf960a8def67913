/** Pen, circle, arrow, words, numbered step, measure; three colours; back, and done. */
import * as drawn from '@recoup/rtc/marks';
import { InputNumber, Tooltip } from 'antd';
import {
  ArrowUpRight,
  Circle,
  ListOrdered,
  type LucideIcon,
  Pencil,
  Redo2,
  Ruler,
  Trash2,
  Type,
  Undo2,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../ui/kbd.tsx';
import { useKeys } from '../../ui/keys.ts';
import { colors, type DrawingBoard, type Tool, tools } from './use-board.ts';

const icons: Record<Tool, LucideIcon> = {
  pen: Pencil,
  circle: Circle,
  arrow: ArrowUpRight,
  text: Type,
  step: ListOrdered,
  measure: Ruler,
};
const keys: Record<Tool, string> = { pen: 'p', circle: 'o', arrow: 'a', text: 't', step: 'n', measure: 'r' };

export function DrawBar({ board, onDone }: { board: DrawingBoard; onDone: () => void }) {
  const { t } = useTranslation('calls');
  useKeys({
    ...Object.fromEntries(tools.map((tool) => [keys[tool], () => board.setTool(tool)])),
    x: () => board.setColor(colors[(colors.indexOf(board.color) + 1) % colors.length]!),
    z: board.undo,
    'mod+z': board.undo,
    Escape: onDone,
  });
  if (board.unknown) return <KnownQuestion board={board} />;
  return (
    <div className="draw-bar" role="toolbar" aria-label={t('draw.tools')}>
      {tools.map((tool) => {
        const Icon = icons[tool];
        return (
          <Tooltip key={tool} title={<Named words={t(`draw.tool.${tool}`)} k={keys[tool]} />}>
            <button
              type="button"
              className={board.tool === tool ? 'is-on' : ''}
              aria-pressed={board.tool === tool}
              aria-label={t(`draw.tool.${tool}`)}
              onClick={() => board.setTool(tool)}
            >
              <Icon size={17} aria-hidden="true" />
            </button>
          </Tooltip>
        );
      })}
      <i aria-hidden="true" />
      {colors.map((color) => (
        <Tooltip key={color} title={<Named words={t(`draw.color.${color}`)} k="x" />}>
          <button
            type="button"
            className={`draw-color is-${color}${board.color === color ? ' is-on' : ''}`}
            aria-pressed={board.color === color}
            aria-label={t(`draw.color.${color}`)}
            onClick={() => board.setColor(color)}
          >
            <span />
          </button>
        </Tooltip>
      ))}
      <i aria-hidden="true" />
      <Tooltip title={<Named words={t('draw.undo')} k="z" />}>
        <button type="button" disabled={!board.canUndo} aria-label={t('draw.undo')} onClick={board.undo}>
          <Undo2 size={17} aria-hidden="true" />
        </button>
      </Tooltip>
      <Tooltip title={t('draw.redo')}>
        <button type="button" disabled={!board.canRedo} aria-label={t('draw.redo')} onClick={board.redo}>
          <Redo2 size={17} aria-hidden="true" />
        </button>
      </Tooltip>
      <Tooltip title={t('draw.clear')}>
        <button type="button" disabled={!board.canUndo} aria-label={t('draw.clear')} onClick={board.clear}>
          <Trash2 size={17} aria-hidden="true" />
        </button>
      </Tooltip>
      <button type="button" className="draw-done" onClick={onDone}>
        {t('draw.done')} <Kbd k="Escape" />
      </button>
    </div>
  );
}

export function Named({ words, k }: { words: string; k: string }) {
  return (
    <span className="draw-named">
      {words} <Kbd k={k} />
    </span>
  );
}

/** The first measured line: what lies along it? */
function KnownQuestion({ board }: { board: DrawingBoard }) {
  const { t } = useTranslation('calls');
  const [own, setOwn] = useState<number | null>(null);
  useKeys({ Escape: () => board.tellKnown(null) });
  const known = (mm: number, what: string) => board.tellKnown({ mm, words: what });
  return (
    <section className="draw-bar is-question" aria-label={t('draw.known.question')}>
      <p>{t('draw.known.question')}</p>
      <div>
        {drawn.KNOWN.map(({ key, mm, source }) => (
          <button key={key} type="button" title={source} onClick={() => known(mm, t(`draw.known.${key}`))}>
            {t(`draw.known.${key}`)}
          </button>
        ))}
        <span className="draw-own">
          <InputNumber
            size="small"
            min={1}
            max={5000}
            value={own}
            aria-label={t('draw.known.own')}
            placeholder={t('draw.known.own')}
            onChange={setOwn}
            onPressEnter={() => own && known(own, t('draw.known.mm', { n: own }))}
          />
          <button type="button" disabled={!own} onClick={() => own && known(own, t('draw.known.mm', { n: own }))}>
            {t('draw.known.take')}
          </button>
        </span>
        <button type="button" onClick={() => board.tellKnown(null)}>
          {t('draw.known.cancel')} <Kbd k="Escape" />
        </button>
      </div>
    </section>
  );
}
