/** A menu of times: soon, tomorrow at nine, next week, or one's own; in the reader's zone. For snoozing, reminding and sending later. */
import { Button, DatePicker, Input, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { instantAt, timeChoices } from './times.ts';

type Props = {
  title: string;
  /** What the button says, with the time: "Snooze until Tue 9:00 AM". */
  go: (at: string) => string;
  /** A line of words to go with it. */
  words?: { label: string; max: number };
  problem?: string | undefined;
  busy?: boolean;
  onPick: (at: string, words: string) => void;
  onClose: () => void;
};

export function TimeDialog({ title, go, words, problem, busy, onPick, onClose }: Props) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const [own, setOwn] = useState<Dayjs | null>(null);
  const [text, setText] = useState('');
  const first = useRef<HTMLButtonElement>(null);
  // The picker shows walls without a zone; they are read as walls of the reader's zone.
  const ownAt =
    own &&
    instantAt(
      { year: own.year(), month: own.month() + 1, day: own.date(), hour: own.hour(), minute: own.minute() },
      f.timeZone,
    );
  const late = ownAt !== null && ownAt.getTime() <= f.now;
  return (
    <Modal
      open
      title={title}
      footer={null}
      onCancel={onClose}
      width={420}
      destroyOnHidden
      afterOpenChange={(open) => open && first.current?.focus()}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows go from button to button */}
      <div
        className="inbox-times"
        onKeyDown={(event) => {
          const by =
            event.key === 'ArrowDown'
              ? 'nextElementSibling'
              : event.key === 'ArrowUp'
                ? 'previousElementSibling'
                : null;
          const next = by && document.activeElement?.[by];
          if (!(next instanceof HTMLElement)) return;
          event.preventDefault();
          next.focus();
        }}
      >
        {timeChoices(f.now, f.timeZone).map(({ key, at }, place) => (
          <button
            key={key}
            ref={place === 0 ? first : null}
            type="button"
            disabled={busy}
            onClick={() => onPick(at.toISOString(), text.trim())}
          >
            <span>{t(`time.${key}`)}</span>
            <span className="r-quiet">{t('time.at', { day: f.day(at), time: f.time(at) })}</span>
          </button>
        ))}
      </div>
      <Fields>
        <Field
          label={t('time.own')}
          help={t('time.zone', { zone: f.zone(f.timeZone) })}
          error={late ? t('time.past') : problem}
        >
          <DatePicker
            showTime={{ format: 'HH:mm', minuteStep: 5, defaultValue: dayjs().hour(9).minute(0) }}
            format="YYYY-MM-DD HH:mm"
            value={own}
            disabledDate={(day) => day.isBefore(dayjs(f.dayKey(f.now)), 'day')}
            onChange={setOwn}
            style={{ width: '100%' }}
          />
        </Field>
        {words && (
          <Field label={words.label} optional>
            <Input maxLength={words.max} value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
        )}
      </Fields>
      <div className="inbox-dialog-foot">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          type="primary"
          disabled={!ownAt || late}
          loading={busy ?? false}
          onClick={() => ownAt && onPick(ownAt.toISOString(), text.trim())}
        >
          {go(ownAt ? f.dateTime(ownAt) : '')}
        </Button>
      </div>
    </Modal>
  );
}
