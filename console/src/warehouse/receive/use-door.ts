/** Between two parcels: what a scanned code opens, takes in, or asks. */
import { type AnswerOf, type Parcel, warehouse } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../app/api.ts';
import { ApiProblem } from '../../app/problem.ts';
import { useProblemWords } from '../../app/problem-words.ts';
import { keyOf } from '../../app/queries.ts';
import { lineIsDown } from '../../goods/line.ts';
import { readCode, sameCode } from '../../goods/read-code.ts';
import { useStationCall } from '../../goods/station-call.ts';
import { useFormat } from '../../ui/locale.tsx';
import type { Arrival } from './door-question.tsx';
import { type Choice, openScan } from './open-scan.ts';
import type { Say } from './use-box.ts';

type Dock = AnswerOf<typeof warehouse.dock>;

export function useDoor(props: {
  siteId: string;
  me: string;
  dock: Dock | undefined;
  /** Closed here, and the close is not sent yet. */
  isClosing: (parcelId: string) => boolean;
  isOffline: boolean;
  say: Say;
  /** Takes the scan where it is a plate that waits to be stuck. */
  stick: (text: string) => boolean;
  onOpened: (parcelId: string | undefined) => void;
}) {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const client = useQueryClient();
  const problemWords = useProblemWords();
  const { siteId, dock, say } = props;
  const attempt = useStationCall(say);
  const [choice, setChoice] = useState<Choice | null>(null);

  const show = (fresh: Parcel) => {
    client.setQueryData(keyOf(warehouse.parcel, { params: { id: fresh.id } }), fresh);
    setChoice(null);
    if (fresh.stage === 'unpacked') {
      props.onOpened(undefined);
      const closed = fresh.unpacked_at ? f.dateTime(fresh.unpacked_at) : undefined;
      return say({ tone: 'idle', words: t('receive.said.unpacked', { code: fresh.code }), aside: closed });
    }
    props.onOpened(fresh.id);
    const holder = holderOf(fresh, props.me);
    if (holder) return say({ tone: 'idle', words: t('receive.in_hands', { name: holder }) });
    say({ tone: 'good', words: t('receive.said.opened', { code: fresh.return?.code ?? fresh.code }) });
  };
  /** Reads a parcel; without a line, what was read of it before. */
  const load = async (id: string) => {
    const before = client.getQueryData<Parcel>(keyOf(warehouse.parcel, { params: { id } }));
    if (before && props.isOffline) return show(before);
    try {
      show(await call(warehouse.parcel, { params: { id } }));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      lineIsDown(error.unknown);
      if (before && error.unknown) show(before);
      else say({ tone: 'bad', words: problemWords(error).words });
    }
  };
  const arrive = async (arrival: Arrival, code: string | null = null) => {
    try {
      show(await call(warehouse.arrive, { body: { site_id: siteId, ...arrival } }));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.code === 'return.wrong_stage' && typeof error.details.stage === 'string') {
        const { stage, order_id } = error.details;
        const order = typeof order_id === 'string' ? order_id : null;
        setChoice({ ask: 'not_expected', code: code ?? '', stage, order_id: order });
      }
      say({ tone: 'bad', words: problemWords(error).words, aside: t('receive.said.nothing') });
    }
  };
  /** `look`: where a parcel is shown that was unpacked already; left out, the band says so. */
  const atTheDoor = async (text: string, look: (parcelId: string) => void = (id) => void load(id)): Promise<void> => {
    if (props.stick(text)) return;
    const known = dock?.waiting.find((row) =>
      [row.code, row.return_code, row.tracking].some((code) => code && sameCode(code, text)),
    );
    if (known && !props.isClosing(known.parcel_id)) return load(known.parcel_id);
    const scanned = await attempt(() => readCode(text, siteId), t('receive.said.without_line', { code: text }));
    if (!scanned) return;
    const opening = openScan(scanned);
    switch (opening.do) {
      case 'arrive':
        return arrive({ return_id: opening.return_id }, text);
      case 'open':
        return load(opening.parcel_id);
      case 'look':
        return look(opening.parcel_id);
      case 'read':
        return atTheDoor(opening.code, look);
      case 'ask': {
        setChoice(opening.choice);
        const isBlind = opening.choice.ask === 'blind';
        const words = isBlind
          ? t('receive.said.nobody_knows', { code: text })
          : t('receive.said.order', { number: text });
        return say({ tone: isBlind ? 'bad' : 'idle', words });
      }
      case 'no': {
        const words = {
          unit: t('receive.said.is_unit', { what: opening.what }),
          goods: t('receive.said.is_goods', { what: opening.what }),
          bin: t('receive.said.bin', { code: opening.what }),
        };
        return say({ tone: 'bad', words: words[opening.why], aside: t('receive.said.nothing') });
      }
    }
  };

  // What waits is read before it is needed, so that its boxes can be opened without a line.
  const ids = dock?.waiting
    .slice(0, 12)
    .map((row) => row.parcel_id)
    .join();
  useEffect(() => {
    for (const id of ids?.split(',').filter(Boolean) ?? []) {
      const input = { params: { id } };
      void client.prefetchQuery({
        queryKey: keyOf(warehouse.parcel, input),
        queryFn: () => call(warehouse.parcel, input),
        staleTime: 300_000,
        retry: false,
      });
    }
  }, [ids, client]);

  return { choice, setChoice, arrive, load, atTheDoor };
}

/** A box nobody has touched for this long may be taken over; until then its holder is named. The server has the last word. */
const quiet = 10 * 60_000;

/** The other person who has this box in hands just now. */
export function holderOf(parcel: Parcel, me: string): string | null {
  if (!parcel.opened_by || parcel.opened_by.id === me) return null;
  const touches = [parcel.arrived_at, ...parcel.units.map((unit) => unit.arrived_at)];
  const last = Math.max(...touches.map((at) => (at ? new Date(at).getTime() : 0)));
  return Date.now() - last < quiet ? parcel.opened_by.name : null;
}
