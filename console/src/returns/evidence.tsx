/** Photos and films of the buyer, the dock, the inspection and colleagues, newest first. */
import { type ReturnDetail, returns } from '@recoup/contract';
import { Button, Modal } from 'antd';
import { ImagePlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { PhotoGrid, type Picture } from '../ui/photo.tsx';

export const evidenceTypes = 'image/*,video/mp4,video/quicktime,video/webm';
export const evidenceBytes = 60_000_000;

export function Evidence({ at }: { at: ReturnDetail }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const { may } = useSession();
  const [adding, setAdding] = useState(false);
  const isVideo = (type: string) => type.startsWith('video/');
  const pictures: Picture[] = at.evidence
    .toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
    .map(({ id, url, thumb_url, caption, at: taken, from, type }) => ({
      id,
      url,
      // What has no thumb is told by its own address.
      thumb_url: thumb_url === url && isVideo(type) ? null : thumb_url,
      video: isVideo(type),
      ...(caption ? { caption } : {}),
      note: [t(`evidence.${from}`), taken && f.timeOrDate(taken)].filter(Boolean).join(t('list.comma')),
    }));
  const films = at.evidence.filter(({ type }) => isVideo(type)).length;
  const photos = at.evidence.length - films;
  const counts = [
    photos > 0 && t('evidence.photos', { count: photos }),
    films > 0 && t('evidence.videos', { count: films }),
  ].filter(Boolean);
  return (
    <Section
      title={t('evidence.title')}
      aside={counts.join(t('list.comma'))}
      verbs={
        <span className="returns-section-verbs">
          {pictures.length > 0 && (
            <span className="r-quiet">
              <Kbd k="e" /> {t('evidence.view_all')}
            </span>
          )}
          {may('returns.write') && (
            <Button size="small" icon={<ImagePlus size={14} />} onClick={() => setAdding(true)}>
              {t('evidence.add')}
            </Button>
          )}
        </span>
      }
    >
      {pictures.length > 0 ? (
        <PhotoGrid pictures={pictures} openKey="e" />
      ) : (
        <p className="r-quiet">{t('evidence.none')}</p>
      )}
      {adding && <AddEvidence id={at.id} done={() => setAdding(false)} />}
    </Section>
  );
}

function AddEvidence({ id, done }: { id: string; done: () => void }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const words = useProblemWords();
  const add = useMove(returns.addFiles);
  const [added, setAdded] = useState(0);
  const send = async (file: File, progress: (share: number) => void) => {
    const kept = await upload(file, progress).catch((error: unknown) => {
      throw new Error(words(error).words);
    });
    const answer = await add.run({ params: { id }, body: { file_ids: [kept.id] } });
    if (!answer) throw new Error(t('evidence.not_added'));
    setAdded((was) => was + 1);
  };
  return (
    <Modal open title={t('evidence.add_title')} footer={null} onCancel={done} destroyOnHidden>
      <FileDrop
        accept={evidenceTypes}
        maxBytes={evidenceBytes}
        multiple
        send={send}
        note={t('evidence.what', { limit: f.fileSize(evidenceBytes) })}
      />
      {added > 0 && (
        <p className="returns-added" role="status">
          {t('evidence.added', { count: added })}{' '}
          <button type="button" className="r-link" onClick={done}>
            {t('done')}
          </button>
        </p>
      )}
    </Modal>
  );
}
