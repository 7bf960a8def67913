/** Microphone, camera, speaker, each with its level; and how large the picture is that goes out. */
import type { PictureSet } from '@recoup/rtc';
import { Popover, Segmented, Select } from 'antd';
import { SlidersHorizontal } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Session, useStore } from './session.ts';

export function DevicesMenu({ session }: { session: Session }) {
  const { t } = useTranslation('calls');
  const media = useStore(session.media);
  const wrong = media.microphoneTrouble !== null;
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} destroyOnHidden content={<Menu session={session} />}>
      <button
        type="button"
        className={`room-icon${wrong ? ' is-wrong' : ''}`}
        title={t('call.devices.title')}
        aria-label={t('call.devices.title')}
      >
        <SlidersHorizontal size={16} />
      </button>
    </Popover>
  );
}

function Menu({ session }: { session: Session }) {
  const { t } = useTranslation('calls');
  const media = useStore(session.media);
  const state = useStore(session.call);
  const kinds = [
    ['microphone', media.microphones],
    ['camera', media.cameras],
    ['speaker', media.speakers],
  ] as const;
  const choose = (kind: 'microphone' | 'camera' | 'speaker', id: string) => {
    // biome-ignore lint/correctness/useHookAtTopLevel: a device is put to use; it is no hook
    void session.media.useDevice(kind, id);
  };
  const sets: PictureSet[] = ['auto', 'high', 'low', 'audio'];
  return (
    <div className="room-menu">
      {media.microphoneTrouble && (
        <p className="r-t-bad" role="alert">
          {t(`call.devices.trouble.${media.microphoneTrouble}`)}{' '}
          <button type="button" className="r-link" onClick={() => void session.media.again()}>
            {t('call.devices.again')}
          </button>
        </p>
      )}
      {kinds.map(([kind, all]) => (
        <div key={kind} className="room-device">
          <span className="r-quiet">{t(`call.devices.${kind}`)}</span>
          <Select
            value={media.chosen[kind] ?? undefined}
            disabled={all.length === 0}
            aria-label={t(`call.devices.${kind}`)}
            placeholder={t('call.devices.usual')}
            options={all.map(({ id, label }, place) => ({
              value: id,
              label: label || t('call.devices.unnamed', { n: place + 1 }),
            }))}
            onChange={(id: string) => choose(kind, id)}
          />
          {kind === 'microphone' && <Level read={() => session.call.level('me')} />}
          {kind === 'speaker' && state.peers[0] && <Level read={() => session.call.level(state.peers[0]!.peer)} />}
        </div>
      ))}
      <div className="room-device">
        <span className="r-quiet">{t('call.devices.picture')}</span>
        <Segmented
          block
          size="small"
          value={state.picture.set}
          onChange={(set) => session.call.setPicture(set)}
          options={sets.map((set) => ({ value: set, label: t(`call.devices.size.${set}`) }))}
        />
        {state.picture.byLine && <span className="r-quiet">{t('call.devices.by_line')}</span>}
      </div>
    </div>
  );
}

function Level({ read }: { read: () => number }) {
  const bar = useRef<HTMLSpanElement>(null);
  const [ask] = useState(() => read);
  useEffect(() => {
    let frame = requestAnimationFrame(function draw() {
      if (bar.current) bar.current.style.width = `${Math.min(1, ask() * 1.4) * 100}%`;
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [ask]);
  return (
    <span className="room-level" aria-hidden="true">
      <span ref={bar} />
    </span>
  );
}
