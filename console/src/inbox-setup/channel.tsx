/** One channel, or a new one of a kind: its settings, its addresses and secret, and whether it works. */
import './inbox-setup.css';
import { type InboxChannel, inboxSetup } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useKeys } from '../ui/keys.ts';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { bodyOf, type ChannelDraft, draftOf, emptySettings, isWhole } from './channel-draft.ts';
import { ChatPreview, MailPreview } from './channel-preview.tsx';
import { ChannelRules } from './channel-rules.tsx';
import { channelTone, secondLine, stateWords } from './channels.tsx';
import { Connect, SecretShown } from './connect.tsx';
import { EditorPage, type Thing } from './editor-page.tsx';
import { NameInput } from './parts.tsx';
import { useLeaveQuestion, useWork } from './work.ts';

const route = getRouteApi('/shell/setup/channels/$id');

export function ChannelPage() {
  const { t } = useTranslation('inbox-setup');
  const { me, may, scope } = useSession();
  const { id } = route.useParams();
  const { kind = 'chat' } = route.useSearch();
  const source = useApi(inboxSetup.channels);
  const rows = source.data?.rows ?? [];
  const things: Thing[] = rows.map((row) => ({
    id: row.id,
    name: row.name,
    second: `${row.brand.name} · ${secondLine(t, row)}`,
    aside: row.state === 'working' ? null : t(`channel_state.${row.state}`),
  }));
  const channel = rows.find((row) => row.id === id) ?? null;
  if (channel) return <Editor key={channel.id} channel={channel} kept={draftOf(channel)} things={things} />;
  if (id === 'new' && source.data) {
    const brand_id = scope.brand_id ?? me.brands[0]?.id ?? '';
    const kept = { brand_id, name: t(`kind.${kind}`), settings: emptySettings(kind) };
    return <Editor key={kind} channel={null} kept={kept} things={things} />;
  }
  return (
    <EditorPage
      kind="channels"
      things={things}
      may={may('inbox.manage')}
      title={t('channels.channel')}
      tab={t('channels.name')}
      source={source}
    >
      <EmptyState title={t('channels.gone')} />
    </EditorPage>
  );
}

function Editor({ channel, kept, things }: { channel: InboxChannel | null; kept: ChannelDraft; things: Thing[] }) {
  const { t } = useTranslation('inbox-setup');
  const { me, may } = useSession();
  const { message, modal } = App.useApp();
  const navigate = route.useNavigate();
  const { value: draft, dirty, wouldLose, change, letGo } = useWork(kept);
  const add = useMove(inboxSetup.addChannel);
  const save = useMove(inboxSetup.changeChannel);
  const [shown, setShown] = useState<{ id: string; secret: string } | null>(null);
  useLeaveQuestion(wouldLose);
  const disabled = !may('inbox.manage') || !!channel?.archived_at;
  const brand = me.brands.find(({ id }) => id === draft.brand_id);
  const problem = add.problem ?? save.problem;
  const kind = draft.settings.kind;

  const open = (id: string) => void navigate({ to: '/setup/channels/$id', params: { id }, replace: true });
  const submit = async () => {
    if (!isWhole(draft) || disabled) return;
    const settings = bodyOf(draft.settings);
    if (!channel) {
      const made = await add.run({ body: { brand_id: draft.brand_id, name: draft.name.trim(), settings } });
      if (!made) return;
      letGo();
      void message.success(t('channels.opened', { name: made.name }));
      if (made.secret) setShown({ id: made.id, secret: made.secret });
      else open(made.id);
      return;
    }
    if (!(await save.run({ params: { id: channel.id }, body: { name: draft.name.trim(), settings } }))) return;
    letGo();
    void message.success(t('settings:saved'));
  };
  useKeys({ 'mod+s': () => void submit() }, { on: !disabled });
  const turn = (archived: boolean) => channel && save.run({ params: { id: channel.id }, body: { archived } });
  const close = () =>
    channel &&
    modal.confirm({
      title: t('channels.close_title', { name: channel.name }),
      content: t('channels.close_note'),
      okText: t('channels.close'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: () => turn(true),
    });

  return (
    <EditorPage
      kind="channels"
      things={things}
      may={may('inbox.manage')}
      tab={draft.name || t(`kind.${kind}`)}
      title={
        disabled ? draft.name : <NameInput label={t('name')} value={draft.name} onChange={(name) => change({ name })} />
      }
      aside={
        channel ? (
          <Status tone={channelTone[channel.state]}>{stateWords(t, channel)}</Status>
        ) : (
          <Status tone="idle">{t('channels.not_open')}</Status>
        )
      }
      problem={problem}
      verbs={
        may('inbox.manage') && (
          <>
            {channel?.archived_at && (
              <Button loading={save.busy} onClick={() => void turn(false)}>
                {t('channels.reopen')}
              </Button>
            )}
            {channel && !channel.archived_at && (
              <Button type="text" onClick={close}>
                {t('channels.close')}
              </Button>
            )}
            {!disabled && (
              <Button
                type="primary"
                loading={add.busy || save.busy}
                disabled={!isWhole(draft) || (channel !== null && !dirty)}
                onClick={() => void submit()}
              >
                {channel ? t('settings:save') : t('channels.open_this')}
              </Button>
            )}
          </>
        )
      }
      {...(kind === 'chat' && draft.settings.kind === 'chat' && brand
        ? { right: <ChatPreview brand={brand} settings={draft.settings} channel={channel} /> }
        : {})}
      {...(draft.settings.kind === 'email' && brand
        ? { right: <MailPreview brand={brand} settings={draft.settings} /> }
        : {})}
    >
      <ChannelRules draft={draft} isNew={!channel} disabled={disabled} problem={problem} change={change} />
      {channel && <Connect channel={channel} disabled={disabled} dirty={dirty} />}
      {shown && (
        <SecretShown
          kind={kind}
          secret={shown.secret}
          onKept={() => {
            setShown(null);
            open(shown.id);
          }}
        />
      )}
    </EditorPage>
  );
}
