/** A new password, from the link in the mail. */
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ProblemWords, useProblemWords } from '../app/problem-words.ts';
import { Field, PasswordInput } from '../ui/field.tsx';
import { setNewPassword } from './auth.ts';
import { DoorProblem, Frame } from './frame.tsx';

const route = getRouteApi('/open/reset-password');

export function ResetPassword() {
  const { t } = useTranslation('sign-in');
  const { token, error } = route.useSearch();
  const words = useProblemWords();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemWords | null>(null);
  if (!token || error) {
    return (
      <Frame title={t('link_old')} note={t('link_old_note')}>
        <form>
          <Button type="primary" block onClick={() => void navigate({ to: '/sign-in' })}>
            {t('to_sign_in')}
          </Button>
        </form>
      </Frame>
    );
  }
  return (
    <Frame title={t('new_password_title')}>
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          setBusy(true);
          try {
            await setNewPassword(token, password);
            await navigate({ to: '/sign-in', search: { reset: true } });
          } catch (thrown) {
            setProblem(words(thrown));
          } finally {
            setBusy(false);
          }
        }}
      >
        <Field label={t('new_password')} help={t('password_help')}>
          <PasswordInput
            autoComplete="new-password"
            autoFocus
            required
            minLength={10}
            maxLength={128}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        {problem && <DoorProblem>{problem.words}</DoorProblem>}
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('save_password')}
        </Button>
      </form>
    </Frame>
  );
}
