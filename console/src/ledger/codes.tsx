/** Which account of the brand's own books each of ours becomes, for each accounting program. */
import { type AccountMap, type Bookkeeper, bookkeepers, ledgerApi } from '@recoup/contract';
import { App, Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Section } from '../ui/page.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';

type Row = AccountMap['rows'][number];

export function Codes({ brandId }: { brandId: string }) {
  const { t } = useTranslation('ledger');
  const [system, setSystem] = useState<Bookkeeper>('quickbooks');
  const { data, problem, retry } = useApi(
    ledgerApi.accountMap,
    { query: { brand_id: brandId, system } },
    { keep: false },
  );
  return (
    <Section
      title={t('codes.title')}
      aside={t('codes.note')}
      verbs={
        <Segmented<Bookkeeper>
          value={system}
          onChange={setSystem}
          options={bookkeepers.map((one) => ({ value: one, label: t(`system.${one}`) }))}
        />
      }
    >
      {problem && <ErrorState words={problem.words} requestId={problem.requestId} onRetry={retry} />}
      {!data && !problem && <SkeletonRows rows={12} />}
      {data && <CodesForm key={`${brandId} ${system}`} brandId={brandId} map={data} />}
    </Section>
  );
}

function CodesForm({ brandId, map }: { brandId: string; map: AccountMap }) {
  const { t } = useTranslation('ledger');
  const { may } = useSession();
  const { message } = App.useApp();
  const [changes, setChanges] = useState<Record<string, { code: string; name: string }>>({});
  const save = useMove(ledgerApi.changeAccountMap);
  const disabled = !may('settings.write');
  const shown = (row: Row) => changes[row.account] ?? { code: row.code, name: row.name };
  const set = (row: Row, part: Partial<{ code: string; name: string }>) =>
    setChanges({ ...changes, [row.account]: { ...shown(row), ...part } });
  const whole = map.rows.every((row) => shown(row).code.trim() !== '' && shown(row).name.trim() !== '');
  const send = async (rows: { account: Row['account']; code: string; name: string }[]) => {
    if (!(await save.run({ query: { brand_id: brandId, system: map.system }, body: { rows } }))) return;
    setChanges({});
    void message.success(t('codes.saved'));
  };
  return (
    <>
      <div className="ledger-scroll">
        <table className="ledger-table">
          <thead>
            <tr>
              <th>{t('codes.ours')}</th>
              <th>{t('codes.code')}</th>
              <th>{t('codes.name')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {map.rows.map((row) => (
              <tr key={row.account}>
                <td>{t(`account.${row.account}`)}</td>
                <td>
                  <Input
                    aria-label={`${t('codes.code')}: ${t(`account.${row.account}`)}`}
                    value={shown(row).code}
                    maxLength={40}
                    disabled={disabled}
                    style={{ width: 120 }}
                    onChange={(event) => set(row, { code: event.target.value })}
                  />
                </td>
                <td>
                  <Input
                    aria-label={`${t('codes.name')}: ${t(`account.${row.account}`)}`}
                    value={shown(row).name}
                    maxLength={100}
                    disabled={disabled}
                    onChange={(event) => set(row, { name: event.target.value })}
                  />
                </td>
                <td>{row.default && !changes[row.account] && <Status tone="idle">{t('codes.default')}</Status>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {save.problem && (
        <ErrorState title={t('codes.not_saved')} words={save.problem.words} requestId={save.problem.requestId} />
      )}
      {!disabled && (
        <div className="ledger-verbs">
          <Button
            type="primary"
            loading={save.busy}
            disabled={!whole || Object.keys(changes).length === 0}
            onClick={() => void send(map.rows.map((row) => ({ account: row.account, ...shown(row) })))}
          >
            {t('codes.save', { system: t(`system.${map.system}`) })}
          </Button>
          {map.rows.some((row) => !row.default) && (
            <Button onClick={() => void send([])} loading={save.busy}>
              {t('codes.all_default')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
