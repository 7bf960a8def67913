/** Photos of the carton or of a hurt: Space takes one, E is done. They are sent while the next is taken. */
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShots } from '../../goods/shots.ts';
import { Viewfinder, type ViewfinderHandle } from '../../goods/viewfinder.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Answers } from '../../ui/station/answers.tsx';

export function PhotoView(props: {
  of: 'carton' | 'hurt';
  failed: (error: unknown) => void;
  /** The ids of what was taken; none when nothing was. */
  done: (fileIds: string[]) => void;
}) {
  const { t } = useTranslation('warehouse');
  const finder = useRef<ViewfinderHandle>(null);
  const { shots, add, ids } = useShots(props.failed);
  const shoot = () => void finder.current?.shoot();
  useKeys({ ' ': shoot, Escape: () => props.done([]) });
  const sent = shots.filter((shot) => shot.sent).length;
  return (
    <div className="warehouse-photo">
      <h1>{props.of === 'hurt' ? t('receive.photo.hurt') : t('receive.photo.carton')}</h1>
      <p className="warehouse-lead">{props.of === 'hurt' ? t('receive.photo.hurt_note') : t('receive.photo.note')}</p>
      <Viewfinder
        ref={finder}
        shots={shots}
        onPhoto={(file) => void add(file)}
        caption={shots.length > 0 ? t('receive.photo.taken', { n: shots.length, sent }) : undefined}
      />
      <Answers
        size="small"
        answers={[
          {
            key: '1',
            word: t('receive.photo.take'),
            note: t('receive.photo.take_note'),
            command: 'CMD-PHOTO',
            run: shoot,
          },
          {
            key: 'e',
            word: t('receive.photo.done'),
            note: t('receive.photo.done_note'),
            command: 'CMD-DONE',
            run: () => void ids().then(props.done),
          },
        ]}
      />
    </div>
  );
}
