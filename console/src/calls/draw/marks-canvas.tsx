/** What is drawn, over the still it is drawn on; and the hand that draws. */
import type { Mark } from '@recoup/contract';
import * as drawn from '@recoup/rtc/marks';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { pointIn, type Rect } from '../room/fit.ts';
import type { DrawingBoard } from './use-board.ts';

export function MarksCanvas({ rect, marks }: { rect: Rect; marks: readonly Mark[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const sharp = window.devicePixelRatio || 1;
  const width = Math.max(1, Math.round(rect.width * sharp));
  const height = Math.max(1, Math.round(rect.height * sharp));
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    pen.clearRect(0, 0, width, height);
    drawn.draw(pen, marks, { width, height });
  }, [marks, width, height]);
  return <canvas ref={canvas} className="draw-canvas" width={width} height={height} style={rect} />;
}

/** The board under the hand: everything lies where the still does. */
export function DrawArea({ rect, board }: { rect: Rect; board: DrawingBoard }) {
  const { t } = useTranslation('calls');
  const area = useRef<HTMLDivElement>(null);
  const pointOf = (event: React.PointerEvent) => {
    const box = area.current!.getBoundingClientRect();
    const at = pointIn(box, event.clientX, event.clientY);
    // A stroke may leave the picture and come back: its edge counts then.
    return (
      at ?? [
        Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)),
        Math.min(1, Math.max(0, (event.clientY - box.top) / box.height)),
      ]
    );
  };
  return (
    <div
      ref={area}
      className={`draw-area is-${board.tool}`}
      style={rect}
      role="application"
      aria-label={t('draw.area')}
      // The field that opens under the press keeps the focus it was just given.
      onMouseDown={(event) => event.target === event.currentTarget && event.preventDefault()}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        if (board.writing) return board.write(area.current?.querySelector('input')?.value ?? '');
        event.currentTarget.setPointerCapture(event.pointerId);
        board.down(pointOf(event) as [number, number]);
      }}
      onPointerMove={(event) => board.move(pointOf(event) as [number, number])}
      onPointerUp={board.up}
      onPointerCancel={board.up}
    >
      {board.writing && (
        <input
          className="draw-words"
          // biome-ignore lint/a11y/noAutofocus: one has just put the words' place
          autoFocus
          maxLength={120}
          aria-label={t('draw.words')}
          style={{ left: `${board.writing[0] * 100}%`, top: `${board.writing[1] * 100}%` }}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === 'Enter') board.write(event.currentTarget.value);
            if (event.key === 'Escape') board.write('');
          }}
          onBlur={(event) => board.write(event.currentTarget.value)}
          onPointerDown={(event) => event.stopPropagation()}
        />
      )}
    </div>
  );
}
