/**
 * The picture of a flow: it reads from the top, words stand on the lines, only what it says is violet. The talk being tried
 * is drawn in ink through it, the step where it stands is petrol. Arrow keys go from box to box, Enter edits, + adds after.
 */
import type { Flow, FlowProblem, FlowStep } from '@recoup/contract';
import { Button, Dropdown } from 'antd';
import { Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { Shape } from '../ui/status.tsx';
import { lineWords, secondLine, useConditionWords } from './condition-words.ts';
import { goesOn, type StepKind, stepKinds } from './flow-edit.ts';
import { boxHeight, boxWidth, layoutFlow, neighbour } from './flow-layout.ts';
import { type Walked, wayTaken } from './walked.ts';

type Props = {
  flow: Flow;
  problems: readonly FlowProblem[];
  counts: Record<string, number>;
  walked: Walked;
  /** The step whose sheet is open. */
  open: string | null;
  /** Brought into sight and given the focus, once for each number. */
  sought: { id: string; nth: number } | null;
  onOpen: (id: string) => void;
  /** Null: this person only looks. */
  onAdd: ((id: string, kind: StepKind) => void) | null;
};

const least = 0.55;

export function FlowPicture(props: Props) {
  const { flow, walked, sought, onOpen, onAdd } = props;
  const { t } = useTranslation('assistant');
  const words = useConditionWords();
  const layout = useMemo(
    () =>
      layoutFlow(
        flow.steps.map((step) => ({
          id: step.id,
          next: step.next.map(({ to }, at) => ({ to, words: lineWords(step, at, flow, words) })),
        })),
      ),
    [flow, words],
  );
  const frame = useRef<HTMLDivElement>(null);
  const [adding, setAdding] = useState<string | null>(null);
  const { scale, fits, zoom } = useScale(frame, layout.width);

  const focus = (id: string) => {
    const box = frame.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`);
    box?.focus({ preventScroll: true });
    box?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'smooth' });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time it is sought
  useEffect(() => {
    if (sought) focus(sought.id);
  }, [sought?.nth, sought?.id]);

  // Where the talk stands now comes into sight; nothing around the picture moves, and the focus stays with who writes.
  const { at } = walked;
  useEffect(() => {
    const view = frame.current;
    const box = at && view?.querySelector(`[data-step="${CSS.escape(at)}"]`);
    if (!view || !box) return;
    const [outer, inner] = [view.getBoundingClientRect(), box.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      view.scrollBy({ top: inner.top - outer.top - outer.height * 0.6, behavior: 'smooth' });
    }
  }, [at]);

  // The menu has the keys while it is open, and the box gets them back.
  useEffect(() => {
    if (!adding) return;
    const timer = setTimeout(() => document.querySelector<HTMLElement>('.assist-add-menu')?.focus(), 60);
    return () => clearTimeout(timer);
  }, [adding]);

  const onKeyDown = (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).dataset.step;
    if (!id || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === '+' && onAdd) setAdding(id);
    else {
      const next = neighbour(layout.boxes, id, event.key);
      if (!next) return;
      focus(next);
    }
    event.preventDefault();
  };

  const taken = new Map(flow.steps.map((step) => [step.id, wayTaken(step, walked)]));
  const lines = layout.lines.map((line) => ({ ...line, on: taken.get(line.from) === line.way }));
  // What was walked lies above what was not.
  lines.sort((a, b) => Number(a.on) - Number(b.on));
  const place = new Map(layout.boxes.map((box) => [box.id, box]));
  return (
    <div className="assist-picture-box">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the boxes inside */}
      <div className="assist-picture" ref={frame} onKeyDown={onKeyDown}>
        <div style={{ width: layout.width * scale, height: layout.height * scale }}>
          <div
            className="assist-plane"
            style={{ width: layout.width, height: layout.height, transform: `scale(${scale})` }}
          >
            <svg width={layout.width} height={layout.height} aria-hidden="true">
              {lines.map((line) => (
                <path
                  key={`${line.from} ${line.way}`}
                  className={line.on ? 'is-walked' : ''}
                  d={line.points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('')}
                />
              ))}
            </svg>
            {lines.map(
              (line) =>
                line.label.text && (
                  <span
                    key={`${line.from} ${line.way}`}
                    className={`assist-line-words${line.on ? ' is-walked' : ''}`}
                    style={{ left: line.label.x, top: line.label.y }}
                  >
                    {line.label.text}
                  </span>
                ),
            )}
            {flow.steps.map((step) => {
              const at = place.get(step.id)!;
              return (
                <div key={step.id} className="assist-box-place" style={{ left: at.x, top: at.y }}>
                  <Box
                    {...props}
                    step={step}
                    onAddAsked={onAdd && goesOn(step.kind) ? () => setAdding(step.id) : null}
                  />
                  {adding === step.id && onAdd && goesOn(step.kind) && (
                    <Dropdown
                      open
                      trigger={['click']}
                      onOpenChange={(on) => {
                        if (on) return;
                        setAdding(null);
                        focus(step.id);
                      }}
                      menu={{
                        className: 'assist-add-menu',
                        items: stepKinds.map((kind) => ({ key: kind, label: t(`add.${kind}`) })),
                        onClick: ({ key }) => {
                          setAdding(null);
                          onAdd(step.id, key as StepKind);
                        },
                      }}
                    >
                      <span className="assist-add-at" />
                    </Dropdown>
                  )}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {(!fits || scale !== 1) && (
        <div className="assist-zoom">
          <Button size="small" icon={<Minus size={14} />} aria-label={t('zoom.out')} onClick={() => zoom(-0.15)} />
          <Button size="small" icon={<Plus size={14} />} aria-label={t('zoom.in')} onClick={() => zoom(0.15)} />
        </div>
      )}
      <FlowSteps {...props} onOpen={onOpen} />
    </div>
  );
}

/** As large as drawn where there is room, else as much smaller as fits and can still be read; then by hand. */
function useScale(frame: React.RefObject<HTMLDivElement | null>, width: number) {
  const [room, setRoom] = useState(0);
  const [mine, setMine] = useState<number | null>(null);
  useLayoutEffect(() => {
    const at = frame.current;
    if (!at) return;
    const look = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(at);
      setRoom(at.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight));
    };
    const watcher = new ResizeObserver(look);
    watcher.observe(at);
    look();
    return () => watcher.disconnect();
  }, [frame]);
  const fitting = room > 0 ? Math.min(1, Math.max(0.8, room / Math.max(1, width))) : 1;
  const scale = mine ?? fitting;
  useEffect(() => {
    const at = frame.current;
    if (!at) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      setMine((was) => held((was ?? fitting) * (event.deltaY < 0 ? 1.1 : 1 / 1.1)));
    };
    at.addEventListener('wheel', onWheel, { passive: false });
    return () => at.removeEventListener('wheel', onWheel);
  }, [frame, fitting]);
  return {
    scale,
    fits: width * scale <= room + 1,
    zoom: (by: number) => setMine(held(scale + by)),
  };
}
const held = (scale: number) => Math.min(1.5, Math.max(least, Math.round(scale * 100) / 100));

type BoxProps = Props & { step: FlowStep; onAddAsked: (() => void) | null };
function Box({ step, problems, counts, walked, open, onOpen, onAddAsked }: BoxProps) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const words = useConditionWords();
  const wrong = problems.filter((problem) => problem.step === step.id);
  const looks = [
    'assist-box',
    walked.path.includes(step.id) && 'is-walked',
    walked.at === step.id && 'is-now',
    open === step.id && 'is-open',
    wrong.length > 0 && 'is-wrong',
  ];
  return (
    <>
      <button
        type="button"
        className={looks.filter(Boolean).join(' ')}
        style={{ width: boxWidth, height: boxHeight }}
        data-step={step.id}
        aria-current={walked.at === step.id ? 'step' : undefined}
        onClick={() => onOpen(step.id)}
      >
        <span className="assist-box-top">
          <b>{step.id}</b> <span className={step.kind === 'says' ? 'is-said' : ''}>{t(`verb.${step.kind}`)}</span>
          {wrong.length > 0 && (
            <span className="assist-box-wrong" title={wrong.map(({ code }) => t(`problem.${code}`)).join('\n')}>
              <Shape tone="bad" />
              <span className="r-sr">{t('problems.n', { count: wrong.length })}</span>
            </span>
          )}
          <span className="assist-box-count">{counts[step.id] ? f.number(counts[step.id]!) : ''}</span>
        </span>
        <b className="r-cut">{step.title[f.language]}</b>
        <span className="r-cut r-second">{secondLine(step, words)}</span>
      </button>
      {onAddAsked && (
        <button
          type="button"
          className="assist-box-add"
          tabIndex={-1}
          aria-label={t('add.after', { step: step.id })}
          onClick={onAddAsked}
        >
          <Plus size={12} aria-hidden="true" />
        </button>
      )}
    </>
  );
}

/** On a phone: the same steps under each other, with where each leads. */
function FlowSteps(props: Props) {
  const { flow, walked } = props;
  const { t } = useTranslation('assistant');
  const words = useConditionWords();
  return (
    <ol className="assist-steps">
      {flow.steps.map((step) => (
        <li key={step.id} className={walked.path.includes(step.id) ? 'is-walked' : ''}>
          <Box {...props} step={step} onAddAsked={null} />
          {step.next.map((way, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: ways on are tried in their order
            <span key={at} className="r-quiet">
              {t('way.leads', { words: lineWords(step, at, flow, words), to: way.to })}
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}
