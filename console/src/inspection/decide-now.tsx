/** The single next step of the decide station: a bin and a scan. */
import type { Disposition } from '@recoup/contract';
import { Trans, useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { BinCard, DoNow } from '../ui/station/do-now.tsx';

export function DecideNow(props: {
  way: Disposition;
  home: { id: string; code: string } | null;
  asking: boolean;
  isDecided: boolean;
  reason: string | null;
  mayOverride: boolean;
  siteName: string;
}) {
  const { t } = useTranslation('inspection');
  const terms = useTerms();
  const way = terms.disposition(props.way);
  if (props.asking) {
    return (
      <DoNow step={t('decide.now.say_why')} waiting={t('decide.now.wait_reason')} foot={t('decide.now.why_note')} />
    );
  }
  if (!props.home) {
    return (
      <DoNow step={t('decide.now.no_bin', { way })} foot={t('decide.now.no_bin_foot', { site: props.siteName })}>
        <p>{t('decide.now.no_bin_note')}</p>
      </DoNow>
    );
  }
  return (
    <DoNow
      step={t('decide.now.put')}
      waiting={t('decide.now.wait_bin')}
      foot={props.mayOverride ? t('decide.now.other_way') : t('decide.now.manager_only')}
    >
      <BinCard code={props.home.code} note={way} />
      <p>
        {props.isDecided ? (
          <Trans t={t} i18nKey="decide.now.puts_away" values={{ way }} components={{ b: <strong /> }} />
        ) : (
          <Trans t={t} i18nKey="decide.now.confirms" values={{ way }} components={{ b: <strong /> }} />
        )}
      </p>
      {props.reason && <p>{t('decide.now.reason', { reason: props.reason })}</p>}
    </DoNow>
  );
}
