/** The second step at sign-in: set up with a QR code, confirmed with the first code, with codes to keep on paper. */
import { accounts } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.tsx';
import { Code, CopyButton } from '../ui/code.tsx';
import { QrCode } from '../ui/data-matrix.tsx';
import { Field, PasswordInput } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { beginTwoFactor, confirmTwoFactor, endTwoFactor, newBackupCodes } from './auth.ts';
import { useAttempt } from './use-attempt.ts';

type Step =
  | { at: 'rest' }
  | { at: 'password'; for: 'on' | 'off' | 'codes' }
  | { at: 'scan'; uri: string; codes: string[] }
  | { at: 'codes'; codes: string[] };

export function TwoFactor() {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { run, busy, problem, reset } = useAttempt();
  const [step, setStep] = useState<Step>({ at: 'rest' });
  const refresh = () => client.invalidateQueries({ queryKey: [accounts.me.path] });
  const go = (next: Step) => {
    reset();
    setStep(next);
  };

  const withPassword = async (password: string, wanted: 'on' | 'off' | 'codes') => {
    await run(async () => {
      if (wanted === 'on') {
        const { uri, codes } = await beginTwoFactor(password);
        setStep({ at: 'scan', uri, codes });
      } else if (wanted === 'codes') setStep({ at: 'codes', codes: await newBackupCodes(password) });
      else {
        await endTwoFactor(password);
        await refresh();
        setStep({ at: 'rest' });
        void message.success(t('two.is_off'));
      }
    });
  };
  return (
    <Section
      title={t('two.title')}
      aside={me.two_factor ? <Status tone="good">{t('on')}</Status> : <Status tone="idle">{t('off')}</Status>}
    >
      {step.at === 'rest' && (
        <div className="settings-stack">
          <p className="r-ink2">{me.two_factor ? t('two.on_note') : t('two.off_note')}</p>
          <div className="settings-buttons">
            {me.two_factor ? (
              <>
                <Button onClick={() => go({ at: 'password', for: 'codes' })}>{t('two.new_codes')}</Button>
                <Button type="text" danger onClick={() => go({ at: 'password', for: 'off' })}>
                  {t('two.turn_off')}
                </Button>
              </>
            ) : (
              <Button onClick={() => go({ at: 'password', for: 'on' })}>{t('two.turn_on')}</Button>
            )}
          </div>
        </div>
      )}
      {step.at === 'password' && (
        <PasswordAsked
          verb={t(`two.verb_${step.for}`)}
          error={problem?.words}
          busy={busy}
          onBack={() => go({ at: 'rest' })}
          onDone={(password) => void withPassword(password, step.for)}
        />
      )}
      {step.at === 'scan' && (
        <Scan
          uri={step.uri}
          error={problem?.words}
          busy={busy}
          onBack={() => go({ at: 'rest' })}
          onCode={async (code) => {
            if (!(await run(() => confirmTwoFactor(code)))) return;
            await refresh();
            setStep({ at: 'codes', codes: step.codes });
          }}
        />
      )}
      {step.at === 'codes' && <BackupCodes codes={step.codes} onDone={() => go({ at: 'rest' })} />}
    </Section>
  );
}

type AskedProps = {
  verb: string;
  error: string | undefined;
  busy: boolean;
  onBack: () => void;
  onDone: (password: string) => void;
};
function PasswordAsked({ verb, error, busy, onBack, onDone }: AskedProps) {
  const { t } = useTranslation('settings');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDone(password);
  };
  return (
    <form className="settings-narrow" onSubmit={submit}>
      <Field label={t('two.password')} error={error}>
        <PasswordInput
          required
          autoFocus
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <div className="settings-buttons">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!password}>
          {verb}
        </Button>
        <Button type="text" onClick={onBack}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

type ScanProps = {
  uri: string;
  error: string | undefined;
  busy: boolean;
  onBack: () => void;
  onCode: (code: string) => void;
};
function Scan({ uri, error, busy, onBack, onCode }: ScanProps) {
  const { t } = useTranslation('settings');
  const [code, setCode] = useState('');
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <form
      className="settings-scan"
      onSubmit={(event) => {
        event.preventDefault();
        onCode(code);
      }}
    >
      <QrCode text={uri} label={t('two.qr')} size={168} />
      <div className="settings-stack">
        <p>{t('two.scan')}</p>
        <p className="r-second">
          {t('two.by_hand')} <Code copy>{secret}</Code>
        </p>
        <div className="settings-code">
          <Field label={t('two.code')} error={error}>
            <Input
              required
              autoFocus
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={7}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          </Field>
        </div>
        <div className="settings-buttons">
          <Button type="primary" htmlType="submit" loading={busy} disabled={code.replace(/\s/g, '').length !== 6}>
            {t('two.confirm')}
          </Button>
          <Button type="text" onClick={onBack}>
            {t('cancel')}
          </Button>
        </div>
      </div>
    </form>
  );
}

function BackupCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useTranslation('settings');
  return (
    <div className="settings-stack">
      <p>{t('two.keep')}</p>
      <ul className="settings-codes">
        {codes.map((code) => (
          <li key={code} className="r-mono">
            {code}
          </li>
        ))}
      </ul>
      <div className="settings-buttons">
        <Button type="primary" onClick={onDone}>
          {t('two.kept')}
        </Button>
        <span className="r-second">
          {t('two.copy')} <CopyButton text={codes.join('\n')} />
        </span>
      </div>
    </div>
  );
}
