/** Everything that is set once and seldom changed; each module brings its own cards. */
import './settings.css';
import { accounts } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Entry, seen } from '../app/module.ts';
import { useModules } from '../app/modules-context.ts';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Field } from '../ui/field.tsx';
import { Page, Section } from '../ui/page.tsx';

export function useSetupEntries(): Entry[] {
  const { may } = useSession();
  return useModules()
    .flatMap((module) => module.setup ?? [])
    .filter((entry) => seen(entry, may));
}

export function Setup() {
  const { t } = useTranslation('settings');
  const { me, may } = useSession();
  return (
    <Page title={t('title')} aside={me.workspace.name} tab={t('title')}>
      <ul className="settings-cards">
        {useSetupEntries().map((entry) => (
          <li key={entry.key}>
            <Link to={entry.to}>
              <entry.icon size={19} aria-hidden="true" />
              <Words namespace={entry.namespace} words={entry.words} />
            </Link>
          </li>
        ))}
      </ul>
      {may('settings.write') && <Workspace />}
    </Page>
  );
}

function Words({ namespace, words }: { namespace: string; words: string }) {
  const { t } = useTranslation(namespace);
  return (
    <span>
      <b>{t(`${words}.name`)}</b>
      <span className="r-second">{t(`${words}.note`)}</span>
    </span>
  );
}

function Workspace() {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [name, setName] = useState(me.workspace.name);
  const rename = useMove(accounts.changeWorkspace);
  return (
    <Section title={t('workspace.title')}>
      <form
        className="settings-inline"
        onSubmit={async (event) => {
          event.preventDefault();
          if (!(await rename.run({ body: { name } }))) return;
          await client.invalidateQueries({ queryKey: [accounts.me.path] });
          void message.success(t('saved'));
        }}
      >
        <Field label={t('workspace.name')} name="name" problem={rename.problem} error={rename.problem?.words}>
          <Input required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button htmlType="submit" loading={rename.busy} disabled={!name.trim() || name === me.workspace.name}>
          {t('workspace.rename')}
        </Button>
      </form>
    </Section>
  );
}
