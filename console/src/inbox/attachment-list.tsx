/** Files that will go along with what is being written. */
import { Paperclip, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { Shape } from '../ui/status.tsx';
import { ProgressBar } from '../ui/value-bar.tsx';
import type { Attachments } from './use-attachments.ts';

export function AttachmentList({ files }: { files: Attachments }) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  if (files.all.length === 0) return null;
  return (
    <ul className="inbox-attachments">
      {files.all.map((each) => (
        <li key={each.key}>
          {each.failed ? (
            <Shape tone="bad" />
          ) : each.file?.thumb_url ? (
            <img src={each.file.thumb_url} alt="" />
          ) : (
            <Paperclip size={14} aria-hidden="true" />
          )}
          <span className="r-cut">{each.name}</span>
          {each.failed ? (
            <span className="r-t-bad">{each.failed}</span>
          ) : each.file ? (
            <span className="r-quiet">{f.fileSize(each.file.bytes)}</span>
          ) : (
            <ProgressBar share={each.share} label={each.name} />
          )}
          <button
            type="button"
            aria-label={t('attach_remove', { name: each.name })}
            onClick={() => files.remove(each.key)}
          >
            <X size={13} />
          </button>
        </li>
      ))}
    </ul>
  );
}
