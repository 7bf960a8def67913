/** The device's camera: it reads codes where there is no scanner, and takes stills as evidence. */
import './camera.css';
import { Modal } from 'antd';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

export type CameraHandle = {
  /** A still at full size, or null while there is no picture yet. */
  take: () => Promise<File | null>;
};
type Trouble = 'blocked' | 'none' | null;

/** The live picture. `onFrame` is called with the video about five times a second while it is shown. */
export function Camera(props: {
  ref?: Ref<CameraHandle>;
  onFrame?: (video: HTMLVideoElement) => Promise<void> | void;
}) {
  const { t } = useTranslation('ui');
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<Trouble>(null);
  const [live, setLive] = useState(false);
  const frame = useEffectEvent((element: HTMLVideoElement) => props.onFrame?.(element));

  useEffect(() => {
    let stream: MediaStream | undefined;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      if (over) return;
      if (video.current && video.current.readyState >= 2) await frame(video.current);
      timer = setTimeout(look, 200);
    };
    const start = async () => {
      if (!navigator.mediaDevices) return setTrouble('none');
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
        });
      } catch (error) {
        return setTrouble(error instanceof DOMException && error.name === 'NotAllowedError' ? 'blocked' : 'none');
      }
      if (over || !video.current) return stop(stream);
      video.current.srcObject = stream;
      await video.current.play().catch(() => undefined);
      setLive(true);
      void look();
    };
    void start();
    return () => {
      over = true;
      clearTimeout(timer);
      stop(stream);
    };
  }, []);

  useImperativeHandle(props.ref, () => ({
    take: () => (video.current && live ? still(video.current) : Promise.resolve(null)),
  }));

  const words = { blocked: t('scan.blocked'), none: t('scan.none') };
  return (
    <div className="r-camera">
      {trouble ? <p>{words[trouble]}</p> : !live && <p>{t('scan.starting')}</p>}
      <video ref={video} muted playsInline hidden={!live} />
    </div>
  );
}

function stop(stream: MediaStream | undefined) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

async function still(video: HTMLVideoElement): Promise<File | null> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.88));
  return blob && new File([blob], 'still.jpg', { type: 'image/jpeg' });
}

/** A window that reads the first code the camera sees, hands it over and closes. */
export function CameraScan(props: { open: boolean; onClose: () => void; onCode: (text: string) => void }) {
  const { t } = useTranslation('ui');
  const found = useRef(false);
  useEffect(() => {
    if (props.open) found.current = false;
  }, [props.open]);
  const read = async (video: HTMLVideoElement) => {
    const { readCode } = await import('./read-code.ts');
    const text = await readCode(video);
    if (!text || found.current) return;
    found.current = true;
    props.onCode(text);
    props.onClose();
  };
  return (
    <Modal
      open={props.open}
      onCancel={props.onClose}
      footer={null}
      title={t('scan.camera')}
      width={560}
      destroyOnHidden
    >
      <Camera onFrame={read} />
      <p className="r-second" style={{ marginTop: 8 }}>
        {t('scan.point')}
      </p>
    </Modal>
  );
}
