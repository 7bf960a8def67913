/** The bins of a site: add, close when empty, print their labels. */
import { type AnswerOf, binPurpose, type Site, warehouse } from '@recoup/contract';
import { App, Button, Input, Select } from 'antd';
import { Printer } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openFile } from '../app/api.ts';
import { useProblemWords } from '../app/problem-words.ts';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Field } from '../ui/field.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { NotDone } from './frame.tsx';
import { wholeList } from './whole-list.ts';

type Bin = AnswerOf<typeof warehouse.bins>['rows'][number];
type Purpose = Bin['purpose'];

export function Bins({ site }: { site: Site }) {
  const { t } = useTranslation('settings');
  const { may } = useSession();
  const terms = useTerms();
  const f = useFormat();
  const { message, modal } = App.useApp();
  const wordsOf = useProblemWords();
  const asked = useApi(warehouse.bins, { query: { site_id: site.id } }, { on: may('warehouse.read') });
  const archive = useMove(warehouse.archiveBin);
  const open = asked.data?.rows.filter((row) => !row.archived_at);
  const may_change = may('settings.write') && !site.archived_at;
  if (!may('warehouse.read')) return null;
  const print = () =>
    openFile(warehouse.binPdf, { params: { id: site.id } }, 'open').catch((error) => {
      void message.error(wordsOf(error).words);
    });
  const close = (bin: Bin) =>
    modal.confirm({
      title: t('bins.archive_title', { code: bin.code }),
      content: t('bins.archive_note'),
      okText: t('bins.archive'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: () => archive.run({ params: { id: bin.id } }),
    });
  return (
    <Section
      title={t('bins.title')}
      aside={open?.length}
      verbs={
        <Button
          size="small"
          icon={<Printer size={14} aria-hidden="true" />}
          disabled={!open?.length}
          onClick={() => void print()}
        >
          {t('bins.print')}
        </Button>
      }
    >
      <NotDone problem={archive.problem} />
      <ListTable<Bin>
        source={wholeList({ ...asked, data: open && { rows: open } })}
        label={t('bins.title')}
        rowKey={(row) => row.id}
        foot={false}
        keysOn={false}
        columns={[
          { key: 'code', head: t('bins.code'), width: 150, cell: (row) => <Code>{row.code}</Code> },
          { key: 'purpose', head: t('bins.purpose'), cell: (row) => terms.bin(row.purpose) },
          { key: 'units', head: t('bins.units'), width: 90, align: 'right', cell: (row) => f.number(row.units) },
          {
            key: 'verb',
            head: '',
            width: 130,
            align: 'right',
            cell: (row) =>
              may_change && (
                <button
                  type="button"
                  className="r-link"
                  disabled={row.units > 0}
                  title={row.units > 0 ? t('bins.holds') : undefined}
                  onClick={() => close(row)}
                >
                  {t('bins.archive')}
                </button>
              ),
          },
        ]}
        empty={<EmptyState title={t('bins.empty')} note={t('bins.empty_note')} />}
      />
      {may_change && <NewBin site={site} />}
    </Section>
  );
}

function NewBin({ site }: { site: Site }) {
  const { t } = useTranslation('settings');
  const terms = useTerms();
  const [code, setCode] = useState('');
  const [purpose, setPurpose] = useState<Purpose>('sellable');
  const create = useMove(warehouse.createBin, { onDone: () => setCode('') });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void create.run({ body: { site_id: site.id, code, purpose } });
  };
  return (
    <form className="settings-inline" onSubmit={submit}>
      <Field label={t('bins.code')} name="code" problem={create.problem} error={create.problem?.words}>
        <Input
          required
          className="r-mono"
          maxLength={20}
          placeholder="A-02"
          value={code}
          onChange={(event) => setCode(event.target.value.toUpperCase().replace(/[^A-Z0-9-]/g, ''))}
        />
      </Field>
      <Field label={t('bins.purpose')}>
        <Select
          value={purpose}
          onChange={setPurpose}
          options={binPurpose.options.map((value) => ({ value, label: terms.bin(value) }))}
        />
      </Field>
      <Button htmlType="submit" loading={create.busy} disabled={!code}>
        {t('bins.add')}
      </Button>
    </form>
  );
}
