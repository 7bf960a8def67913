/** Who said what to being recorded, in which words, under which rule. */
import type { RecordingView } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/locale.tsx';
import { Status } from '../../ui/status.tsx';

const tones = { yes: 'good', no: 'bad', withdrawn: 'bad' } as const;

export function Consents({ view }: { view: RecordingView }) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  if (view.consents.length === 0) return <p className="r-quiet">{t('past.no_consents')}</p>;
  return (
    <ul className="past-list">
      {view.consents.map((one) => (
        <li key={one.id}>
          <span>{one.answer === 'asked' ? t('past.asks', { name: one.who.name }) : one.who.name}</span>
          {one.answer !== 'asked' && <Status tone={tones[one.answer]}>{t(`past.answer.${one.answer}`)}</Status>}
          <span className="r-quiet">
            {f.time(one.at)} · {one.rule.place} · {one.rule.statute}
          </span>
          <details>
            <summary className="r-quiet">{t('past.wording')}</summary>
            <blockquote lang={one.language}>{one.wording}</blockquote>
          </details>
        </li>
      ))}
    </ul>
  );
}
