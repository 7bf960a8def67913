import type { files, portal } from '@recoup/contract';
import { Camera, Film, X } from 'lucide-preact';
import { useEffect, useState } from 'preact/hooks';
import { call, Failed, upload } from '../../api.ts';
import { ErrorLine, Field } from '../../parts/parts.tsx';
import { Shell } from '../../parts/shell.tsx';
import { unchosen } from '../../request.ts';
import { useWords } from '../../words.ts';
import { chosenOf, type StepProps } from './step.ts';

type Sending = { key: string; name: string; part: number };
const MOST = 8;

/** A sentence and pictures; pictures are required only where the policy asks for them. */
export function MoreStep(props: StepProps & { lineId: string }) {
  const { t } = useWords();
  const { request, tell, next, lineId, token } = props;
  const chosen = chosenOf(request, lineId);
  const [sending, setSending] = useState<Sending[]>([]);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [needed, setNeeded] = useState(false);
  const [tried, setTried] = useState(false);

  useEffect(() => {
    const line = { order_line_id: lineId, quantity: chosen.quantity, reason: chosen.reason!, opened: chosen.opened };
    call<typeof portal.preview>('POST', '/v1/portal/preview', { token, body: { lines: [line] } }).then(
      (answer) => setNeeded(answer.evidence_needed),
      () => setNeeded(false), // asked again with the remedies, and checked when the request is sent
    );
  }, [token, lineId, chosen.quantity, chosen.reason, chosen.opened]);

  function add(list: FileList | null) {
    setFailed(null);
    for (const file of [...(list ?? [])].slice(0, MOST - chosen.files.length - sending.length)) {
      const key = crypto.randomUUID();
      setSending((all) => [...all, { key, name: file.name, part: 0 }]);
      upload<typeof files.buyerUpload>('/v1/portal/files', file, token, (part) =>
        setSending((all) => all.map((one) => (one.key === key ? { ...one, part } : one))),
      )
        .then((done) => tell({ type: 'files', lineId, change: (have) => [...have, done] }))
        .catch((error) => setFailed(error instanceof Failed ? error : new Failed('unknown')))
        .finally(() => setSending((all) => all.filter((one) => one.key !== key)));
    }
  }
  const missing = needed && chosen.files.length === 0;
  return (
    <Shell
      {...props}
      foot={
        <>
          {tried && (missing || sending.length > 0) && (
            <p class="error" role="alert">
              {sending.length > 0 ? t('more.still_sending') : t('more.photo_missing')}
            </p>
          )}
          <button
            type="button"
            class="button"
            onClick={() => (missing || sending.length > 0 ? setTried(true) : next())}
          >
            {t('continue')}
          </button>
        </>
      }
    >
      <h1>{t('more.title')}</h1>
      <fieldset class="stack" style={{ gap: 9 }}>
        <legend class="field">
          <span class="label">{t('more.opened')}</span>
        </legend>
        {[true, false].map((opened) => (
          <label key={String(opened)} class="option">
            <input
              type="radio"
              name="opened"
              checked={chosen.opened === opened}
              onChange={() =>
                tell({ type: 'set', lineId, change: chosen.settled ? { opened } : { ...unchosen, opened } })
              }
            />
            <span class="body">{t(opened ? 'more.opened_yes' : 'more.opened_no')}</span>
          </label>
        ))}
      </fieldset>
      <Field label={t('more.comment')} help={t('more.comment_help')}>
        <textarea
          value={chosen.comment}
          maxLength={2000}
          onInput={(event) => tell({ type: 'set', lineId, change: { comment: event.currentTarget.value } })}
        />
      </Field>
      <section class="stack">
        <div class="field">
          <span class="label">{t('more.photos')}</span>
          <span class="help">{t(needed ? 'more.photos_needed' : 'more.photos_optional')}</span>
        </div>
        <div class="shots">
          {chosen.files.map((file) => (
            <div key={file.id} class="shot">
              {file.thumb_url ? (
                <img src={file.thumb_url} alt={file.name} />
              ) : (
                <span class="add" style={{ border: 0 }}>
                  <Film size={26} aria-hidden="true" />
                </span>
              )}
              <button
                type="button"
                aria-label={t('more.remove', { name: file.name })}
                onClick={() =>
                  tell({ type: 'files', lineId, change: (have) => have.filter((one) => one.id !== file.id) })
                }
              >
                <span>
                  <X size={16} aria-hidden="true" />
                </span>
              </button>
            </div>
          ))}
          {sending.map((one) => (
            <div
              key={one.key}
              class="shot"
              role="status"
              aria-label={t('more.sending', { name: one.name, percent: Math.round(one.part * 100) })}
            >
              <span class="bar">
                <i style={{ width: `${Math.round(one.part * 100)}%` }} />
              </span>
            </div>
          ))}
          {chosen.files.length + sending.length < MOST && (
            <label class="add">
              <Camera size={24} aria-hidden="true" />
              {t('more.add')}
              <input
                type="file"
                accept="image/*,video/*"
                multiple
                onChange={(event) => {
                  add(event.currentTarget.files);
                  event.currentTarget.value = '';
                }}
              />
            </label>
          )}
        </div>
        {failed && <ErrorLine failed={failed} />}
      </section>
    </Shell>
  );
}
