/** The black panel of the dock: the single next step, with the label drawn as it prints. */
import type { Unit } from '@recoup/contract';
import { FileDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { saveLpnZpl } from '../../goods/lpn-label.ts';
import { useGoodsName } from '../../goods/names.ts';
import { Code } from '../../ui/code.tsx';
import { DataMatrix } from '../../ui/data-matrix.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { DoNow, LabelCard } from '../../ui/station/do-now.tsx';
import type { Question } from './answer-scan.ts';
import { type Box, type Kept, missingIn, refusedOf, toSend } from './kept.ts';

/** What the last closed box came to. */
export type LastBox = { code: string; units: number; missing: { title: string; quantity: number }[]; sent: boolean };

const emptyCommand = 'CMD-EMPTY';

type Props = {
  box: Box | null;
  question: Question | null;
  choosing: boolean;
  /** Photos are being taken. */
  photographing: boolean;
  /** Plates that no one has scanned on their unit yet, the newest last. */
  plates: readonly Unit[];
  kept: readonly Kept[];
  lastBox: LastBox | null;
  offline: boolean;
  onRead: (id: string) => void;
};

export function DockNow(props: Props) {
  const { t } = useTranslation('warehouse');
  const { box, question, plates } = props;
  const plate = plates.at(-1);
  const foot = <DockFoot {...props} />;
  if (props.photographing) {
    return (
      <DoNow step={t('receive.now.photo')}>
        <p>{t('receive.now.photo_note')}</p>
      </DoNow>
    );
  }
  if (question || props.choosing) {
    const steps = {
      foreign: t('receive.now.foreign'),
      surplus: t('receive.now.surplus'),
      serial: t('receive.now.serial'),
      unknown: t('receive.now.foreign'),
      name: t('receive.now.name'),
      whose: t('receive.now.answer'),
      short: t('receive.now.short'),
      next: t('receive.now.answer'),
    };
    const waits = question?.ask === 'serial' ? t('receive.now.wait_serial') : t('receive.now.wait_answer');
    return (
      <DoNow step={question ? steps[question.ask] : t('receive.now.answer')} waiting={waits} foot={foot}>
        {question?.ask === 'foreign' && <p>{t('receive.now.foreign_note')}</p>}
      </DoNow>
    );
  }
  if (plate) return <PlateNow plate={plate} more={plates.length - 1} foot={foot} />;
  if (!box) {
    return (
      <DoNow step={t('receive.door.scan')} waiting={t('receive.now.wait_parcel')} foot={foot}>
        {props.lastBox && <LastBoxNote last={props.lastBox} />}
      </DoNow>
    );
  }
  const isComplete = box.units > 0 && missingIn(box).length === 0;
  return (
    <DoNow
      step={
        props.offline && box.waiting.length > 0
          ? t('receive.now.aside')
          : isComplete && box.lines.length > 0
            ? t('receive.now.complete')
            : t('receive.now.take_out')
      }
      waiting={t('receive.now.wait_thing')}
      foot={foot}
    >
      <p>
        {props.offline && box.waiting.length > 0
          ? t('receive.now.aside_note')
          : isComplete && box.lines.length > 0
            ? t('receive.now.complete_note')
            : t('receive.now.take_out_note')}
      </p>
    </DoNow>
  );
}

function PlateNow({ plate, more, foot }: { plate: Unit; more: number; foot: React.ReactNode }) {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const nameOf = useGoodsName();
  const what = nameOf(plate);
  return (
    <DoNow step={t('receive.now.stick')} waiting={t('receive.now.wait_label')} foot={foot}>
      <LabelCard
        code={plate.lpn}
        lines={[
          plate.title,
          [plate.brand?.name, plate.site.name, f.date(plate.arrived_at)].filter(Boolean).join(t('receive.comma')),
        ]}
      />
      <p>
        {what !== plate.title && (
          <>
            <strong>{what}</strong>
            <br />
          </>
        )}
        {t('receive.now.stick_note')}
      </p>
      <div className="warehouse-print">
        <span>
          <Kbd k="p" large /> {t('receive.keys.print')}
        </span>
        <button type="button" onClick={() => void saveLpnZpl(plate)}>
          <FileDown size={18} aria-hidden="true" /> {t('receive.now.zpl')}
        </button>
      </div>
      {more > 0 && <p className="warehouse-more">{t('receive.now.more_labels', { count: more })}</p>}
    </DoNow>
  );
}

function LastBoxNote({ last }: { last: LastBox }) {
  const { t } = useTranslation('warehouse');
  return (
    <div className="warehouse-last">
      <span className="r-now-over">{t('receive.now.last_box')}</span>
      <Code size="head">{last.code}</Code>
      <span>{t('receive.now.units_in', { count: last.units })}</span>
      {last.missing.map((each) => (
        <span key={each.title}>≠ {t('receive.now.missing', { title: each.title, n: each.quantity })}</span>
      ))}
      {!last.sent && <span>{t('receive.not_sent')}</span>}
    </div>
  );
}

/** What waits to be sent or was not taken; else how the box is closed. */
function DockFoot({ box, kept, offline, onRead }: Props) {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const refused = refusedOf(kept);
  const waiting = offline ? toSend(kept) : [];
  if (refused.length > 0) {
    return (
      <div className="warehouse-kept">
        <strong>{t('receive.refused', { count: refused.length })}</strong>
        {refused.map((step) => (
          <button key={step.id} type="button" title={t('receive.refused_read')} onClick={() => onRead(step.id)}>
            <span className="r-mono">{step.box}</span> {step.title}
            <br />
            {step.refused}
          </button>
        ))}
        <span>{t('receive.refused_read')}</span>
      </div>
    );
  }
  if (waiting.length > 0) {
    return (
      <div className="warehouse-kept">
        <span className="r-now-over">{t('receive.kept.title')}</span>
        <strong className="warehouse-kept-count">{t('receive.kept.steps', { count: waiting.length })}</strong>
        <ol>
          {waiting
            .slice(-7)
            .reverse()
            .map((step) => (
              <li key={step.id}>
                <time>{f.time(step.at)}</time>
                <span>{step.kind === 'close' ? t('receive.kept.close') : step.title}</span>
              </li>
            ))}
        </ol>
        <span>{t('receive.kept.safe')}</span>
      </div>
    );
  }
  if (!box) return null;
  return (
    <div className="warehouse-empty-box">
      <DataMatrix text={emptyCommand} label={emptyCommand} size={66} />
      <span>
        {t('receive.now.empty')}
        <br />
        <Kbd k="e" large /> {t('receive.now.or_scan')}
      </span>
    </div>
  );
}
