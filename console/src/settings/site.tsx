/** One site, or a new one: where it is, which brands and categories it takes, and its bins. */
import { accounts, type Site } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button, Input, InputNumber } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { Bins } from './bins.tsx';
import { NotDone, SetupPage } from './frame.tsx';
import { SiteBrands } from './site-brands.tsx';
import { TimeZoneSelect } from './time-zone.tsx';

const route = getRouteApi('/shell/setup/sites/$id');
const addressFields = ['line1', 'line2', 'city', 'region', 'postal_code', 'country', 'phone'] as const;
type AddressForm = Record<(typeof addressFields)[number], string>;
type SiteForm = Pick<Site, 'code' | 'name' | 'time_zone' | 'latitude' | 'longitude' | 'brands'> & {
  address: AddressForm;
};

export function SitePage() {
  const { t } = useTranslation('settings');
  const { id } = route.useParams();
  const source = useApi(accounts.sites);
  const site = source.data?.rows.find((row) => row.id === id);
  const back = (
    <Link key="sites" to="/setup/sites">
      {t('sites.name')}
    </Link>
  );
  if (id === 'new') return <Form key="new" site={null} back={back} />;
  if (site) return <Form key={site.id} site={site} back={back} />;
  return (
    <SetupPage title={t('sites.one')} crumbs={[back]} source={source}>
      <EmptyState title={t('site.gone')} />
    </SetupPage>
  );
}

function Form({ site, back }: { site: Site | null; back: ReactNode }) {
  const { t } = useTranslation('settings');
  const { may } = useSession();
  const f = useFormat();
  const navigate = route.useNavigate();
  const { message, modal } = App.useApp();
  const [form, setForm] = useState<SiteForm>(() => begin(site, f.timeZone));
  const create = useMove(accounts.createSite);
  const change = useMove(accounts.changeSite);
  const archive = useMove(accounts.archiveSite);
  const problem = create.problem ?? change.problem ?? archive.problem;
  const disabled = !may('settings.write') || !!site?.archived_at;
  const set = (part: Partial<SiteForm>) => setForm((was) => ({ ...was, ...part }));
  const put = (part: Partial<AddressForm>) => setForm((was) => ({ ...was, address: { ...was.address, ...part } }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { code, address: typed, ...rest } = form;
    const { line1, city, postal_code, country, ...more } = typed;
    const filled = Object.fromEntries(Object.entries(more).filter(([, value]) => value.trim()));
    const name = site?.address.name ? { name: site.address.name } : {};
    const address = { ...name, ...filled, line1, city, postal_code, country };
    if (!site) {
      const made = await create.run({ body: { ...rest, code, address } });
      if (!made) return;
      void message.success(t('site.made', { name: made.name }));
      return void navigate({ to: '/setup/sites/$id', params: { id: made.id } });
    }
    if (await change.run({ params: { id: site.id }, body: { ...rest, address } })) void message.success(t('saved'));
  };
  const close = () =>
    site &&
    modal.confirm({
      title: t('site.archive_title', { name: site.name }),
      content: t('site.archive_note'),
      okText: t('archive'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: () => archive.run({ params: { id: site.id } }),
    });
  const text = (key: (typeof addressFields)[number], required = false, max = 120) => (
    <Field label={t(`site.address.${key}`)} name={`address.${key}`} optional={!required} problem={problem}>
      <Input
        required={required}
        maxLength={max}
        disabled={disabled}
        value={form.address[key]}
        onChange={(event) => put({ [key]: key === 'country' ? event.target.value.toUpperCase() : event.target.value })}
      />
    </Field>
  );

  return (
    <SetupPage
      title={site?.name ?? t('sites.add')}
      crumbs={[back]}
      aside={
        site &&
        (site.archived_at ? <Status tone="idle">{t('archived')}</Status> : <span className="r-mono">{site.code}</span>)
      }
    >
      <form className="settings-form is-wide" onSubmit={(event) => void submit(event)}>
        <Fields columns={3}>
          <Field label={t('site.name')} name="name" problem={problem}>
            <Input
              required
              maxLength={80}
              disabled={disabled}
              value={form.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Field
            label={t('site.code')}
            name="code"
            help={t('site.code_help')}
            problem={problem}
            error={problem?.code === 'site.code_taken' ? problem.words : undefined}
          >
            <Input
              required
              maxLength={6}
              className="r-mono"
              disabled={disabled || site !== null}
              value={form.code}
              onChange={(event) => set({ code: event.target.value.toUpperCase().replace(/[^A-Z0-9]/g, '') })}
            />
          </Field>
          <Field label={t('site.zone')} name="time_zone" problem={problem}>
            <TimeZoneSelect value={form.time_zone} disabled={disabled} onChange={(time_zone) => set({ time_zone })} />
          </Field>
        </Fields>
        <Section title={t('site.where')} aside={t('site.where_note')}>
          <div className="settings-stack">
            <Fields columns={2}>
              {text('line1', true, 200)}
              {text('line2', false, 200)}
            </Fields>
            <Fields columns={3}>
              {text('city', true)}
              {text('region', false, 60)}
              {text('postal_code', true, 20)}
              {text('country', true, 2)}
            </Fields>
            <Fields columns={3}>
              <Field
                label={t('site.latitude')}
                name="latitude"
                optional
                help={t('site.coordinates_help')}
                problem={problem}
              >
                <InputNumber
                  style={{ width: '100%' }}
                  min={-90}
                  max={90}
                  controls={false}
                  disabled={disabled}
                  value={form.latitude}
                  onChange={(latitude) => set({ latitude })}
                />
              </Field>
              <Field label={t('site.longitude')} name="longitude" optional problem={problem}>
                <InputNumber
                  style={{ width: '100%' }}
                  min={-180}
                  max={180}
                  controls={false}
                  disabled={disabled}
                  value={form.longitude}
                  onChange={(longitude) => set({ longitude })}
                />
              </Field>
              {text('phone', false, 40)}
            </Fields>
          </div>
        </Section>
        <Section title={t('site.takes')} aside={t('site.takes_note')}>
          <SiteBrands value={form.brands} disabled={disabled} onChange={(brands) => set({ brands })} />
        </Section>
        {problem?.code !== 'site.code_taken' && <NotDone problem={problem} />}
        {!disabled && (
          <div className="settings-buttons">
            <Button type="primary" htmlType="submit" loading={create.busy || change.busy}>
              {site ? t('save') : t('sites.add')}
            </Button>
            {site && (
              <Button type="text" danger onClick={close}>
                {t('archive')}
              </Button>
            )}
          </div>
        )}
      </form>
      {site && <Bins site={site} />}
    </SetupPage>
  );
}

function begin(site: Site | null, timeZone: string): SiteForm {
  const address = Object.fromEntries(addressFields.map((key) => [key, site?.address[key] ?? ''])) as AddressForm;
  if (site) return { ...site, address };
  return {
    code: '',
    name: '',
    time_zone: timeZone.startsWith('America/') ? timeZone : 'America/Chicago',
    latitude: null,
    longitude: null,
    brands: [],
    address: { ...address, country: 'US' },
  };
}
