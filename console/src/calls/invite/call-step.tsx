/** Where the next step is a call: call now, or invite the buyer into one. */
import type { Conversation } from '@recoup/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.tsx';
import { useCallNow } from '../call-verb.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { useOpenCall } from './use-open-call.ts';

export function CallStep({ conversation }: { conversation: Conversation }) {
  const { may } = useSession();
  const blocked = conversation.contact.blocked || conversation.merged_into;
  return may('calls.take') && !blocked ? <Step conversation={conversation} /> : null;
}

function Step({ conversation: at }: { conversation: Conversation }) {
  const { t } = useTranslation('calls');
  const { call, known } = useOpenCall(at.id);
  const { go, busy, problem } = useCallNow(at.id, call);
  const [inviting, setInviting] = useState(false);
  const goesOn = call !== null && call.stage !== 'scheduled';
  return (
    <>
      <Button size="small" loading={busy} disabled={!known} onClick={() => void go()}>
        {goesOn ? t('verb.open') : t('verb.call')}
      </Button>
      {(call === null || call.moves.includes('invite')) && (
        <Button size="small" disabled={!known} onClick={() => setInviting(true)}>
          {t('invite.menu.invite')}
        </Button>
      )}
      {problem && (
        <span className="r-t-bad" role="alert">
          {problem.words}
        </span>
      )}
      {inviting && <InviteDialog conversation={at} callId={call?.id ?? null} onClose={() => setInviting(false)} />}
    </>
  );
}
