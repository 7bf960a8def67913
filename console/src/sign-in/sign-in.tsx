/** Sign-in: e-mail and password, then the second step where somebody has one. */
import { accounts } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ProblemWords, useProblemWords } from '../app/problem-words.ts';
import { Field, PasswordInput } from '../ui/field.tsx';
import { askNewPassword, signIn, verifyCode } from './auth.ts';
import { DoorProblem, Frame } from './frame.tsx';

const route = getRouteApi('/open/sign-in');

export function SignIn() {
  const { next } = route.useSearch();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [step, setStep] = useState<'password' | 'code' | 'forgot'>('password');
  const [email, setEmail] = useState('');
  const enter = async () => {
    client.removeQueries({ queryKey: [accounts.me.path] });
    // The public pages are no part of this app: the browser goes there itself.
    if (next && /^\/(calculator|assessment)\b/.test(next)) window.location.assign(next);
    else await navigate({ href: next ?? '/', replace: true });
  };
  if (step === 'code') return <CodeStep onIn={enter} onBack={() => setStep('password')} />;
  if (step === 'forgot') return <ForgotStep email={email} onBack={() => setStep('password')} />;
  return (
    <PasswordStep
      email={email}
      setEmail={setEmail}
      onIn={enter}
      onCode={() => setStep('code')}
      onForgot={() => setStep('forgot')}
    />
  );
}

/** Runs one attempt at a time and keeps its refusal in words. */
function useAttempt() {
  const words = useProblemWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemWords | null>(null);
  const run = async (event: FormEvent, work: () => Promise<void>) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(words(error));
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, problem };
}

type PasswordStepProps = {
  email: string;
  setEmail: (email: string) => void;
  onIn: () => Promise<void>;
  onCode: () => void;
  onForgot: () => void;
};

function PasswordStep({ email, setEmail, onIn, onCode, onForgot }: PasswordStepProps) {
  const { t } = useTranslation('sign-in');
  const { joined, reset } = route.useSearch();
  const { run, busy, problem } = useAttempt();
  const [password, setPassword] = useState('');
  const note = joined ? t('joined') : reset ? t('reset_done') : window.location.host;
  const wrong = problem?.code === 'auth.wrong' || problem?.code === 'auth.too_many';
  const left = problem?.details.left;
  const wrongWords =
    problem?.code === 'auth.wrong' && typeof left === 'number' ? t('wrong_left', { count: left }) : problem?.words;
  return (
    <Frame
      title={t('title')}
      note={note}
      foot={
        <>
          <a href="/calculator">{t('to_calculator')}</a>
          <a href="/assessment">{t('to_assessment')}</a>
        </>
      }
    >
      <form
        onSubmit={(event) =>
          run(event, async () => {
            if ((await signIn(email.trim(), password)) === 'code') onCode();
            else await onIn();
          })
        }
      >
        <Field label={t('email')}>
          <Input
            type="email"
            autoComplete="username"
            autoFocus
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Field
          label={t('password')}
          aside={
            <button type="button" className="r-link" onClick={onForgot}>
              {t('forgot')}
            </button>
          }
          error={wrong ? wrongWords : undefined}
        >
          <PasswordInput
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        {problem && !wrong && <DoorProblem>{problem.words}</DoorProblem>}
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('sign_in')}
        </Button>
      </form>
    </Frame>
  );
}

function CodeStep({ onIn, onBack }: { onIn: () => Promise<void>; onBack: () => void }) {
  const { t } = useTranslation('sign-in');
  const { run, busy, problem } = useAttempt();
  const [code, setCode] = useState('');
  const [trust, setTrust] = useState(false);
  return (
    <Frame title={t('code_title')} note={t('code_note')}>
      <form
        onSubmit={(event) =>
          run(event, async () => {
            await verifyCode(code, trust);
            await onIn();
          })
        }
      >
        <div className="r-door-code">
          <Field label={t('code')} help={t('code_help')} error={problem?.words}>
            <Input
              autoComplete="one-time-code"
              autoFocus
              required
              maxLength={24}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          </Field>
        </div>
        <Checkbox checked={trust} onChange={(event) => setTrust(event.target.checked)}>
          {t('trust')}
        </Checkbox>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('confirm')}
        </Button>
        <button type="button" className="r-link" onClick={onBack}>
          {t('back')}
        </button>
      </form>
    </Frame>
  );
}

function ForgotStep({ email: first, onBack }: { email: string; onBack: () => void }) {
  const { t } = useTranslation('sign-in');
  const { run, busy, problem } = useAttempt();
  const [email, setEmail] = useState(first);
  const [sent, setSent] = useState(false);
  if (sent) {
    return (
      <Frame title={t('mail_title')} note={t('mail_note', { email })}>
        <form>
          <button type="button" className="r-link" onClick={onBack}>
            {t('back')}
          </button>
        </form>
      </Frame>
    );
  }
  return (
    <Frame title={t('forgot_title')} note={t('forgot_note')}>
      <form
        onSubmit={(event) =>
          run(event, async () => {
            await askNewPassword(email.trim());
            setSent(true);
          })
        }
      >
        <Field label={t('email')}>
          <Input
            type="email"
            autoComplete="username"
            autoFocus
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        {problem && <DoorProblem>{problem.words}</DoorProblem>}
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('send_link')}
        </Button>
        <button type="button" className="r-link" onClick={onBack}>
          {t('back')}
        </button>
      </form>
    </Frame>
  );
}
