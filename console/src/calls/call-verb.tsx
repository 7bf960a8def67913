/** In a conversation: call its buyer, invite them, agree on a time; or open the call that goes on with them. `V`. */
import { type CallRow, type Conversation, calls } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown, Tooltip } from 'antd';
import { CalendarClock, ChevronDown, Link2, Video } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useKeys } from '../ui/keys.ts';
import { Named } from './draw/tool-bar.tsx';
import { AgreeDialog } from './invite/agree-dialog.tsx';
import { InviteDialog } from './invite/invite-dialog.tsx';
import { useOpenCall } from './invite/use-open-call.ts';
import { coolDown, warmUp } from './room/session.ts';

export function CallVerb({ conversation }: { conversation: Conversation }) {
  const { may } = useSession();
  return may('calls.take') ? <Verb conversation={conversation} /> : null;
}

function Verb({ conversation: at }: { conversation: Conversation }) {
  const { t } = useTranslation('calls');
  const { call, known } = useOpenCall(at.id);
  const [dialog, setDialog] = useState<'invite' | 'agree' | null>(null);
  const { go, busy, problem } = useCallNow(at.id, call);
  const goesOn = call !== null && call.stage !== 'scheduled';
  useKeys({ v: () => void go() }, { on: known && dialog === null });
  if (at.contact.blocked || at.merged_into) return null;
  const mayInvite = call === null || call.moves.includes('invite');
  const mayAgree = call === null || call.moves.includes('schedule');
  return (
    <>
      <Tooltip title={problem ? problem.words : <Named words={t('verb.start')} k="v" />}>
        <Button
          type="text"
          size="small"
          danger={problem !== null}
          icon={<Video size={15} />}
          loading={busy}
          disabled={!known}
          onClick={() => void go()}
        >
          {goesOn ? t('verb.open') : t('verb.call')}
        </Button>
      </Tooltip>
      {(mayInvite || mayAgree) && (
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: [
              { key: 'now', icon: <Video size={15} />, label: t('invite.menu.now'), extra: 'V', disabled: goesOn },
              { key: 'invite', icon: <Link2 size={15} />, label: t('invite.menu.invite'), disabled: !mayInvite },
              {
                key: 'agree',
                icon: <CalendarClock size={15} />,
                label: t(call?.scheduled_for ? 'invite.menu.move' : 'invite.menu.agree'),
                disabled: !mayAgree,
              },
            ],
            onClick: ({ key }) => (key === 'now' ? void go() : setDialog(key as 'invite' | 'agree')),
          }}
        >
          <Button type="text" size="small" icon={<ChevronDown size={14} />} aria-label={t('invite.menu.title')} />
        </Dropdown>
      )}
      {dialog === 'invite' && (
        <InviteDialog conversation={at} callId={call?.id ?? null} onClose={() => setDialog(null)} />
      )}
      {dialog === 'agree' && (
        <AgreeDialog
          brandId={at.brand.id}
          conversationId={at.id}
          buyer={{ name: at.contact.name, time_zone: call?.buyer.time_zone ?? at.contact.time_zone }}
          callId={call?.id}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

/** Calls now: what was agreed is begun early, what goes on is opened, else it rings at the buyer. */
export function useCallNow(conversationId: string, call: CallRow | null) {
  const navigate = useNavigate();
  const begin = useMove(calls.start);
  const pick = useMove(calls.answer);
  const open = (id: string) => void navigate({ to: '/calls/$id', params: { id } });
  const go = async () => {
    if (call && call.stage !== 'scheduled') return open(call.id);
    if (!call) {
      const made = await begin.run({ params: { id: conversationId }, body: {} });
      if (made) open(made.id);
      return;
    }
    if (!call.moves.includes('pick_up')) return open(call.id);
    warmUp(call.id);
    if (await pick.run({ params: { id: call.id } })) open(call.id);
    else coolDown(call.id);
  };
  return { go, busy: begin.busy || pick.busy, problem: begin.problem ?? pick.problem };
}
