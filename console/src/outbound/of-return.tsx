/** On the page of a return: what leaves for it, where that stands, and opening one where none is. */
import './outbound.css';
import { outbound } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { useGoodsLine, useStanding } from './words.ts';

/** `owedLineId`: a line of the return that is owed goods; with no order open for it, staff may open one here. */
export function OutboundOfReturn({ returnId, owedLineId }: { returnId: string; owedLineId?: string | undefined }) {
  const { t } = useTranslation('outbound');
  const { may } = useSession();
  const goodsLine = useGoodsLine();
  const standing = useStanding();
  const list = useApi(outbound.list, { query: { return_id: returnId } }, { on: may('warehouse.read') });
  const open = useMove(outbound.open);
  const rows = list.data?.rows ?? [];
  const live = rows.some(({ state }) => state !== 'cancelled');
  const canOpen = owedLineId !== undefined && list.data !== undefined && !live && may('returns.write');
  if (rows.length === 0 && !canOpen) return null;
  return (
    <div className="outbound-of-return">
      {rows.map((row) => {
        const { word, tone, note } = standing(row);
        return (
          <Link key={row.id} to="/outbound/$id" params={{ id: row.id }}>
            <Item photo={row.lines[0]?.thumb_url ?? null} title={goodsLine(row)} note={row.site?.name ?? note} />
            <Code>{row.code}</Code>
            <Status tone={tone}>{word}</Status>
            <span className="r-ink2">{row.tracking ? <Code>{row.tracking}</Code> : note}</span>
          </Link>
        );
      })}
      {open.problem && <ErrorState words={open.problem.words} requestId={open.problem.requestId} />}
      {canOpen && (
        <Button loading={open.busy} onClick={() => void open.run({ body: { return_line_id: owedLineId } })}>
          {t('verb.open')}
        </Button>
      )}
    </div>
  );
}
