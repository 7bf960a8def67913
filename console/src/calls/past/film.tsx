/** The film of a call: played with seeking, marks where something happened in it; watching and saving stand in the timeline. */
import { type CallDetail, type CallRecording, type CallStill, callRecordings } from '@recoup/contract';
import { Button } from 'antd';
import { Camera, CircleAlert, Download, Gavel, HandCoins, Play } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../../app/queries.ts';
import { useSession } from '../../app/session.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { clockText } from '../clock.ts';
import { EraseFilm } from './erase.tsx';
import { type FilmMark, marksOf } from './film-marks.ts';

const icons = { still: Camera, verdict: Gavel, offer: HandCoins, swap: CircleAlert } as const;

export function Film(props: { recording: CallRecording; call: CallDetail; stills: readonly CallStill[] }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const { may } = useSession();
  const { recording, call } = props;
  const [film, setFilm] = useState<{ url: string } | null>(null);
  const video = useRef<HTMLVideoElement>(null);
  const watch = useMove(callRecordings.watch);
  const of = { params: { id: recording.id } };
  if (recording.erased) {
    return (
      <p className="r-second">
        {t('past.film_erased', {
          at: f.dateTime(recording.erased.at),
          why: t(`past.because.${recording.erased.because}`, { defaultValue: recording.erased.because }),
        })}
      </p>
    );
  }
  if (recording.state !== 'ready') return <p className="r-second">{t(`past.film_state.${recording.state}`)}</p>;
  const save = async () => {
    const saved = await watch.run({ ...of, body: { to: 'save' } });
    if (!saved) return;
    const link = document.createElement('a');
    link.href = saved.url;
    link.download = saved.name;
    link.click();
  };
  const marks = marksOf(recording, call.timeline);
  const length = (recording.duration_ms ?? 0) / 1000;
  const jump = (mark: FilmMark) => {
    if (!video.current) return;
    video.current.currentTime = mark.second;
    void video.current.play();
  };
  return (
    <div className="past-film">
      {film ? (
        // biome-ignore lint/a11y/useMediaCaption: what is said is not written down anywhere
        <video ref={video} src={film.url} controls autoPlay preload="metadata" />
      ) : (
        <button
          type="button"
          className="past-film-still"
          disabled={!may('calls.recordings') || watch.busy}
          onClick={async () => {
            const answer = await watch.run({ ...of, body: { to: 'watch' } });
            if (answer) setFilm(answer);
          }}
        >
          <Play size={28} aria-hidden="true" />
          <span>{may('calls.recordings') ? t('past.watch') : t('past.may_not_watch')}</span>
          <span className="r-quiet">{clockText(Math.round(length))}</span>
        </button>
      )}
      {length > 0 && marks.length > 0 && (
        <ol className="past-marks" aria-label={t('past.marks')}>
          {marks.map((mark) => {
            const Icon = icons[mark.kind];
            const place = Math.min(100, (mark.second / length) * 100);
            const says = t(`past.mark.${mark.kind}`, { n: mark.n, at: clockText(Math.round(mark.second)) });
            return (
              <li key={mark.id} style={{ insetInlineStart: `${place}%` }}>
                <button type="button" title={says} aria-label={says} disabled={!film} onClick={() => jump(mark)}>
                  <Icon size={13} aria-hidden="true" />
                </button>
              </li>
            );
          })}
        </ol>
      )}
      {watch.problem && (
        <p className="r-t-bad" role="alert">
          {watch.problem.words}
        </p>
      )}
      <p className="r-quiet past-film-foot">
        <span>
          {t('past.film_facts', {
            name: recording.by.name,
            size: f.fileSize(recording.bytes),
            until: f.date(recording.keep_until),
          })}
          {recording.cut &&
            recording.cut.because !== 'call_ended' &&
            ` ${t(`past.cut.${recording.cut.because}`, { at: f.time(recording.cut.at) })}`}
          {recording.missing_from !== null && ` ${t('past.film_gap')}`}
        </span>
        <span className="past-film-verbs">
          {may('calls.recordings') && (
            <Button size="small" icon={<Download size={14} />} onClick={() => void save()} disabled={watch.busy}>
              {t('past.save')}
            </Button>
          )}
          {may('calls.supervise') && <EraseFilm id={recording.id} />}
        </span>
      </p>
    </div>
  );
}
