/** Keys for programs: made with what they may do, their secret shown once, stopped at once. */
import { type AnswerOf, accounts, type Permission, permissions } from '@recoup/contract';
import { App, Button, Checkbox, Input, Modal, Select } from 'antd';
import { ExternalLink } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { CopyButton } from '../ui/code.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Section } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status, When } from '../ui/status.tsx';
import { NotDone, SetupPage } from './frame.tsx';
import { useReach } from './reach.tsx';
import { wholeList } from './whole-list.ts';

type Key = AnswerOf<typeof accounts.apiKeys>['rows'][number];

export function ApiKeys() {
  const { t } = useTranslation('settings');
  const { may } = useSession();
  const reach = useReach();
  const { modal } = App.useApp();
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const source = useApi(accounts.apiKeys);
  const revoke = useMove(accounts.revokeApiKey);
  const add = may('api_keys.write') && (
    <Button type="primary" onClick={() => setMaking(true)}>
      {t('api_keys.add')}
    </Button>
  );
  const stop = (key: Key) =>
    modal.confirm({
      title: t('api_keys.stop_title', { name: key.name }),
      content: t('api_keys.stop_note'),
      okText: t('api_keys.stop'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: () => revoke.run({ params: { id: key.id } }),
    });
  return (
    <SetupPage
      title={t('api_keys.name')}
      aside={source.data?.rows.length}
      verbs={
        <>
          <Button href="/docs/api" target="_blank" icon={<ExternalLink size={14} aria-hidden="true" />}>
            {t('api_keys.docs')}
          </Button>
          {add}
        </>
      }
      sentence={
        <span className="r-ink2">{may('api_keys.write') ? t('api_keys.words') : t('api_keys.owners_only')}</span>
      }
    >
      <NotDone problem={revoke.problem} />
      <ListTable<Key>
        source={wholeList(source)}
        label={t('api_keys.name')}
        rowKey={(row) => row.id}
        rowHeight={54}
        columns={[
          {
            key: 'name',
            head: t('api_keys.one'),
            cut: true,
            cell: (row) => (
              <span className="settings-person">
                <strong className="r-medium">{row.name}</strong>
                <span className="r-mono r-ink3">{row.prefix}…</span>
              </span>
            ),
          },
          {
            key: 'scopes',
            head: t('api_keys.may'),
            width: 120,
            cell: (row) => t('api_keys.count', { count: row.scopes.length }),
          },
          {
            key: 'brands',
            head: t('staff.brands'),
            width: 130,
            cut: true,
            from: 760,
            cell: (row) => reach.brands(row.brand_ids),
          },
          {
            key: 'used',
            head: t('api_keys.used'),
            width: 120,
            from: 640,
            cell: (row) =>
              row.last_used_at ? <When at={row.last_used_at} /> : <span className="r-ink3">{t('api_keys.never')}</span>,
          },
          {
            key: 'made',
            head: t('api_keys.made'),
            width: 100,
            from: 860,
            cell: (row) => <When at={row.created_at} as="date" />,
          },
          {
            key: 'state',
            head: t('state'),
            width: 130,
            cell: (row) =>
              row.revoked_at ? (
                <Status tone="idle">{t('api_keys.stopped')}</Status>
              ) : may('api_keys.write') ? (
                <button type="button" className="r-link" onClick={() => stop(row)}>
                  {t('api_keys.stop')}
                </button>
              ) : (
                <Status tone="good">{t('open')}</Status>
              ),
          },
        ]}
        empty={<EmptyState title={t('api_keys.empty')} note={t('api_keys.empty_note')} action={add} />}
      />
      <Example />
      <Modal
        open={making}
        title={t('api_keys.add')}
        footer={null}
        width={680}
        destroyOnHidden
        onCancel={() => setMaking(false)}
      >
        <NewKey
          onMade={(made) => {
            setMaking(false);
            setSecret(made);
          }}
        />
      </Modal>
      <Modal
        open={secret !== null}
        title={t('api_keys.secret_title')}
        footer={null}
        closable={false}
        mask={{ closable: false }}
        keyboard={false}
        destroyOnHidden
      >
        <div className="settings-stack">
          <p>{t('api_keys.secret_note')}</p>
          <p className="settings-secret">
            <span className="r-mono">{secret}</span>
            <CopyButton text={secret ?? ''} />
          </p>
          <Button type="primary" onClick={() => setSecret(null)}>
            {t('api_keys.secret_kept')}
          </Button>
        </div>
      </Modal>
    </SetupPage>
  );
}

function Example() {
  const { t } = useTranslation('settings');
  const call = `curl ${window.location.origin}/v1/returns?limit=5 \\\n  -H 'Authorization: Bearer rk_…'`;
  return (
    <Section title={t('api_keys.example')} aside={t('api_keys.example_note')}>
      <div className="settings-curl">
        <pre>{call}</pre>
        <CopyButton text={call} />
      </div>
    </Section>
  );
}

/** Permissions by the noun they are about: `returns` with `read`, `write`, `decide`. */
const areas = [...new Set(permissions.map((each) => each.split('.')[0]!))].map((area) => ({
  area,
  scopes: permissions.filter((each) => each.startsWith(`${area}.`)),
}));

function NewKey({ onMade }: { onMade: (secret: string) => void }) {
  const { t } = useTranslation('settings');
  const { me, may } = useSession();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Permission[]>(['orders.read', 'orders.write', 'products.write', 'returns.read']);
  const [brandIds, setBrandIds] = useState<string[]>([]);
  const create = useMove(accounts.createApiKey);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const made = await create.run({ body: { name, scopes, brand_ids: brandIds.length > 0 ? brandIds : null } });
    if (made) onMade(made.secret);
  };
  const toggle = (scope: Permission, on: boolean) =>
    setScopes((was) => (on ? [...was, scope] : was.filter((each) => each !== scope)));
  return (
    <form className="settings-stack" onSubmit={(event) => void submit(event)}>
      <Fields columns={2}>
        <Field label={t('api_keys.key_name')} name="name" help={t('api_keys.key_name_help')} problem={create.problem}>
          <Input required autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t('staff.brands')}>
          <Select
            mode="multiple"
            placeholder={t('reach.all_brands')}
            value={brandIds}
            options={me.brands.map((brand) => ({ value: brand.id, label: brand.name }))}
            onChange={setBrandIds}
          />
        </Field>
      </Fields>
      <div className="r-field">
        <span className="r-field-label">{t('api_keys.may')}</span>
        <ul className="settings-scopes">
          {areas.map(({ area, scopes: inArea }) => (
            <li key={area}>
              <span>{t(`scope.area.${area}`)}</span>
              <span>
                {inArea.map((scope) => (
                  <Checkbox
                    key={scope}
                    checked={scopes.includes(scope)}
                    disabled={!may(scope)}
                    onChange={(event) => toggle(scope, event.target.checked)}
                  >
                    <span title={scope}>{t(`scope.verb.${scope.split('.')[1]}`)}</span>
                  </Checkbox>
                ))}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <NotDone problem={create.problem} />
      <div className="settings-buttons">
        <Button type="primary" htmlType="submit" loading={create.busy} disabled={!name.trim() || scopes.length === 0}>
          {t('api_keys.make', { count: scopes.length })}
        </Button>
      </div>
    </form>
  );
}
