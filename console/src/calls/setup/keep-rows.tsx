/** What is kept of calls, what law asks of recording in words, and whether buyers are asked how it was. */
import { callRecordings } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../app/queries.ts';
import { NumberBlank, OptionalNumberBlank, RuleRow, Sentence } from '../../ui/blanks.tsx';
import { useFormat } from '../../ui/locale.tsx';
import type { RowsProps } from './call-settings.tsx';

export function KeepRows({ draft, kept, disabled, change }: RowsProps) {
  const { t } = useTranslation('calls');
  const { recording } = draft;
  return (
    <>
      <RuleRow
        name={t('setup.recording.name')}
        on={recording.enabled}
        disabled={disabled}
        onSwitch={(enabled) => change({ recording: { ...recording, enabled } })}
        switchChanged={recording.enabled !== kept.recording.enabled}
        note={<Law />}
      >
        {recording.enabled ? (
          <Sentence
            text={t('setup.recording.text')}
            blanks={{
              days: (
                <NumberBlank
                  label={t('setup.number.keep_days')}
                  value={recording.keep_days}
                  min={1}
                  max={3650}
                  changed={recording.keep_days !== kept.recording.keep_days}
                  disabled={disabled}
                  onChange={(keep_days) => change({ recording: { ...recording, keep_days } })}
                />
              ),
            }}
          />
        ) : (
          <span className="r-ink3">{t('setup.recording.off')}</span>
        )}
      </RuleRow>
      <RuleRow name={t('setup.stills.name')}>
        <Sentence
          text={t('setup.stills.text')}
          blanks={{
            days: (
              <OptionalNumberBlank
                label={t('setup.number.stills_keep_days')}
                value={draft.stills_keep_days}
                min={1}
                max={3650}
                none={t('setup.stills.always')}
                changed={draft.stills_keep_days !== kept.stills_keep_days}
                disabled={disabled}
                onChange={(stills_keep_days) => change({ stills_keep_days })}
              />
            ),
          }}
        />
      </RuleRow>
      <RuleRow
        name={t('setup.csat.name')}
        on={draft.ask_csat}
        disabled={disabled}
        onSwitch={(ask_csat) => change({ ask_csat })}
        switchChanged={draft.ask_csat !== kept.ask_csat}
      >
        {t(draft.ask_csat ? 'setup.csat.text' : 'setup.csat.off')}
      </RuleRow>
    </>
  );
}

/** We ask everybody everywhere; which places ask for that by law stands here with the day it was looked up. */
function Law() {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const rules = useApi(callRecordings.rules).data?.rows;
  if (!rules || rules.length === 0) return null;
  const places = (needs: 'all' | 'unclear') =>
    f.listed(rules.filter((rule) => rule.needs === needs).map(({ place }) => place.replace(/^US-/, '')));
  return (
    <p className="r-quiet">
      {t('setup.recording.law', {
        all: places('all'),
        unclear: places('unclear'),
        day: f.calendarDay(rules[0]!.as_of),
      })}
    </p>
  );
}
