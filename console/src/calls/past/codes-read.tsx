/** Codes read in a call, and what each was found to be. */
import type { CallCode } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/locale.tsx';
import { Status } from '../../ui/status.tsx';

export function CodesRead({ codes }: { codes: readonly CallCode[] }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  if (codes.length === 0) return <p className="r-quiet">{t('past.no_codes')}</p>;
  return (
    <ul className="past-list">
      {codes.map((code) => (
        <li key={code.id}>
          <code className="r-mono">{code.text}</code>
          <Status tone={code.swap ? 'bad' : code.found.kind === 'unknown' ? 'idle' : 'good'}>
            {t(`past.code.${code.found.kind}`, { ...code.found })}
          </Status>
          <span className="r-quiet">
            {f.time(code.at)} · {code.by.name}
            {code.swap && code.expected.length > 0 && ` · ${t('past.expected', { serials: code.expected.join(', ') })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
