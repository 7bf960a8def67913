/** One brand, or a new one: name, look, languages, time zone, and the page its buyers see. */
import { accounts, type Brand } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button, Checkbox, ColorPicker, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Field, Fields } from '../ui/field.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { useFormat } from '../ui/locale.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { BrandPreview } from './brand-preview.tsx';
import { contrast } from './contrast.ts';
import { NotDone, SetupPage } from './frame.tsx';
import { slugOf } from './slug.ts';
import { TimeZoneSelect } from './time-zone.tsx';

const route = getRouteApi('/shell/setup/brands/$id');
const currencies = ['USD', 'CAD', 'EUR', 'GBP', 'AUD', 'MXN', 'JPY', 'CNY'];
const languages = ['en', 'es', 'zh'] as const;

export type BrandForm = Pick<Brand, 'name' | 'slug' | 'currency' | 'time_zone' | 'languages' | 'look'> & {
  support_email: string;
};

export function BrandPage() {
  const { t } = useTranslation('settings');
  const { id } = route.useParams();
  const source = useApi(accounts.brands);
  const brand = source.data?.rows.find((row) => row.id === id);
  const back = (
    <Link key="brands" to="/setup/brands">
      {t('brands.name')}
    </Link>
  );
  if (id === 'new') return <Form key="new" brand={null} back={back} />;
  if (brand) return <Form key={brand.id} brand={brand} back={back} />;
  return (
    <SetupPage title={t('brands.one')} crumbs={[back]} source={source}>
      <EmptyState title={t('brand.gone')} />
    </SetupPage>
  );
}

