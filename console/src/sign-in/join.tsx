/** An invitation: who invites, as what, and the password that makes the account. */
import { accounts } from '@recoup/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setLanguage } from '../app/i18n.ts';
import { useApi, useMove } from '../app/queries.ts';
import { Field, PasswordInput } from '../ui/field.tsx';
import { DoorProblem, Frame } from './frame.tsx';

const route = getRouteApi('/open/join/$token');

export function Join() {
  const { t } = useTranslation('sign-in');
  const { token } = route.useParams();
  const navigate = useNavigate();
  const invitation = useApi(accounts.readInvitation, { params: { token } });
  const accept = useMove(accounts.acceptInvitation);
  const [name, setName] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const offer = invitation.data;
  useEffect(() => {
    if (offer) void setLanguage(offer.language);
  }, [offer]);

  if (invitation.problem) {
    return (
      <Frame title={t('invitation_old')} note={invitation.problem.words}>
        <form>
          <Button type="primary" block onClick={() => void navigate({ to: '/sign-in' })}>
            {t('to_sign_in')}
          </Button>
        </form>
      </Frame>
    );
  }
  if (!offer) return null;
  const roles = {
    owner: t('role.owner'),
    manager: t('role.manager'),
    agent: t('role.agent'),
    warehouse: t('role.warehouse'),
    technician: t('role.technician'),
    viewer: t('role.viewer'),
  };
  return (
    <Frame
      title={t('join_title', { workspace: offer.workspace })}
      note={t('join_note', { role: roles[offer.role], email: offer.email })}
    >
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
          const body = { name: (name ?? offer.name).trim(), password, time_zone };
          if (await accept.run({ params: { token }, body }))
            await navigate({ to: '/sign-in', search: { joined: true } });
        }}
      >
        <Field label={t('name')} name="name" problem={accept.problem}>
          <Input
            autoComplete="name"
            required
            maxLength={80}
            value={name ?? offer.name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field
          label={offer.has_account ? t('password') : t('new_password')}
          name="password"
          problem={accept.problem}
          help={offer.has_account ? t('has_account') : t('password_help')}
        >
          <PasswordInput
            autoComplete={offer.has_account ? 'current-password' : 'new-password'}
            required
            minLength={10}
            maxLength={128}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        {accept.problem && <DoorProblem>{accept.problem.words}</DoorProblem>}
        <Button type="primary" htmlType="submit" block loading={accept.busy}>
          {t('join', { workspace: offer.workspace })}
        </Button>
      </form>
    </Frame>
  );
}
