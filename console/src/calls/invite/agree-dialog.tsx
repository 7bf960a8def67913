/** A time for a call, agreed on or moved: free times by the buyer's days and clock, the agent's own beside each. */
import './invite.css';
import { callTimes } from '@recoup/contract';
import { App, Button, Input, Modal } from 'antd';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { Field } from '../../ui/field.tsx';
import * as format from '../../ui/format.ts';
import { useFormat } from '../../ui/locale.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { byDay, dayAfter, type Slot } from './days.ts';

const WEEK = 7;

type Props = {
  brandId: string;
  conversationId: string;
  /** Who it is agreed with, and by which clock they live where that is known. */
  buyer: { name: string; time_zone: string | null };
  /** A call that gets a time, or another one; without it a new call is agreed on. */
  callId?: string | undefined;
  onClose: () => void;
};

export function AgreeDialog({ brandId, conversationId, buyer, callId, onClose }: Props) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const { message } = App.useApp();
  const [from, setFrom] = useState<string | undefined>();
  const [picked, setPicked] = useState<Slot | null>(null);
  const [note, setNote] = useState('');
  const zone = buyer.time_zone ?? undefined;
  const query = { brand_id: brandId, call_id: callId, from, days: WEEK, time_zone: zone };
  const free = useApi(callTimes.free, { query });
  const done = () => {
    void message.success(t('invite.agree.done', { name: buyer.name }));
    onClose();
  };
  const agree = useMove(callTimes.agreeFor, { onDone: done });
  const move = useMove(callTimes.agreeCall, { onDone: done });
  const problem = agree.problem ?? move.problem;
  const slots = free.data;
  const there = { language: f.language, timeZone: slots?.buyer_zone ?? f.timeZone, now: f.now };
  const sameClock = slots !== undefined && slots.buyer_zone === f.timeZone;
  const first = from ?? format.dayKey(f.now, there.timeZone);
  const today = format.dayKey(f.now, there.timeZone);
  const go = () => {
    if (!picked) return;
    const body = { starts_at: picked.starts_at, time_zone: zone, ...(note.trim() ? { note: note.trim() } : {}) };
    if (callId) void move.run({ params: { id: callId }, body });
    else void agree.run({ params: { id: conversationId }, body });
  };
  const walk = (days: number) => {
    setPicked(null);
    setFrom(dayAfter(first, days));
  };
  const days = byDay(slots?.rows ?? []);
  return (
    <Modal
      open
      width={620}
      destroyOnHidden
      title={t(slots?.agreed ? 'invite.agree.move' : 'invite.agree.title', { name: buyer.name })}
      okText={
        picked
          ? t(slots?.agreed ? 'invite.agree.go_move' : 'invite.agree.go', {
              at: `${format.day(picked.starts_at, there)} ${format.time(picked.starts_at, there)}`,
            })
          : t('invite.agree.pick')
      }
      cancelText={t('invite.cancel')}
      okButtonProps={{ disabled: !picked }}
      confirmLoading={agree.busy || move.busy}
      onOk={go}
      onCancel={onClose}
    >
      <div className="agree-head">
        <p>
          {slots &&
            t(
              zone === undefined
                ? 'invite.agree.zone_unknown'
                : sameClock
                  ? 'invite.agree.one_clock'
                  : 'invite.agree.clocks',
              {
                minutes: slots.minutes,
                name: buyer.name,
                theirs: f.zone(slots.buyer_zone),
                mine: f.zone(f.timeZone),
              },
            )}
        </p>
        <Button
          size="small"
          icon={<ChevronLeft size={15} />}
          aria-label={t('invite.agree.earlier')}
          disabled={first <= today}
          onClick={() => walk(-WEEK)}
        />
        <Button
          size="small"
          icon={<ChevronRight size={15} />}
          aria-label={t('invite.agree.later')}
          onClick={() => walk(WEEK)}
        />
      </div>
      {slots?.agreed && (
        <p className="agree-now">
          {t('invite.agree.now', {
            at: `${format.day(slots.agreed.starts_at, there)} ${format.time(slots.agreed.starts_at, there)}`,
          })}
        </p>
      )}
      {free.problem ? (
        <ErrorState words={free.problem.words} requestId={free.problem.requestId} onRetry={free.retry} />
      ) : !slots ? (
        <SkeletonRows rows={5} height={44} />
      ) : days.length === 0 ? (
        <EmptyState title={t('invite.agree.none')} note={t('invite.agree.none_note')} />
      ) : (
        <div className={`agree-days${free.old ? ' is-old' : ''}`}>
          {days.map(({ day, slots: of }) => (
            <section key={day}>
              <h3>{format.day(of[0]!.starts_at, there)}</h3>
              <div>
                {of.map((slot) => (
                  <button
                    key={slot.starts_at}
                    type="button"
                    aria-pressed={picked?.starts_at === slot.starts_at}
                    onClick={() => setPicked(slot)}
                  >
                    <b>{format.time(slot.starts_at, there)}</b>
                    {!sameClock && (
                      <span>
                        {f.dayKey(slot.starts_at) === day ? '' : `${f.day(slot.starts_at)} `}
                        {f.time(slot.starts_at)}
                      </span>
                    )}
                  </button>
                ))}
              </div>
            </section>
          ))}
        </div>
      )}
      {!slots?.agreed && (
        <Field label={t('invite.agree.note')} optional help={t('invite.agree.told', { name: buyer.name })}>
          <Input maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
      )}
      {problem && (
        <p className="r-t-bad" role="alert">
          {problem.words}
        </p>
      )}
    </Modal>
  );
}
