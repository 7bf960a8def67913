/** The channels buyers write on: which work, which fail and why, and a way to open another. */
import './inbox-setup.css';
import { type ChannelKind, type InboxChannel, inboxSetup } from '@recoup/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { SetupPage } from '../settings/frame.tsx';
import { wholeList } from '../settings/whole-list.ts';
import { ListTable } from '../ui/list-table.tsx';
import { Section } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status, type Tone, When } from '../ui/status.tsx';
import { channelIcons } from './channel-icons.ts';
import { channelKinds } from './parts.tsx';

export const channelTone: Record<InboxChannel['state'], Tone> = {
  working: 'good',
  not_yet_used: 'idle',
  failing: 'bad',
  off: 'idle',
};

export function Channels() {
  const { t } = useTranslation('inbox-setup');
  const { may } = useSession();
  const navigate = useNavigate();
  const source = useApi(inboxSetup.channels);
  return (
    <SetupPage
      title={t('channels.name')}
      aside={source.data?.rows.length}
      sentence={<span className="r-ink2">{t('channels.words')}</span>}
    >
      <ListTable<InboxChannel>
        source={wholeList(source)}
        label={t('channels.name')}
        rowKey={(row) => row.id}
        rowHeight={54}
        onOpen={(row) => void navigate({ to: '/setup/channels/$id', params: { id: row.id } })}
        columns={[
          { key: 'name', head: t('channels.channel'), cut: true, cell: (row) => <ChannelName channel={row} /> },
          { key: 'brand', head: t('brand'), width: 120, cut: true, from: 640, cell: (row) => row.brand.name },
          {
            key: 'state',
            head: t('settings:state'),
            cut: true,
            cell: (row) => (
              <Status tone={channelTone[row.state]}>
                <span title={row.failure ?? undefined}>{stateWords(t, row)}</span>
              </Status>
            ),
          },
          {
            key: 'in',
            head: t('channels.last_in'),
            width: 120,
            from: 760,
            cell: (row) =>
              row.last_in_at ? <When at={row.last_in_at} /> : <span className="r-ink3">{t('never')}</span>,
          },
          {
            key: 'out',
            head: t('channels.last_out'),
            width: 120,
            from: 860,
            cell: (row) =>
              row.last_out_at ? <When at={row.last_out_at} /> : <span className="r-ink3">{t('never')}</span>,
          },
        ]}
        empty={<EmptyState title={t('channels.empty')} note={t('channels.empty_note')} />}
      />
      {may('inbox.manage') && (
        <Section title={t('channels.open')} aside={t('channels.open_note')}>
          <ul className="isetup-kinds">
            {channelKinds.map((kind) => (
              <li key={kind}>
                <OpenKind kind={kind} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </SetupPage>
  );
}

function OpenKind({ kind }: { kind: ChannelKind }) {
  const { t } = useTranslation('inbox-setup');
  const Icon = channelIcons[kind];
  return (
    <Link to="/setup/channels/$id" params={{ id: 'new' }} search={{ kind }}>
      <Icon size={19} aria-hidden="true" />
      <span>
        <b>{t(`kind.${kind}`)}</b>
        <span className="r-second">{t(`kind_note.${kind}`)}</span>
      </span>
    </Link>
  );
}

function ChannelName({ channel }: { channel: InboxChannel }) {
  const { t } = useTranslation('inbox-setup');
  const Icon = channelIcons[channel.kind];
  return (
    <span className="isetup-channel">
      <Icon size={16} aria-hidden="true" />
      <span>
        <strong className="r-medium">{channel.name}</strong>
        <span className="r-second r-cut">{secondLine(t, channel)}</span>
      </span>
    </span>
  );
}

/** The address or number it is known by, where it has one. */
function addressOf({ settings }: InboxChannel): string | null {
  const known = settings.address ?? settings.number;
  return typeof known === 'string' && known !== '' ? known : null;
}

type Say = TFunction<'inbox-setup'>;
/** What kind it is, and its address where the name does not say it already. */
export function secondLine(t: Say, channel: InboxChannel): string {
  const address = addressOf(channel);
  return [t(`kind.${channel.kind}`), ...(address && address !== channel.name ? [address] : [])].join(' · ');
}

/** State in words; a failing channel says why. */
export function stateWords(t: Say, { state, failure }: Pick<InboxChannel, 'state' | 'failure'>): string {
  if (state === 'failing' && failure) return t('channel_state.failing_because', { why: failure });
  return t(`channel_state.${state}`);
}
