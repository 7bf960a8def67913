/** Bins by site, in the order of the racks, with what lies in them. */
import { type AnswerOf, warehouse } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Input, Modal, Select } from 'antd';
import { Plus, Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openFile } from '../app/api.ts';
import { useApi, useMove } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { EmptyState } from '../ui/states.tsx';
import { CompareBar } from '../ui/value-bar.tsx';

const route = getRouteApi('/shell/stock');
type Bin = AnswerOf<typeof warehouse.bins>['rows'][number];
const purposes = [
  'dock',
  'inspection',
  'sellable',
  'open_box',
  'liquidation',
  'recycling',
  'hold',
  'outbound',
  'bench',
  'parts',
] as const;

export function Bins() {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const terms = useTerms();
  const { me, may } = useSession();
  const { site_id } = useScope();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const bins = useApi(warehouse.bins, { query: { site_id } });
  const [adding, setAdding] = useState(false);
  const rows = useMemo(() => (bins.data?.rows ?? []).filter((bin) => bin.archived_at === null), [bins.data]);
  const most = Math.max(1, ...rows.map((bin) => bin.units));
  const sites = me.sites.filter((site) => !site_id || site.id === site_id);
  return (
    <>
      <div className="warehouse-bins-head">
        {sites.map((site) => (
          <Button
            key={site.id}
            icon={<Printer size={16} />}
            onClick={() => void openFile(warehouse.binPdf, { params: { id: site.id } }, 'open')}
          >
            {t('bins.print', { site: site.name })}
          </Button>
        ))}
        {may('settings.write') && (
          <Button type="primary" icon={<Plus size={16} />} onClick={() => setAdding(true)}>
            {t('bins.add')}
          </Button>
        )}
      </div>
      <ListTable<Bin>
        source={{
          rows,
          total: rows.length,
          loading: bins.loading,
          error: bins.problem && { words: bins.problem.words, requestId: bins.problem.requestId },
          retry: bins.retry,
          hasMore: false,
          loadingMore: false,
          loadMore: () => {},
          question: site_id ?? '',
          pages: 1,
        }}
        label={t('stock.tab.bins')}
        rowKey={(bin) => bin.id}
        openId={rows.find((bin) => bin.code === search.bin)?.id ?? null}
        groupOf={(bin) => ({ key: bin.site.id, head: bin.site.name })}
        columns={[
          { key: 'code', head: t('bins.col.code'), width: 130, cell: (bin) => <Code>{bin.code}</Code> },
          { key: 'purpose', head: t('bins.col.purpose'), cell: (bin) => terms.bin(bin.purpose) },
          {
            key: 'units',
            head: t('stock.col.units'),
            width: 160,
            align: 'right',
            cell: (bin) => (
              <span className="warehouse-stock-units">
                <CompareBar share={bin.units / most} width={90} />
                <b>{f.number(bin.units)}</b>
              </span>
            ),
          },
        ]}
        onOpen={(bin) => void navigate({ search: (was) => ({ ...was, tab: 'bins', bin: bin.code }) })}
        empty={<EmptyState title={t('bins.empty')} note={t('bins.empty_note')} />}
      />
      {adding && <AddBin siteId={site_id ?? me.sites[0]?.id} done={() => setAdding(false)} />}
    </>
  );
}

function AddBin({ siteId, done }: { siteId: string | undefined; done: () => void }) {
  const { t } = useTranslation('warehouse');
  const terms = useTerms();
  const { me } = useSession();
  const [site, setSite] = useState(siteId);
  const [code, setCode] = useState('');
  const [purpose, setPurpose] = useState<Bin['purpose']>('sellable');
  const create = useMove(warehouse.createBin, { onDone: done });
  const go = () => site && code && void create.run({ body: { site_id: site, code, purpose } });
  return (
    <Modal
      open
      title={t('bins.add')}
      okText={t('bins.add')}
      cancelText={t('unit.form.cancel')}
      onOk={go}
      onCancel={done}
      confirmLoading={create.busy}
      okButtonProps={{ disabled: !site || !code }}
    >
      <Fields>
        <Field label={t('parcels.col.site')}>
          <Select
            value={site}
            onChange={setSite}
            options={me.sites.map((each) => ({ value: each.id, label: each.name }))}
          />
        </Field>
        <Field
          label={t('bins.code')}
          help={t('bins.code_help')}
          name="code"
          problem={create.problem}
          error={create.problem && !create.problem.fieldWords('code') ? create.problem.words : undefined}
        >
          <Input
            value={code}
            maxLength={20}
            autoFocus
            onChange={(event) => setCode(event.target.value.toUpperCase().replace(/\s/g, ''))}
            onPressEnter={go}
          />
        </Field>
        <Field label={t('bins.col.purpose')}>
          <Select
            value={purpose}
            onChange={setPurpose}
            options={purposes.map((value) => ({ value, label: terms.bin(value) }))}
          />
        </Field>
      </Fields>
    </Modal>
  );
}
