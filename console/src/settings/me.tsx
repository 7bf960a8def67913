/** Own account: name, language, time zone, password, second step, and where one is signed in. */
import { accounts } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Segmented } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { changeLanguage, useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Field, Fields, PasswordInput } from '../ui/field.tsx';
import { Section } from '../ui/page.tsx';
import { changePassword } from './auth.ts';
import { NotDone, SetupPage } from './frame.tsx';
import { Sessions } from './sessions.tsx';
import { TimeZoneSelect } from './time-zone.tsx';
import { TwoFactor } from './two-factor.tsx';
import { useAttempt } from './use-attempt.ts';

export function OwnAccount() {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  const terms = useTerms();
  return (
    <SetupPage
      title={t('me.name')}
      aside={me.role ? terms.role(me.role) : undefined}
      sentence={<span className="r-ink2">{me.email}</span>}
    >
      <You />
      <Password />
      <TwoFactor />
      <Sessions />
    </SetupPage>
  );
}

function You() {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  const terms = useTerms();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [name, setName] = useState(me.name);
  const [zone, setZone] = useState(me.time_zone);
  const change = useMove(accounts.changeMe, { onDone: (next) => client.setQueryData([accounts.me.path, {}], next) });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await change.run({ body: { name, time_zone: zone } })) void message.success(t('saved'));
  };
  return (
    <Section title={t('me.you')}>
      <form className="settings-form" onSubmit={(event) => void submit(event)}>
        <Fields columns={2}>
          <Field label={t('me.name_field')} name="name" problem={change.problem}>
            <Input
              required
              maxLength={80}
              autoComplete="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Field label={t('me.zone')} name="time_zone" help={t('me.zone_help')} problem={change.problem}>
            <TimeZoneSelect value={zone} onChange={setZone} />
          </Field>
          <Field label={t('me.language')} help={t('me.language_help')}>
            <Segmented
              block
              value={me.language}
              onChange={(language) => void changeLanguage(language, client)}
              options={(['en', 'zh'] as const).map((value) => ({ value, label: terms.language(value) }))}
            />
          </Field>
        </Fields>
        <NotDone problem={change.problem} />
        <div className="settings-buttons">
          <Button
            type="primary"
            htmlType="submit"
            loading={change.busy}
            disabled={!name.trim() || (name === me.name && zone === me.time_zone)}
          >
            {t('save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function Password() {
  const { t } = useTranslation('settings');
  const { message } = App.useApp();
  const client = useQueryClient();
  const { run, busy, problem } = useAttempt();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [others, setOthers] = useState(true);
  const differs = again !== '' && again !== next;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (differs || !(await run(() => changePassword(old, next, others)))) return;
    setOld('');
    setNext('');
    setAgain('');
    void client.invalidateQueries({ queryKey: ['sessions'] });
    void message.success(t('password.done'));
  };
  return (
    <Section title={t('password.title')}>
      <form className="settings-form" onSubmit={(event) => void submit(event)}>
        <Fields columns={3}>
          <Field label={t('password.old')} error={problem?.code === 'auth.wrong_password' ? problem.words : undefined}>
            <PasswordInput
              required
              autoComplete="current-password"
              value={old}
              onChange={(event) => setOld(event.target.value)}
            />
          </Field>
          <Field
            label={t('password.new')}
            help={t('password.help')}
            error={problem?.code === 'auth.password' ? problem.words : undefined}
          >
            <PasswordInput
              required
              minLength={10}
              maxLength={128}
              autoComplete="new-password"
              value={next}
              onChange={(event) => setNext(event.target.value)}
            />
          </Field>
          <Field label={t('password.again')} error={differs ? t('password.differs') : undefined}>
            <PasswordInput
              required
              autoComplete="new-password"
              value={again}
              onChange={(event) => setAgain(event.target.value)}
            />
          </Field>
        </Fields>
        <Checkbox checked={others} onChange={(event) => setOthers(event.target.checked)}>
          {t('password.others')}
        </Checkbox>
        {problem?.code !== 'auth.wrong_password' && problem?.code !== 'auth.password' && <NotDone problem={problem} />}
        <div className="settings-buttons">
          <Button htmlType="submit" loading={busy} disabled={!old || next.length < 10 || again !== next}>
            {t('password.change')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