function Form({ brand, back }: { brand: Brand | null; back: React.ReactNode }) {
  const { t } = useTranslation('settings');
  const { may } = useSession();
  const terms = useTerms();
  const f = useFormat();
  const navigate = route.useNavigate();
  const { message, modal } = App.useApp();
  const wordsOf = useProblemWords();
  const [form, setForm] = useState<BrandForm>(() => begin(brand, f.timeZone));
  const [slugTouched, setSlugTouched] = useState(brand !== null);
  const [logo, setLogo] = useState<string | null>(null);
  const create = useMove(accounts.createBrand);
  const change = useMove(accounts.changeBrand);
  const archive = useMove(accounts.archiveBrand);
  const problem = create.problem ?? change.problem ?? archive.problem;
  const disabled = !may('settings.write') || !!brand?.archived_at;
  const set = (part: Partial<BrandForm>) => setForm((was) => ({ ...was, ...part }));
  const look = (part: Partial<BrandForm['look']>) => setForm((was) => ({ ...was, look: { ...was.look, ...part } }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { slug, currency, ...rest } = form;
    const body = { ...rest, support_email: form.support_email.trim() || null };
    if (!brand) {
      const made = await create.run({ body: { ...body, slug, currency } });
      if (!made) return;
      void message.success(t('brand.made', { name: made.name }));
      return void navigate({ to: '/setup/brands/$id', params: { id: made.id } });
    }
    if (await change.run({ params: { id: brand.id }, body })) void message.success(t('saved'));
  };
  const close = () =>
    brand &&
    modal.confirm({
      title: t('brand.archive_title', { name: brand.name }),
      content: t('brand.archive_note'),
      okText: t('archive'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: () => archive.run({ params: { id: brand.id } }),
    });

  return (
    <SetupPage
      title={brand?.name ?? t('brands.add')}
      crumbs={[back]}
      aside={brand?.archived_at && <Status tone="idle">{t('archived')}</Status>}
      rightWidth={372}
      rightTitle={t('brand.preview')}
      right={<BrandPreview form={form} brand={brand} logo={logo} />}
    >
      <form className="settings-form" onSubmit={(event) => void submit(event)}>
        <Fields columns={2}>
          <Field label={t('brand.name')} name="name" problem={problem}>
            <Input
              required
              maxLength={80}
              disabled={disabled}
              value={form.name}
              onChange={(event) => {
                const name = event.target.value;
                set(slugTouched ? { name } : { name, slug: slugOf(name) });
              }}
            />
          </Field>
          <Field
            label={t('brand.slug')}
            name="slug"
            help={t('brand.slug_help')}
            problem={problem}
            error={problem?.code === 'brand.slug_taken' ? problem.words : undefined}
          >
            <Input
              required
              maxLength={60}
              prefix={<span className="r-ink3">/b/</span>}
              disabled={disabled || brand !== null}
              value={form.slug}
              onChange={(event) => {
                setSlugTouched(true);
                set({ slug: event.target.value.toLowerCase() });
              }}
            />
          </Field>
        </Fields>
        <Fields columns={2}>
          <Color
            label={t('brand.color')}
            name="look.color"
            value={form.look.color}
            disabled={disabled}
            note={<Readable color={form.look.color} />}
            onChange={(color) => look({ color })}
          />
          <Color
            label={t('brand.dot')}
            name="look.dot"
            value={form.look.dot}
            disabled={disabled}
            note={t('brand.dot_help')}
            onChange={(dot) => look({ dot })}
          />
        </Fields>
        <div className="r-field">
          <span className="r-field-label">
            <span>{t('brand.logo')}</span>
            <span className="r-quiet">{t('ui:field.optional')}</span>
          </span>
          {logo && <img className="settings-logo" src={logo} alt={t('brand.logo')} />}
          {!logo && form.look.logo_file_id && <span className="r-second">{t('brand.logo_set')}</span>}
          <FileDrop
            accept="image/png,image/jpeg,image/webp"
            maxBytes={15_000_000}
            disabled={disabled}
            note={t('brand.logo_help')}
            send={async (file, progress) => {
              try {
                const sent = await upload(file, progress);
                setLogo(sent.thumb_url ?? sent.url);
                look({ logo_file_id: sent.id });
              } catch (error) {
                throw new Error(wordsOf(error).words);
              }
            }}
          />
          {form.look.logo_file_id && !disabled && (
            <button
              type="button"
              className="r-link settings-start"
              onClick={() => {
                setLogo(null);
                look({ logo_file_id: null });
              }}
            >
              {t('brand.logo_drop')}
            </button>
          )}
        </div>
        <Fields columns={2}>
          <div className="r-field">
            <span className="r-field-label">{t('brand.languages')}</span>
            <Checkbox.Group
              disabled={disabled}
              value={form.languages}
              onChange={(next) => set({ languages: languages.filter((each) => next.includes(each)) })}
              options={languages.map((value) => ({ value, label: terms.language(value) }))}
            />
            <span className="r-quiet">{t('brand.languages_help')}</span>
          </div>
          <Field label={t('brand.email')} name="support_email" optional help={t('brand.email_help')} problem={problem}>
            <Input
              type="email"
              maxLength={200}
              disabled={disabled}
              value={form.support_email}
              onChange={(event) => set({ support_email: event.target.value })}
            />
          </Field>
          <Field label={t('brand.zone')} name="time_zone" help={t('brand.zone_help')} problem={problem}>
            <TimeZoneSelect value={form.time_zone} disabled={disabled} onChange={(time_zone) => set({ time_zone })} />
          </Field>
          <Field label={t('brand.currency')} name="currency" help={t('brand.currency_help')} problem={problem}>
            <Select
              disabled={disabled || brand !== null}
              value={form.currency}
              options={[...new Set([...currencies, form.currency])].map((value) => ({ value, label: value }))}
              onChange={(currency) => set({ currency })}
            />
          </Field>
        </Fields>
        {problem?.code !== 'brand.slug_taken' && <NotDone problem={problem} />}
        {!disabled && (
          <div className="settings-buttons">
            <Button
              type="primary"
              htmlType="submit"
              loading={create.busy || change.busy}
              disabled={form.languages.length === 0}
            >
              {brand ? t('save') : t('brands.add')}
            </Button>
            {brand && (
              <Button type="text" danger onClick={close}>
                {t('archive')}
              </Button>
            )}
          </div>
        )}
      </form>
    </SetupPage>
  );
}

type ColorProps = {
  label: string;
  name: string;
  value: string;
  disabled: boolean;
  note: React.ReactNode;
  onChange: (value: string) => void;
};
function Color({ label, value, disabled, note, onChange }: ColorProps) {
  return (
    <div className="r-field">
      <span className="r-field-label">{label}</span>
      <ColorPicker
        value={value}
        disabled={disabled}
        disabledAlpha
        disabledFormat
        format="hex"
        showText
        onChange={(color) => onChange(color.toHexString().slice(0, 7).toUpperCase())}
      />
      <span className="r-quiet">{note}</span>
    </div>
  );
}

/** Buttons carry white words on the colour: it has to be dark enough, or buyers get a darker one. */
function Readable({ color }: { color: string }) {
  const { t } = useTranslation('settings');
  const f = useFormat();
  const ratio = contrast(color, '#FFFFFF');
  return ratio >= 4.5 ? (
    <Status tone="good">{t('brand.contrast_good', { ratio: f.number(ratio, 1) })}</Status>
  ) : (
    <Status tone="clock">{t('brand.contrast_low', { ratio: f.number(ratio, 1) })}</Status>
  );
}

function begin(brand: Brand | null, timeZone: string): BrandForm {
  if (brand) return { ...brand, support_email: brand.support_email ?? '' };
  return {
    name: '',
    slug: '',
    currency: 'USD',
    time_zone: timeZone,
    languages: ['en'],
    support_email: '',
    look: { color: '#1E2A4A', dot: '#F2B13C', logo_file_id: null },
  };
}
