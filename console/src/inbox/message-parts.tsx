/** What hangs on a message: files, what it quotes and its signature, folded; who it went to. */
import type { Message } from '@recoup/contract';
import { Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { PhotoGrid, type Picture } from '../ui/photo.tsx';

export function Files({ message }: { message: Message }) {
  const f = useFormat();
  const isPicture = (type: string) => /^(?:image|video)\//.test(type);
  const pictures: Picture[] = message.files
    .filter((file) => isPicture(file.type))
    .map((file) => ({
      id: file.id,
      url: file.url,
      thumb_url: file.thumb_url,
      caption: file.name,
      video: file.type.startsWith('video/'),
    }));
  const papers = message.files.filter((file) => !isPicture(file.type));
  return (
    <>
      {pictures.length > 0 && (
        <div className="inbox-pictures">
          <PhotoGrid pictures={pictures} size={104} words={false} />
        </div>
      )}
      {papers.length > 0 && (
        <ul className="inbox-papers">
          {papers.map((file) => (
            <li key={file.id}>
              <Paperclip size={13} aria-hidden="true" />
              <a href={file.url} target="_blank" rel="noopener noreferrer" download={file.name}>
                {file.name}
              </a>
              <span className="r-quiet">{f.fileSize(file.bytes)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What it quotes and its signature, folded; who it went to. */
export function Folds({ message }: { message: Message }) {
  const { t } = useTranslation('inbox');
  const { envelope } = message;
  return (
    <>
      {message.quoted && (
        <details className="inbox-fold">
          <summary>{t('quoted')}</summary>
          <p className="inbox-text">{message.quoted}</p>
        </details>
      )}
      {message.signature && (
        <details className="inbox-fold">
          <summary>{t('signature')}</summary>
          <p className="inbox-text">{message.signature}</p>
        </details>
      )}
      {envelope && (
        <details className="inbox-fold">
          <summary>{t('envelope')}</summary>
          <dl className="inbox-envelope">
            <dt>{t('mail.from')}</dt>
            <dd>{envelope.from}</dd>
            <dt>{t('mail.to')}</dt>
            <dd>{envelope.to.join(', ')}</dd>
            {envelope.cc.length > 0 && (
              <>
                <dt>{t('mail.cc')}</dt>
                <dd>{envelope.cc.join(', ')}</dd>
              </>
            )}
            {envelope.message_id && (
              <>
                <dt>{t('mail.id')}</dt>
                <dd className="r-mono">{envelope.message_id}</dd>
              </>
            )}
          </dl>
          {message.raw_url && (
            <a href={message.raw_url} target="_blank" rel="noopener noreferrer">
              {t('mail.raw')}
            </a>
          )}
        </details>
      )}
    </>
  );
}
