import { Package, TriangleAlert } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import type { Failed } from '../api.ts';
import { type Key, useWords, type Words } from '../words.ts';

/** A failure in words: what did not happen, what is safe, and the number to name when writing to us. */
export function ErrorLine({ failed }: { failed: Failed }) {
  const words = useWords();
  return (
    <div class="error" role="alert">
      <TriangleAlert size={18} aria-hidden="true" />
      <span>
        {errorWords(failed, words)}
        {failed.code === 'unknown' && failed.problem && (
          <span class="quiet"> {words.t('error.reference', { id: failed.problem.request_id })}</span>
        )}
      </span>
    </div>
  );
}
export function errorWords(failed: Failed, { t, has, language }: Words): string {
  const key = `error.${failed.code}`;
  const details = failed.problem?.details ?? {};
  const retry =
    typeof details.retry_at === 'string'
      ? new Date(details.retry_at).toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit' })
      : '';
  const values = { ...(details as Record<string, string>), time: retry };
  return has(key) ? t(key, values) : t('error.unknown');
}

export function Waiting() {
  const { t } = useWords();
  return (
    <div class="waiting" role="status">
      <span class="visually-hidden">{t('loading')}</span>
      <i />
      <i />
      <i />
    </div>
  );
}

export function Field({
  label,
  help,
  error,
  children,
}: {
  label: string;
  help?: string;
  error?: string | null;
  children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class={`field${error ? ' wrong' : ''}`}>
      <span class="label">{label}</span>
      {children}
      {error ? (
        <span class="error" role="alert">
          <TriangleAlert size={18} aria-hidden="true" />
          {error}
        </span>
      ) : (
        help && <span class="help">{help}</span>
      )}
    </label>
  );
}

export function Thumb({ url, alt = '' }: { url: string | null; alt?: string }) {
  return url ? (
    <img class="thumb" src={url} alt={alt} loading="lazy" />
  ) : (
    <span class="thumb" aria-hidden="true">
      <Package size={22} />
    </span>
  );
}

/** The words of a reason: the category's own, else the handle's. */
export function reasonWords({ t, has }: Words, reason: string, detail: string | null): string {
  const own = `detail.${detail}`;
  if (detail && has(own)) return t(own);
  return t(`reason.${reason}` as Key);
}
