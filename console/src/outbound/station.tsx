/** Sending: scan what is taken off the shelf, weigh the box, stick the label on, scan it, gone. By scanner alone but for the weight. */
import './outbound.css';
import { type OutboundDetail, outbound } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call, openFile } from '../app/api.ts';
import { AtSite } from '../app/at-site.tsx';
import { ApiProblem } from '../app/problem.ts';
import { keyOf, useApi, useApiList } from '../app/queries.ts';
import { sameCode } from '../goods/read-code.ts';
import { ScanHere, WaitList } from '../goods/wait-list.tsx';
import { type StationPlace, useCodeLink, useStation, WorkStation } from '../goods/work-station.tsx';
import { useTerms } from '../terms/terms.ts';
import { useScanQueue } from '../ui/scan-queue.ts';
import { SendNow } from './station-now.tsx';
import { OrderSide, PickList, Weigh } from './station-work.tsx';
import { useGoodsLine } from './words.ts';

const route = getRouteApi('/station/stations/send');
const OUT = /^OUT-?[0-9A-Z]{4}-?[0-9A-Z]{4}$/i;

export function Send() {
  const { t } = useTranslation('outbound');
  return <AtSite name={t('station.name')}>{(site, change) => <Bench site={site} change={change} />}</AtSite>;
}

