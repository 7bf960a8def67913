/** A new policy: whose, called what, and begun from a plain start or a copy of another. It holds for nobody until published. */
import './policies.css';
import { policies, startingPolicy } from '@recoup/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { Page, PaneLayout } from '../ui/page.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { everything } from './draft.ts';
import { PolicyList, PolicyMenu, usePolicies } from './policy-list.tsx';

const route = getRouteApi('/shell/policies/new');

export function NewPolicy() {
  const { t } = useTranslation('policies');
  const { me, may } = useSession();
  const scope = useScope();
  const search = route.useSearch();
  const navigate = useNavigate();
  const rows = usePolicies().data?.rows ?? [];
  const [brandId, setBrandId] = useState(search.brand ?? scope.brand_id ?? me.brands[0]?.id);
  const [name, setName] = useState('');
  const [copy, setCopy] = useState<string>(search.copy ?? '');
  const create = useMove(policies.create);
  const brand = me.brands.find((each) => each.id === brandId);
  const offered = rows.filter((row) => row.brand.id === brandId && (row.live || row.draft));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!brand) return;
    const source = offered.find((row) => row.id === copy);
    const rules = source?.draft?.rules ?? source?.live?.rules ?? startingPolicy(brand.currency);
    const made = await create.run({
      body: { brand_id: brand.id, name, scope: source?.scope ?? everything, rules },
    });
    if (made) void navigate({ to: '/policies/$id', params: { id: made.id } });
  };
  return (
    <PaneLayout left={<PolicyList />}>
      <Page
        ground="surface"
        title={t('new.title')}
        tab={t('new.title')}
        crumbs={[<PolicyMenu key="menu" value="new" />]}
      >
        {!brand || !may('policies.write') ? (
          <EmptyState title={t('new.no_brand')} note={t('new.no_brand_note')} />
        ) : (
          <form className="policies-form" onSubmit={(event) => void submit(event)}>
            <p className="r-ink2">{t('new.note')}</p>
            <Fields>
              {me.brands.length > 1 && (
                <Field label={t('new.brand')} name="brand_id" problem={create.problem}>
                  <Select
                    value={brandId ?? null}
                    options={me.brands.map((each) => ({ value: each.id, label: each.name }))}
                    onChange={(next) => {
                      setBrandId(next);
                      setCopy('');
                    }}
                  />
                </Field>
              )}
              <Field label={t('name')} name="name" help={t('new.name_help')} problem={create.problem}>
                <Input
                  autoFocus
                  required
                  maxLength={120}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              </Field>
              <Field label={t('new.from')}>
                <Select
                  value={copy}
                  options={[
                    { value: '', label: t('new.start') },
                    ...offered.map((row) => ({ value: row.id, label: t('new.copy', { name: row.name }) })),
                  ]}
                  onChange={setCopy}
                />
              </Field>
            </Fields>
            {create.problem && (
              <ErrorState title={t('not_done')} words={create.problem.words} requestId={create.problem.requestId} />
            )}
            <Button type="primary" htmlType="submit" loading={create.busy} disabled={!name.trim()}>
              {t('new.make')}
            </Button>
          </form>
        )}
      </Page>
    </PaneLayout>
  );
}
