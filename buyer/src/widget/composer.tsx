/** Where one writes: Enter sends, Shift and Enter begins a line; pictures by button, by paste, or dropped. */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { State } from './chat.ts';
import type { Parts } from './frame.tsx';
import { ArrowUp, Film, Paperclip, X } from './icons.tsx';
import { safe } from './safe.ts';

export function Composer({ chat, words: w, state }: Parts & { state: State }) {
  const { shelf, origin } = chat.shell;
  const [text, setText] = useState(() => shelf.read().draft ?? '');
  const field = useRef<HTMLTextAreaElement>(null);
  const { files, sending } = state;
  const ready = (text.trim() !== '' || files.length > 0) && sending.length === 0;
  useEffect(() => {
    const at = field.current!;
    at.style.height = 'auto';
    at.style.height = `${Math.min(at.scrollHeight, 140)}px`;
    const later = setTimeout(() => shelf.write({ draft: text || undefined }), 300);
    return () => clearTimeout(later);
  }, [text, shelf]);
  const send = () => {
    if (!ready) return;
    chat.say(text.trim());
    setText('');
    field.current?.focus();
  };
  const take = (list: FileList | null | undefined): boolean => {
    const taken = [...(list ?? [])].filter(({ type }) => /^(image|video)\//.test(type));
    if (taken.length > 0) void chat.attach(taken);
    return taken.length > 0;
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer?.files);
      }}
    >
      {(files.length > 0 || sending.length > 0) && (
        <div class="shots">
          {files.map((file) => (
            <span key={file.id} class="shot">
              {file.thumb_url || file.type.startsWith('image/') ? (
                <img src={safe(file.thumb_url ?? file.url, origin)} alt={file.name} />
              ) : (
                <>
                  <Film size={22} />
                  <span class="unseen">{file.name}</span>
                </>
              )}
              <button type="button" aria-label={w('remove', { name: file.name })} onClick={() => chat.detach(file.id)}>
                <X size={13} />
              </button>
            </span>
          ))}
          {sending.map((one) => {
            const percent = Math.round(one.part * 100);
            return (
              <span
                key={one.key}
                class="shot"
                role="progressbar"
                aria-valuenow={percent}
                aria-valuemin={0}
                aria-valuemax={100}
                aria-label={w('uploading', { name: one.name, percent })}
                tabIndex={-1}
              >
                <span class="bar">
                  <i style={{ width: `${percent}%` }} />
                </span>
              </span>
            );
          })}
        </div>
      )}
      <div class="row">
        <textarea
          ref={field}
          rows={1}
          maxLength={5000}
          aria-label={w('write')}
          placeholder={w('write')}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            if (event.currentTarget.value.trim()) chat.typing();
            else chat.stopTyping();
          }}
          onKeyDown={(event) => {
            // While an input method is choosing characters, Enter is its own.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
          onPaste={(event) => {
            if (take(event.clipboardData?.files)) event.preventDefault();
          }}
        />
        <label class="clip">
          <Paperclip size={20} />
          <input
            type="file"
            class="unseen"
            accept="image/*,video/*"
            multiple
            aria-label={w('attach')}
            onChange={(event) => {
              take(event.currentTarget.files);
              event.currentTarget.value = '';
            }}
          />
        </label>
        <button type="submit" class="send" aria-label={w('send')} disabled={!ready}>
          <ArrowUp size={20} />
        </button>
      </div>
    </form>
  );
}