function Bench({ site, change }: StationPlace) {
  const { t } = useTranslation('outbound');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const terms = useTerms();
  const goodsLine = useGoodsLine();
  const { say, attempt, readAnew, frame } = useStation({ site, change });
  const ready = useApiList(outbound.list, { query: { site_id: site.id, state: ['packed', 'picked', 'reserved'] } });
  const counts = useApi(outbound.counts, { query: { site_id: site.id } });
  const shown = useApi(outbound.get, { params: { id: search.order ?? '' } }, { on: !!search.order, keep: false });
  const order = search.order ? shown.data : undefined;

  const hold = (next: OutboundDetail | null) => {
    if (next) client.setQueryData(keyOf(outbound.get, { params: { id: next.id } }), next);
    void navigate({ search: next ? { order: next.id } : {}, replace: true });
  };
  const keep = (next: OutboundDetail) => client.setQueryData(keyOf(outbound.get, { params: { id: next.id } }), next);

  const openOrder = async (idOrCode: string) => {
    const found = await attempt(() => call(outbound.get, { params: { id: idOrCode as never } }));
    if (!found) return undefined;
    hold(found);
    say({ tone: 'good', words: t('station.said.opened', { code: found.code }), aside: goodsLine(found) });
    return found;
  };

  /** One thing off the shelf. A wrong one is refused with what was expected. */
  const pickOne = async (of: Pick<OutboundDetail, 'id'>, code: string) => {
    try {
      const {
        outbound: next,
        repeated,
        left,
      } = await call(outbound.pick, {
        params: { id: of.id },
        body: { code, scan_id: crypto.randomUUID() },
      });
      keep(next);
      if (repeated) return say({ tone: 'idle', words: t('station.said.seen') });
      const words = left === 0 ? t('station.said.picked_all') : t('station.said.picked', { count: left });
      say({ tone: 'good', words, aside: code }, left === 0 ? 'done' : 'right');
    } catch (error) {
      if (!(error instanceof ApiProblem) || !error.details) return void (await attempt(() => Promise.reject(error)));
      const expected = (error.details.expected ?? []) as (string | { sku?: string; lpn?: string | null })[];
      const names = expected.map((one) => (typeof one === 'string' ? one : (one.lpn ?? one.sku))).filter(Boolean);
      if (error.code === 'outbound.not_in_this_order') {
        return say({
          tone: 'bad',
          words: t('station.said.wrong', { code }),
          aside: t('station.said.expected', { list: names.join(', ') }),
        });
      }
      if (error.code === 'outbound.scan_the_plate') {
        return say({ tone: 'bad', words: t('station.said.plate'), aside: names.join(', ') });
      }
      if (error.code === 'outbound.picked_already') return say({ tone: 'idle', words: t('station.said.seen') });
      await attempt(() => Promise.reject(error));
    }
  };

  const pack = async (weightG: number) => {
    if (!order) return;
    const next = await attempt(() => call(outbound.pack, { params: { id: order.id }, body: { weight_g: weightG } }));
    if (!next) return;
    keep(next);
    say({ tone: 'good', words: t('station.said.packed') });
  };
  const print = async () => {
    if (order?.label?.state !== 'made') return say({ tone: 'idle', words: t('station.said.no_label') });
    await attempt(() => openFile(outbound.labelPdf, { params: { id: order.id } }, 'open'));
  };
  const slip = async () => {
    if (order) await attempt(() => openFile(outbound.slipPdf, { params: { id: order.id } }, 'open'));
  };
  const ship = async () => {
    if (!order) return;
    const next = await attempt(() => call(outbound.ship, { params: { id: order.id }, body: {} }));
    if (!next) return;
    say(
      { tone: 'good', words: t('station.said.shipped', { code: next.code }), aside: next.tracking ?? undefined },
      'done',
    );
    hold(null);
    readAnew();
  };
  const labelAgain = async () => {
    if (!order) return;
    const next = await attempt(() => call(outbound.wantLabel, { params: { id: order.id } }));
    if (next) keep(next);
  };

  /** With nothing in hand: an order's code, or a thing, for which the oldest order that wants it is opened and counted. */
  const start = async (code: string) => {
    if (OUT.test(code.trim())) return void (await openOrder(dashed(code)));
    const found = await attempt(() =>
      call(outbound.list, { query: { site_id: site.id, state: ['reserved'], goods: code, limit: 1 } }),
    );
    if (!found) return;
    const [row] = found.rows;
    if (!row) return say({ tone: 'bad', words: t('station.said.nobody_wants', { code }) });
    const opened = await openOrder(row.id);
    if (opened) await pickOne(opened, code);
  };
  const scan = async (code: string) => {
    if (!order) return start(code);
    if (OUT.test(code.trim()) && !sameCode(code, order.code)) return void (await openOrder(dashed(code)));
    if (order.state === 'reserved') return pickOne(order, code);
    if (order.state === 'packed' && order.label?.state === 'made') {
      const right = [order.label.tracking, order.code].some((one) => one && sameCode(one, code));
      if (right) return ship();
      return say({ tone: 'bad', words: t('station.said.other_label'), aside: order.label.tracking ?? undefined });
    }
    say({
      tone: 'idle',
      words: order.state === 'picked' ? t('station.said.weigh_first') : t('station.said.label_coming'),
    });
  };
  useScanQueue(scan);
  useCodeLink(search.code, (code) => {
    void navigate({ search: {}, replace: true });
    void start(code);
  });

  const letGo = () => {
    hold(null);
    say(null);
  };
  const canShip = order?.state === 'packed' && order.label?.state === 'made';
  const commands = [
    ...(order ? [{ key: 'z', word: t('station.keys.let_go'), command: 'CMD-UNDO', run: letGo }] : []),
    ...(order && order.state !== 'reserved'
      ? [{ key: 'l', word: t('station.keys.slip'), command: 'CMD-SLIP', run: () => void slip() }]
      : []),
    ...(order?.state === 'packed'
      ? [{ key: 'p', word: t('station.keys.print'), command: 'CMD-PRINT', run: () => void print() }]
      : []),
    ...(order?.moves.includes('want_label')
      ? [{ key: 'r', word: t('verb.want_label'), command: 'CMD-AGAIN', run: () => void labelAgain() }]
      : []),
    ...(canShip ? [{ key: 's', word: t('verb.ship'), command: 'CMD-SHIP', run: () => void ship() }] : []),
  ];

  return (
    <WorkStation
      {...frame}
      name={t('station.name')}
      counts={
        counts.data &&
        t('station.counts', {
          count: counts.data.reserved + counts.data.picked + counts.data.packed,
          done: counts.data.shipped_today,
        })
      }
      left={order && <OrderSide order={order} />}
      now={
        <SendNow
          order={order ?? null}
          onShip={() => void ship()}
          onPrint={() => void print()}
          onAgain={() => void labelAgain()}
        />
      }
      commands={commands}
      foot={order ? t('station.foot_open') : t('station.foot')}
    >
      {order ? (
        <>
          <h1>{t(`station.step.${order.state}`, { defaultValue: t('station.step.done') })}</h1>
          <PickList order={order} />
          {(order.state === 'picked' || order.state === 'packed') && (
            <Weigh key={`${order.id}${order.weight_g}`} order={order} onPack={(grams) => void pack(grams)} />
          )}
        </>
      ) : (
        <>
          <ScanHere title={t('station.scan')} note={t('station.scan_note')} />
          <WaitList
            head={t('station.waiting')}
            rows={
              ready.loading
                ? undefined
                : ready.rows.map((row) => ({
                    id: row.id,
                    code: row.code,
                    title: goodsLine(row),
                    note: [row.lines[0]?.takes[0]?.bin, row.customer.name, row.place].filter(Boolean).join(' · '),
                    since: row.opened_at,
                    aside: row.state === 'reserved' ? terms.remedy(row.remedy) : t(`group.${row.state}.word`),
                  }))
            }
            empty={t('station.empty')}
            onPick={(id) => void openOrder(id)}
          />
        </>
      )}
    </WorkStation>
  );
}

/** `out7f3k92qd` as typed becomes the code as it is kept. */
function dashed(code: string): string {
  const bare = code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(3);
  return `OUT-${bare.slice(0, 4)}-${bare.slice(4)}`;
}
