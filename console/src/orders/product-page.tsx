/** One product and its variants: what the policy, the bench and the reckoning of ways out need to know of it. */
import './orders.css';
import { orders, type Variant } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Drawer, InputNumber, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../app/api.ts';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { Page, Section } from '../ui/page.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';

const route = getRouteApi('/shell/products/$id');

export function ProductPage() {
  const { t, i18n } = useTranslation('orders');
  const { id } = route.useParams();
  const { may } = useSession();
  const { data: product, problem, retry } = useApi(orders.product, { params: { id } });
  const photo = useMove(orders.setProductPhoto);
  const [editing, setEditing] = useState<string | null>(null);
  if (problem) return <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />;
  if (!product) return <SkeletonRows rows={8} />;
  const open = product.variants.find((one) => one.id === editing);
  const title = i18n.language === 'zh' ? (product.title_zh ?? product.title) : product.title;
  return (
    <Page
      title={title}
      tab={title}
      aside={product.category}
      crumbs={[
        <Link key="products" to="/products" search={{ q: undefined, category: undefined }}>
          {t('products.title')}
        </Link>,
        product.brand.name,
      ]}
    >
      <div className="orders-product">
        {product.photo_url && <img src={product.photo_url} alt={title} />}
        {may('products.write') && (
          <div className="orders-product-drop">
            <FileDrop
              accept="image/*"
              maxBytes={15_000_000}
              note={t('product.photo_note')}
              send={async (file, progress) => {
                const sent = await upload(file, progress);
                await photo.run({ params: { id }, body: { file_id: sent.id } });
              }}
            />
            {photo.problem && <ErrorState words={photo.problem.words} requestId={photo.problem.requestId} />}
          </div>
        )}
      </div>
      <Section title={t('product.variants')} aside={product.variants.length}>
        <div className="orders-scroll">
          <table className="orders-table">
            <thead>
              <tr>
                <th>{t('product.sku')}</th>
                <th>{t('product.codes')}</th>
                <th className="r-num">{t('product.price')}</th>
                <th className="r-num">{t('product.cost')}</th>
                <th className="r-num">{t('product.resale')}</th>
                <th>{t('product.notes')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {product.variants.map((variant) => (
                <tr key={variant.id}>
                  <td>
                    <Code>{variant.sku}</Code>
                    <div className="r-quiet">{variant.title}</div>
                  </td>
                  <td>
                    {[variant.upc, variant.ean, variant.asin, variant.fnsku].filter(Boolean).map((code) => (
                      <div key={code}>
                        <Code>{code!}</Code>
                      </div>
                    ))}
                  </td>
                  <td className="r-num">
                    <Money value={variant.price} />
                  </td>
                  <td className="r-num">
                    <Money value={variant.unit_cost} />
                  </td>
                  <td className="r-num">
                    <Resale variant={variant} />
                  </td>
                  <td>
                    <Notes variant={variant} />
                  </td>
                  <td className="r-num">
                    {may('products.write') && (
                      <Button size="small" onClick={() => setEditing(variant.id)}>
                        {t('product.change')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      {open && <EditVariant key={open.id} variant={open} done={() => setEditing(null)} />}
    </Page>
  );
}

function Resale({ variant }: { variant: Variant }) {
  const f = useFormat();
  const known = (['A', 'B', 'C', 'D'] as const).flatMap((grade) =>
    variant.resale[grade] ? [`${grade} ${f.money(variant.resale[grade].amount, variant.resale[grade].currency)}`] : [],
  );
  return known.length === 0 ? '—' : known.map((one) => <div key={one}>{one}</div>);
}

function Notes({ variant }: { variant: Variant }) {
  const { t } = useTranslation('orders');
  const f = useFormat();
  const notes = [
    variant.warranty_months ? t('product.warranty', { count: variant.warranty_months }) : null,
    variant.weight_g ? f.weight(variant.weight_g) : null,
    variant.lithium_battery ? t('product.lithium') : null,
    variant.hygiene ? t('product.hygiene') : null,
    variant.final_sale ? t('product.final_sale') : null,
    variant.recalled ? t('product.recalled') : null,
    variant.tracks_serial ? t('product.serials') : null,
    variant.hts_code ? t('product.hts', { code: variant.hts_code }) : null,
    variant.origin_country,
  ].filter(Boolean);
  return <span className="r-second">{notes.join(', ')}</span>;
}

const flags = ['tracks_serial', 'tracks_batch', 'lithium_battery', 'hygiene', 'final_sale', 'recalled'] as const;

function EditVariant({ variant, done }: { variant: Variant; done: () => void }) {
  const { t } = useTranslation('orders');
  const currency = variant.price?.currency ?? variant.unit_cost?.currency ?? 'USD';
  const [price, setPrice] = useState(variant.price?.amount ?? null);
  const [cost, setCost] = useState(variant.unit_cost?.amount ?? null);
  const [resale, setResale] = useState<Record<'A' | 'B' | 'C' | 'D', number | null>>({
    A: variant.resale.A?.amount ?? null,
    B: variant.resale.B?.amount ?? null,
    C: variant.resale.C?.amount ?? null,
    D: variant.resale.D?.amount ?? null,
  });
  const [months, setMonths] = useState<number | null>(variant.warranty_months);
  const [on, setOn] = useState(
    () => Object.fromEntries(flags.map((flag) => [flag, variant[flag]])) as Record<(typeof flags)[number], boolean>,
  );
  const change = useMove(orders.changeVariant, { onDone: done });
  const save = () =>
    void change.run({
      params: { id: variant.id },
      body: {
        ...on,
        resale,
        ...(price === null ? {} : { price }),
        ...(cost === null ? {} : { unit_cost: cost }),
        ...(months === null ? {} : { warranty_months: months }),
      },
    });
  return (
    <Drawer
      open
      onClose={done}
      title={<Code size="head">{variant.sku}</Code>}
      size={420}
      footer={
        <Button type="primary" block loading={change.busy} onClick={save}>
          {t('product.save')}
        </Button>
      }
    >
      <Fields>
        {change.problem && (
          <ErrorState
            title={t('product.not_saved')}
            words={change.problem.words}
            requestId={change.problem.requestId}
          />
        )}
        <Field label={t('product.price')} name="price" problem={change.problem}>
          <MoneyInput value={price} currency={currency} onChange={setPrice} />
        </Field>
        <Field label={t('product.cost')} name="unit_cost" problem={change.problem} help={t('product.cost_help')}>
          <MoneyInput value={cost} currency={currency} onChange={setCost} />
        </Field>
        {(['A', 'B', 'C', 'D'] as const).map((grade) => (
          <Field
            key={grade}
            label={t('product.resale_of', { grade })}
            name={`resale.${grade}`}
            problem={change.problem}
          >
            <MoneyInput
              value={resale[grade]}
              currency={currency}
              onChange={(value) => setResale((was) => ({ ...was, [grade]: value }))}
            />
          </Field>
        ))}
        <Field label={t('product.warranty_months')} name="warranty_months" problem={change.problem}>
          <InputNumber min={0} max={240} precision={0} value={months} onChange={(value) => setMonths(value)} />
        </Field>
        {flags.map((flag) => (
          <div key={flag} className="orders-flag">
            <span>{t(`product.flag.${flag}`)}</span>
            <Switch
              checked={on[flag]}
              aria-label={t(`product.flag.${flag}`)}
              onChange={(value) => setOn((was) => ({ ...was, [flag]: value }))}
            />
          </div>
        ))}
      </Fields>
    </Drawer>
  );
}
