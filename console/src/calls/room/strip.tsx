/** The stills under the picture: one press makes one large, its words are written where they stand. */
import type { CallStill } from '@recoup/contract';
import { Camera, Radio } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../ui/kbd.tsx';
import type { StillsOfCall } from './use-stills.ts';

export function Strip(props: {
  stills: StillsOfCall;
  selected: string | null;
  onPick: (id: string | null) => void;
  /** Null where none can be taken. */
  onTake: (() => void) | null;
}) {
  const { stills, selected } = props;
  const { t } = useTranslation('calls');
  const end = useRef<HTMLDivElement>(null);
  const count = stills.all.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new still comes into sight
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest', inline: 'end' });
  }, [count]);
  return (
    <div className="room-strip">
      <ol>
        {stills.all.map((still) => (
          <li key={still.id} className={selected === still.id ? 'is-at' : ''}>
            <button
              type="button"
              className="room-thumb"
              aria-pressed={selected === still.id}
              aria-label={t('call.still.open', { n: still.position })}
              onClick={() => props.onPick(selected === still.id ? null : still.id)}
            >
              <img src={(still.drawn ?? still.photo)!.thumb_url} alt="" />
              {still.source === 'received' && (
                <span className="room-thumb-mark" title={t('call.still.received_note')}>
                  <Radio size={12} aria-hidden="true" /> {t('call.still.received')}
                </span>
              )}
            </button>
            <Caption still={still} onRename={(caption) => void stills.rename(still.id, caption)} />
          </li>
        ))}
        {props.onTake && (
          <li>
            <button type="button" className="room-take" disabled={stills.asking} onClick={props.onTake}>
              <Camera size={19} aria-hidden="true" />
              <span>{stills.asking ? t('call.still.taking') : t('call.still.take')}</span>
              <Kbd k=" " />
            </button>
          </li>
        )}
      </ol>
      <div ref={end} />
    </div>
  );
}

function Caption({ still, onRename }: { still: CallStill; onRename: (caption: string | null) => void }) {
  const { t } = useTranslation('calls');
  const [writing, setWriting] = useState<string | null>(null);
  const said = still.caption ?? t('call.still.unnamed');
  if (writing === null) {
    return (
      <button
        type="button"
        className="room-caption r-cut"
        title={t('call.still.rename')}
        onClick={() => setWriting(still.caption ?? '')}
      >
        {still.position} {said}
      </button>
    );
  }
  const done = (save: boolean) => {
    setWriting(null);
    const next = writing.trim() || null;
    if (save && next !== still.caption) onRename(next);
  };
  return (
    <input
      className="room-caption-field"
      // biome-ignore lint/a11y/noAutofocus: one has just pressed it to write
      autoFocus
      maxLength={300}
      value={writing}
      aria-label={t('call.still.rename')}
      onChange={(event) => setWriting(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') done(true);
        if (event.key === 'Escape') done(false);
      }}
      onBlur={() => done(true)}
    />
  );
}
