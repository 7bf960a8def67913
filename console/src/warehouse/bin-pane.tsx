/** What lies in one bin. A bin's code is unique at its site; of several sites the one chosen above is meant. */
import { warehouse } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList, useMove } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { useGoodsName } from '../goods/names.ts';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx';

export function BinPane({ code, onClose }: { code: string; onClose: () => void }) {
  const { t } = useTranslation('warehouse');
  const { message } = App.useApp();
  const { may } = useSession();
  const { site_id } = useScope();
  const terms = useTerms();
  const nameOf = useGoodsName();
  const bins = useApi(warehouse.bins, { query: { site_id } });
  const bin = bins.data?.rows.find((each) => each.code === code.toUpperCase() && each.archived_at === null);
  const units = useApiList(warehouse.units, { query: { bin_id: bin?.id ?? '' } }, { on: bin !== undefined });
  const close = useMove(warehouse.archiveBin, {
    onDone: () => {
      void message.success(t('bins.closed', { code }));
      onClose();
    },
  });
  if (!bins.data) return <SkeletonRows />;
  if (!bin) return <EmptyState title={t('bins.unknown', { code })} note={t('bins.unknown_note')} />;
  return (
    <div className="warehouse-pane">
      <div>
        <Code size="page">{bin.code}</Code>
        <p className="r-second">
          {terms.bin(bin.purpose)}, {bin.site.name}
        </p>
      </div>
      {units.error && <ErrorState words={units.error.words} requestId={units.error.requestId} onRetry={units.retry} />}
      {!units.loading && units.rows.length === 0 && <p className="r-quiet">{t('bins.nothing_in')}</p>}
      <ul className="warehouse-table">
        {units.rows.map((unit) => (
          <li key={unit.id}>
            <Link to="/units/$id" params={{ id: unit.id }}>
              <Code>{unit.lpn}</Code>
            </Link>
            <span className="warehouse-table-rest r-cut">{nameOf(unit)}</span>
            <b>{unit.grade}</b>
          </li>
        ))}
      </ul>
      {units.hasMore && <Button onClick={units.loadMore}>{t('bins.more')}</Button>}
      {close.problem && <ErrorState words={close.problem.words} requestId={close.problem.requestId} />}
      {may('settings.write') && bin.units === 0 && (
        <Button loading={close.busy} onClick={() => void close.run({ params: { id: bin.id } })}>
          {t('bins.close')}
        </Button>
      )}
    </div>
  );
}
