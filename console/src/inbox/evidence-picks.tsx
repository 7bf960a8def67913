/** Pictures of the thread that go along with a return as evidence, and more from this computer. */
import { type Conversation, inbox, type Message } from '@recoup/contract';
import { Button } from 'antd';
import { Check, Paperclip, Play } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../app/api.ts';
import { useApi } from '../app/queries.ts';
import { AttachmentList } from './attachment-list.tsx';
import { messagesOf } from './thread.ts';
import type { Attachments } from './use-attachments.ts';

type File = Message['files'][number];
/** A return holds so many files of one line. */
const most = 12;

/** Photos and films the buyer sent, newest last. */
export function useThreadPictures(conversation: Conversation): File[] {
  const { data } = useApi(inbox.thread, { params: { id: conversation.id }, query: { limit: 100 } });
  return messagesOf(data?.items ?? [])
    .filter(({ direction }) => direction === 'in')
    .flatMap(({ files }) => files.filter(({ type }) => /^(?:image|video)\//.test(type)))
    .slice(-most);
}

/** Copies of pictures of the thread: evidence stays with the return whatever becomes of the conversation. */
export async function copied(files: readonly File[]): Promise<string[]> {
  const made: string[] = [];
  for (const file of files) {
    const content = await (await fetch(file.url, { credentials: 'include' })).blob();
    made.push((await upload(new window.File([content], file.name, { type: file.type }))).id);
  }
  return made;
}

export function EvidencePicks(props: {
  pictures: readonly File[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  own: Attachments;
}) {
  const { t } = useTranslation('inbox');
  const { pictures, chosen, own } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <div>
      {pictures.length > 0 && (
        <ul className="inbox-evidence">
          {pictures.map((file) => {
            const on = chosen.includes(file.id);
            return (
              <li key={file.id}>
                <button
                  type="button"
                  aria-pressed={on}
                  aria-label={t('start.take_picture', { name: file.name })}
                  onClick={() => props.onChange(on ? chosen.filter((id) => id !== file.id) : [...chosen, file.id])}
                >
                  {file.thumb_url || file.type.startsWith('image/') ? (
                    <img src={file.thumb_url ?? file.url} alt="" />
                  ) : (
                    <Play size={18} aria-hidden="true" />
                  )}
                  {on && <Check size={14} aria-hidden="true" />}
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <AttachmentList files={own} />
      <input
        ref={input}
        type="file"
        accept="image/*,video/*"
        multiple
        hidden
        onChange={(event) => {
          own.add(event.target.files ?? []);
          event.target.value = '';
        }}
      />
      <Button size="small" icon={<Paperclip size={14} />} onClick={() => input.current?.click()}>
        {t('start.add_photos')}
      </Button>
    </div>
  );
}
