/** Somebody new: a mail with a link goes out, good for seven days. */
import { accounts, type Role } from '@recoup/contract';
import { App, Button, Input, Segmented } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useTerms } from '../terms/terms.ts';
import { Field } from '../ui/field.tsx';
import { NotDone } from './frame.tsx';
import { type Reach, ReachFields } from './reach.tsx';
import { RoleField } from './role-field.tsx';

export function Invite({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('settings');
  const terms = useTerms();
  const { message } = App.useApp();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [language, setLanguage] = useState<'en' | 'zh'>('en');
  const [role, setRole] = useState<Role>('agent');
  const [reach, setReach] = useState<Reach>({ brand_ids: null, site_ids: null });
  const invite = useMove(accounts.invite);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await invite.run({ body: { email: email.trim(), name, role, language, ...reach } }))) return;
    void message.success(t('invite.sent', { email: email.trim() }));
    onDone();
  };
  return (
    <form className="settings-pane" onSubmit={(event) => void submit(event)}>
      <h2>{t('staff.invite')}</h2>
      <p className="r-ink2">{t('invite.note')}</p>
      <Field label={t('staff.email')} name="email" problem={invite.problem}>
        <Input
          type="email"
          required
          autoFocus
          maxLength={200}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label={t('me.name_field')} name="name" problem={invite.problem}>
        <Input required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t('invite.language')}>
        <Segmented
          block
          value={language}
          onChange={setLanguage}
          options={(['en', 'zh'] as const).map((value) => ({ value, label: terms.language(value) }))}
        />
      </Field>
      <RoleField value={role} onChange={setRole} />
      <ReachFields value={reach} onChange={setReach} />
      <NotDone problem={invite.problem} />
      <Button type="primary" htmlType="submit" loading={invite.busy}>
        {t('invite.send')}
      </Button>
    </form>
  );
}
