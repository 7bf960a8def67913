/** The black panel: the single next step in words, the thing to look for, and the box that waits for the scan. */
import { Camera as CameraIcon, Keyboard, ScanLine } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraScan } from '../camera.tsx';
import { Barcode } from '../data-matrix.tsx';
import { scanned } from '../keys.ts';

export function DoNow(props: {
  /** The step, in few words: "Put it in the bench bin and scan the bin". */
  step: ReactNode;
  children?: ReactNode;
  /** "Waiting for the label"; leave out where nothing is to be scanned. */
  waiting?: ReactNode;
  /** At the bottom: what else can be done. */
  foot?: ReactNode;
}) {
  const { t } = useTranslation('ui');
  return (
    <div className="r-now">
      <span className="r-now-over">{t('station.do_now')}</span>
      <h2>{props.step}</h2>
      {props.children}
      {props.waiting && <ScanBox>{props.waiting}</ScanBox>}
      {props.foot && <div className="r-now-foot">{props.foot}</div>}
    </div>
  );
}

/** Says that a scan is waited for. A code may also be read by the camera or typed: it goes the way of a scan. */
export function ScanBox({ children }: { children?: ReactNode }) {
  const { t } = useTranslation('ui');
  const [camera, setCamera] = useState(false);
  const [typing, setTyping] = useState(false);
  const [text, setText] = useState('');
  return (
    <div>
      <div className="r-scan-box">
        <ScanLine size={24} aria-hidden="true" />
        {typing ? (
          <form
            data-scan="field"
            onSubmit={(event) => {
              event.preventDefault();
              setTyping(false);
              setText('');
              if (text.trim()) scanned(text.trim());
            }}
          >
            <input
              // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here
              autoFocus
              value={text}
              aria-label={t('station.type_code')}
              autoCapitalize="characters"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setText(event.target.value)}
              onBlur={() => !text && setTyping(false)}
              onKeyDown={(event) => event.key === 'Escape' && setTyping(false)}
            />
          </form>
        ) : (
          <span>{children ?? t('station.waiting')}</span>
        )}
      </div>
      <div className="r-scan-tools">
        <button type="button" onClick={() => setTyping(true)}>
          <Keyboard size={20} aria-hidden="true" />
          {t('station.type_code')}
        </button>
        <button type="button" onClick={() => setCamera(true)}>
          <CameraIcon size={20} aria-hidden="true" />
          {t('station.camera')}
        </button>
      </div>
      <CameraScan open={camera} onClose={() => setCamera(false)} onCode={scanned} />
    </div>
  );
}

/** A bin as it is written on the rack, 44 px, with where it is. */
export function BinCard({ code, note }: { code: string; note?: ReactNode }) {
  return (
    <div className="r-bin">
      <b>{code}</b>
      {note && <span>{note}</span>}
    </div>
  );
}

/** The label as it prints, so the hand can check it: white in every scheme. */
export function LabelCard({ code, lines }: { code: string; lines: readonly ReactNode[] }) {
  return (
    <div className="r-label-card">
      <b>{code}</b>
      <Barcode text={code} label={code} height={42} />
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one label
        <span key={at}>{line}</span>
      ))}
    </div>
  );
}
