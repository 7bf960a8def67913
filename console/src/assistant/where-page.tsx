/** Where it answers: by kind of channel, always, when nobody of ours is there, or never. */
import type { ChannelKind } from '@recoup/contract';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { channelIcons } from '../inbox-setup/channel-icons.ts';
import { channelKinds } from '../inbox-setup/parts.tsx';
import { Status } from '../ui/status.tsx';
import { isOn } from './list.tsx';
import { SettingsPage } from './settings-page.tsx';

const times = ['always', 'when_away', 'never'] as const;
/** What staff write down there was said already: nobody waits for an answer. */
const answerable = (kind: ChannelKind) => kind !== 'phone';

export function WherePage() {
  const { t } = useTranslation('assistant');
  return (
    <SettingsPage
      page="where"
      aside={({ value }) => <Status tone={isOn(value) ? 'bot' : 'idle'}>{t(isOn(value) ? 'on' : 'off')}</Status>}
    >
      {({ value, disabled, change }) => (
        <>
          <ul className="assist-where">
            {channelKinds.filter(answerable).map((kind) => {
              const Icon = channelIcons[kind];
              const when = value.answers[kind] ?? 'never';
              return (
                <li key={kind}>
                  <Icon size={16} aria-hidden="true" />
                  <span>
                    <b>{t(`inbox-setup:kind.${kind}`)}</b>
                    <span className="r-second">{t(`where.${when}`)}</span>
                  </span>
                  <Segmented
                    aria-label={t(`inbox-setup:kind.${kind}`)}
                    disabled={disabled}
                    value={when}
                    options={times.map((each) => ({ value: each, label: t(`when.${each}`) }))}
                    onChange={(next) => change({ answers: { ...value.answers, [kind]: next } })}
                  />
                </li>
              );
            })}
          </ul>
          <p className="r-quiet">{t('where.note')}</p>
        </>
      )}
    </SettingsPage>
  );
}
