/** In a conversation: call its buyer, or open the call that goes on with them. `V`. */
import { type Conversation, calls } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button, Tooltip } from 'antd';
import { Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useKeys } from '../ui/keys.ts';
import { Named } from './draw/tool-bar.tsx';

export function CallVerb({ conversation }: { conversation: Conversation }) {
  const { may } = useSession();
  return may('calls.take') ? <Verb conversation={conversation} /> : null;
}

function Verb({ conversation: at }: { conversation: Conversation }) {
  const { t } = useTranslation('calls');
  const navigate = useNavigate();
  const now = useApi(calls.now, { query: {} });
  const begin = useMove(calls.start);
  const going = [...(now.data?.ringing ?? []), ...(now.data?.waiting ?? []), ...(now.data?.live ?? [])].find(
    (call) => call.conversation.id === at.id,
  );
  const go = async () => {
    const call = going ?? (await begin.run({ params: { id: at.id }, body: {} }));
    if (call) void navigate({ to: '/calls/$id', params: { id: call.id } });
  };
  useKeys({ v: () => void go() });
  if (at.contact.blocked || at.merged_into) return null;
  return (
    <Tooltip title={begin.problem ? begin.problem.words : <Named words={t('verb.start')} k="v" />}>
      <Button
        type="text"
        size="small"
        danger={begin.problem !== null}
        icon={<Video size={15} />}
        loading={begin.busy}
        onClick={() => void go()}
      >
        {going ? t('verb.open') : t('verb.call')}
      </Button>
    </Tooltip>
  );
}
