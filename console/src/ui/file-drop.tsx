/**
 * Files dropped, picked or pasted. It checks size and kind before anything is sent (the server checks what they really
 * are), and shows each file's progress. What sends them comes from the page: see upload() in app/api.ts.
 */
import './file-drop.css';
import { FileUp, X } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from './locale.tsx';
import { Shape } from './status.tsx';
import { ProgressBar } from './value-bar.tsx';

export type FileDropProps = {
  /** As in an input: `image/*,video/mp4` or `.csv,.xlsx`. */
  accept: string;
  maxBytes: number;
  multiple?: boolean;
  /** Sends one file; resolves when the server has it. Its rejection's message is shown under the file. */
  send: (file: File, progress: (share: number) => void) => Promise<void>;
  /** One line below: what may come, how large. */
  note?: ReactNode;
  disabled?: boolean;
};

type Going = { key: number; name: string; share: number; failed?: ReactNode };

export function FileDrop({ accept, maxBytes, multiple = false, send, note, disabled }: FileDropProps) {
  const { t } = useTranslation('ui');
  const f = useFormat();
  const id = useId();
  const next = useRef(0);
  const [over, setOver] = useState(false);
  const [going, setGoing] = useState<readonly Going[]>([]);

  const change = (key: number, part: Partial<Going>) =>
    setGoing((was) => was.map((each) => (each.key === key ? { ...each, ...part } : each)));
  const take = (files: readonly File[]) => {
    for (const file of multiple ? files : files.slice(0, 1)) {
      const key = next.current++;
      const failed =
        file.size > maxBytes
          ? t('drop.too_big', { name: file.name, limit: f.fileSize(maxBytes) })
          : !accepted(file, accept)
            ? t('drop.wrong_type', { name: file.name })
            : undefined;
      setGoing((was) => [...was, { key, name: file.name, share: 0, failed }]);
      if (failed) continue;
      send(file, (share) => change(key, { share })).then(
        () => setGoing((was) => was.filter((each) => each.key !== key)),
        (error: unknown) => change(key, { failed: error instanceof Error ? error.message : String(error) }),
      );
    }
  };

  return (
    <div className="r-drop-box">
      <label
        htmlFor={id}
        className={`r-drop${over ? ' is-over' : ''}${disabled ? ' is-off' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (!disabled) take([...event.dataTransfer.files]);
        }}
        onPaste={(event) => take([...event.clipboardData.files])}
      >
        <FileUp size={19} aria-hidden="true" />
        <span>
          <b>{multiple ? t('drop.pick') : t('drop.pick_one')}</b> {multiple ? t('drop.or_drop') : t('drop.or_drop_one')}
          {note && <span className="r-quiet">{note}</span>}
        </span>
        <input
          id={id}
          type="file"
          accept={accept}
          multiple={multiple}
          disabled={disabled}
          onChange={(event) => {
            take([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </label>
      {going.map((each) => (
        <div key={each.key} className="r-drop-file">
          {each.failed ? (
            <>
              <Shape tone="bad" />
              <span className="r-t-bad">{each.failed}</span>
              <button
                type="button"
                aria-label={t('drop.remove', { name: each.name })}
                onClick={() => setGoing((was) => was.filter((other) => other.key !== each.key))}
              >
                <X size={14} />
              </button>
            </>
          ) : (
            <>
              <span className="r-cut">{each.name}</span>
              <ProgressBar share={each.share} label={each.name} />
              <span className="r-quiet">{t('drop.sending', { percent: Math.round(each.share * 100) })}</span>
            </>
          )}
        </div>
      ))}
    </div>
  );
}

/** Does the file's type or ending stand in the accept list? The browser's own check is skipped when files are dropped. */
export function accepted(file: { name: string; type: string }, accept: string): boolean {
  return accept.split(',').some((raw) => {
    const rule = raw.trim().toLowerCase();
    if (rule.startsWith('.')) return file.name.toLowerCase().endsWith(rule);
    if (rule.endsWith('/*')) return file.type.toLowerCase().startsWith(rule.slice(0, -1));
    return file.type.toLowerCase() === rule;
  });
}
