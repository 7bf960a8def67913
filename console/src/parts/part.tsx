/** One part: its words, its picture, what it fits and mends, and its stock by site with every change. */
import './parts.css';
import { accounts, type Part, partsApi } from '@recoup/contract';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { upload } from '../app/api.ts';
import { useApi, useMove } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { Picture } from '../goods/picture.tsx';
import { Code } from '../ui/code.tsx';
import { FileDrop } from '../ui/file-drop.tsx';
import { Page, PaneLayout, Section } from '../ui/page.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { PartForm } from './part-form.tsx';
import { SiteStock } from './site-stock.tsx';
import { usePartName } from './words.ts';

const route = getRouteApi('/shell/parts/$id');

export function PartPage() {
  const { t } = useTranslation('parts');
  const { id } = route.useParams();
  const { data, problem, retry } = useApi(partsApi.get, { params: { id } }, { keep: false });
  if (!data) {
    return (
      <Page title={t('title')}>
        {problem ? (
          <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />
        ) : (
          <SkeletonRows />
        )}
      </Page>
    );
  }
  return (
    <PaneLayout rightTitle={t('stock.title')} rightWidth={400} right={<SiteStock part={data} />}>
      <Editor part={data} />
    </PaneLayout>
  );
}

function Editor({ part }: { part: Part }) {
  const { t } = useTranslation('parts');
  const { message } = App.useApp();
  const { may } = useSession();
  const nameOf = usePartName();
  const canWrite = may('products.write');
  const change = useMove(partsApi.change, { onDone: () => void message.success(t('saved')) });
  const photo = useMove(partsApi.setPhoto);
  const archive = useMove(partsApi.archive);
  const restore = useMove(partsApi.restore);
  const at = { params: { id: part.id } };
  const ended = part.archived_at !== null;
  return (
    <Page
      tab={part.sku}
      crumbs={[
        <Link key="parts" to="/parts">
          {t('title')}
        </Link>,
        part.brand.name,
      ]}
      title={
        <Code size="page" copy>
          {part.sku}
        </Code>
      }
      aside={
        <>
          {nameOf(part)} {ended && <Status tone="idle">{t('state.archived')}</Status>}
        </>
      }
      verbs={
        canWrite && (
          <Button
            loading={archive.busy || restore.busy}
            onClick={() => void (ended ? restore.run(at) : archive.run(at))}
          >
            {ended ? t('restore') : t('archive')}
          </Button>
        )
      }
    >
      <div className="parts-head">
        <span className="parts-photo">
          <Picture src={part.photo_url} icon={40} />
        </span>
        {canWrite && (
          <FileDrop
            accept="image/*"
            maxBytes={15_000_000}
            note={t('photo_note')}
            send={async (file, progress) => {
              const { id } = await upload(file, progress);
              await photo.run({ ...at, body: { file_id: id } });
            }}
          />
        )}
      </div>
      <Section title={t('what')}>
        <PartForm
          key={part.version}
          part={part}
          brandId={part.brand.id}
          currency={part.currency}
          busy={change.busy}
          problem={change.problem}
          readOnly={!canWrite}
          onSave={(body) => void change.run({ ...at, body })}
        />
      </Section>
    </Page>
  );
}

export function NewPart() {
  const { t } = useTranslation('parts');
  const { me } = useSession();
  const scope = useScope();
  const navigate = useNavigate();
  const brands = useApi(accounts.brands);
  const brand = brands.data?.rows.find(({ id }) => id === (scope.brand_id ?? me.brands[0]?.id));
  const create = useMove(partsApi.create, {
    onDone: (made) => void navigate({ to: '/parts/$id', params: { id: made.id } }),
  });
  return (
    <Page
      tab={t('add')}
      crumbs={[
        <Link key="parts" to="/parts">
          {t('title')}
        </Link>,
      ]}
      title={t('add')}
      aside={brand?.name}
    >
      {brand ? (
        <PartForm
          brandId={brand.id}
          currency={brand.currency}
          busy={create.busy}
          problem={create.problem}
          onSave={(body) => void create.run({ query: { brand_id: brand.id }, body })}
        />
      ) : (
        <SkeletonRows />
      )}
    </Page>
  );
}
