/** The camera of a station with what it has taken; where there is none, a file is chosen instead. */
import './goods.css';
import { ImagePlus } from 'lucide-react';
import { type ReactNode, type Ref, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Camera, type CameraHandle } from '../ui/camera.tsx';
import type { Shot } from './shots.ts';

export type ViewfinderHandle = {
  /** Takes a still; without a picture it asks for a file. */
  shoot: () => Promise<void>;
};

export function Viewfinder(props: {
  ref?: Ref<ViewfinderHandle>;
  onPhoto: (file: File) => void;
  shots: readonly Shot[];
  /** On the picture: "Photo 2 of 2, left wheel". */
  caption?: ReactNode;
}) {
  const { t } = useTranslation('goods');
  const camera = useRef<CameraHandle>(null);
  const chooser = useRef<HTMLInputElement>(null);
  useImperativeHandle(props.ref, () => ({
    shoot: async () => {
      const file = await camera.current?.take();
      if (file) props.onPhoto(file);
      else chooser.current?.click();
    },
  }));
  return (
    <div className="goods-finder">
      <Camera ref={camera} />
      {props.caption && <span className="goods-finder-caption">{props.caption}</span>}
      <label className="goods-finder-file">
        <ImagePlus size={20} aria-hidden="true" />
        {t('photo.file')}
        <input
          ref={chooser}
          type="file"
          accept="image/*"
          capture="environment"
          multiple
          onChange={(event) => {
            for (const file of event.target.files ?? []) props.onPhoto(file);
            event.target.value = '';
          }}
        />
      </label>
      {props.shots.length > 0 && (
        <ul className="goods-finder-shots">
          {props.shots.map((shot, at) => (
            <li key={shot.key} className={shot.sent ? 'is-sent' : undefined}>
              <img src={shot.preview} alt={t('photo.taken', { n: at + 1 })} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
