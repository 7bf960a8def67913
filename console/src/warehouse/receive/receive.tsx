/** The dock: a parcel is scanned, its box emptied thing by thing, each thing gets its plate. Usable by scanner alone, and without a line. */
import '../warehouse.css';
import { warehouse } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../app/api.ts';
import { AtSite } from '../../app/at-site.tsx';
import { useProblemWords } from '../../app/problem-words.ts';
import { keyOf, useApi } from '../../app/queries.ts';
import { useSession } from '../../app/session.tsx';
import { openLpnLabel } from '../../goods/lpn-label.ts';
import { type StationPlace, useCodeLink, useStation, WorkStation } from '../../goods/work-station.tsx';
import { useKeys } from '../../ui/keys.ts';
import { useFormat } from '../../ui/locale.tsx';
import { useScanQueue } from '../../ui/scan-queue.ts';
import { Answers } from '../../ui/station/answers.tsx';
import { OfflineBar } from '../../ui/station/offline-bar.tsx';
import { BoxLines } from './box-lines.tsx';
import { BoxQuestion } from './box-question.tsx';
import { BoxSide } from './box-side.tsx';
import { DockNow, type LastBox } from './dock-now.tsx';
import { Door } from './door.tsx';
import { answersOf, DoorQuestion } from './door-question.tsx';
import { isClosing, toSend } from './kept.ts';
import { PhotoView } from './photo-view.tsx';
import { useBox } from './use-box.ts';
import { holderOf, useDoor } from './use-door.ts';

const route = getRouteApi('/station/stations/receive');

export function Receive() {
  const { t } = useTranslation('warehouse');
  return <AtSite name={t('receive.name')}>{(site, change) => <Dock site={site} change={change} />}</AtSite>;
}

function Dock({ site, change }: StationPlace) {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const { me } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const problemWords = useProblemWords();
  const { say, attempt, lineDown, frame } = useStation({ site, change });
  const [photo, setPhoto] = useState<'carton' | 'hurt' | null>(null);
  const [lastBox, setLastBox] = useState<LastBox | null>(null);
  const [all, setAll] = useState(false);
  const dock = useApi(warehouse.dock, { params: { id: site.id } });
  const shown = useApi(warehouse.parcel, { params: { id: search.parcel ?? '' } }, { on: !!search.parcel, keep: false });

  const go = (parcel: string | undefined) => void navigate({ search: parcel ? { parcel } : {}, replace: true });
  const {
    box,
    kept,
    stuck,
    drop,
    question,
    ask,
    letGo,
    plates,
    last,
    count,
    close,
    empty,
    scan,
    match,
    stick,
    undo,
    byHand,
    reset,
  } = useBox({
    workspaceId: me.workspace.id,
    siteId: site.id,
    parcel: search.parcel ? shown.data : undefined,
    say,
    onClosed: (closed, next) => {
      setLastBox(closed);
      go(undefined);
      if (next) void atTheDoor(next);
    },
  });
  const parcel = box?.parcel;
  const closing = new Set(kept.filter((step) => step.kind === 'close').map((step) => step.parcel_id));
  const isOpen = !!parcel && !isClosing(kept, parcel.id);
  const since = stuck?.since ?? lineDown;

  const { choice, setChoice, arrive, load, atTheDoor } = useDoor({
    siteId: site.id,
    me: me.id,
    dock: dock.data,
    isClosing: (id) => closing.has(id),
    isOffline: since !== null,
    say,
    stick,
    onOpened: (id) => {
      reset();
      setLastBox(null);
      go(id);
    },
  });
  useScanQueue((text) => (isOpen ? scan(text) : atTheDoor(text)), photo === null);

  // A link from elsewhere names the parcel, once.
  useCodeLink(search.code, (code) => {
    go(undefined);
    void atTheDoor(code, (id) => void navigate({ to: '/parcels/$id', params: { id } }));
  });
  // Labels and codes can be drawn without a line only once their drawing is loaded.
  useEffect(() => void import('../../ui/codes.ts'), []);

  const print = () => {
    const unit = plates.at(-1) ?? parcel?.units.at(-1);
    if (unit) void attempt(() => openLpnLabel(unit));
    else say({ tone: 'idle', words: t('receive.said.no_label') });
  };
  const takePhotos = async (of: 'carton' | 'hurt', fileIds: string[]) => {
    setPhoto(null);
    if (!parcel || fileIds.length === 0) return;
    const caption = of === 'hurt' ? t('receive.photo.hurt_caption') : t('receive.photo.carton_caption');
    const fresh = await attempt(() =>
      call(warehouse.addParcelPhotos, { params: { id: parcel.id }, body: { file_ids: fileIds, caption } }),
    );
    if (!fresh) return;
    client.setQueryData(keyOf(warehouse.parcel, { params: { id: fresh.id } }), fresh);
    say({ tone: 'good', words: t('receive.said.photos', { count: fileIds.length }) });
  };

  const commands = [
    ...(isOpen && photo === null && !question
      ? [
          { key: 'e', word: t('receive.keys.empty'), command: 'CMD-EMPTY', run: empty },
          { key: 'p', word: t('receive.keys.print'), command: 'CMD-PRINT', run: print },
          { key: ' ', word: t('receive.keys.photo'), command: 'CMD-PHOTO', run: () => setPhoto('carton') },
          { key: 'z', word: t('receive.keys.undo'), command: 'CMD-UNDO', run: () => void undo() },
        ]
      : []),
    ...(!isOpen && !choice
      ? [
          {
            key: 'b',
            word: t('receive.keys.blind'),
            command: 'CMD-BLIND',
            run: () => setChoice({ ask: 'blind', tracking: null }),
          },
          {
            key: 'l',
            word: all ? t('receive.keys.list_less') : t('receive.keys.list'),
            command: 'CMD-LIST',
            run: () => setAll(!all),
          },
        ]
      : []),
  ];
  useKeys(
    {
      Escape: () => {
        if (question) letGo();
        else if (choice) setChoice(null);
        else if (isOpen && parcel.units.length === 0) go(undefined);
        else return false;
      },
    },
    { on: photo === null },
  );

  const answers = isOpen ? (question?.ask === 'unknown' ? 3 : 2) : choice ? answersOf(choice, me.brands.length) : 0;
  const answerKeys = answers > 3 ? ['1', '…', String(answers)] : ['1', '2', '3'].slice(0, answers);
  const other = parcel ? holderOf(parcel, me.id) : null;
  return (
    <WorkStation
      {...frame}
      name={t('receive.name')}
      counts={dock.data && t('receive.counts', { count: dock.data.waiting.length, done: dock.data.done_today })}
      offline={
        since !== null && (
          <OfflineBar
            since={since}
            waiting={toSend(kept).length}
            {...(stuck ? { again: Math.max(1000, stuck.again - Date.now()) } : {})}
          />
        )
      }
      left={isOpen && <BoxSide parcel={parcel} other={other} onPhoto={() => setPhoto('carton')} />}
      now={
        <DockNow
          box={isOpen ? box : null}
          question={question}
          choosing={!isOpen && choice !== null}
          photographing={photo !== null}
          plates={plates}
          kept={kept}
          lastBox={lastBox}
          offline={since !== null}
          onRead={drop}
        />
      }
      commands={commands}
      keys={[
        ...(question || (choice && !isOpen) ? [{ keys: answerKeys, word: t('receive.keys.answer') }] : []),
        ...(photo
          ? [
              { keys: [' '], word: t('receive.keys.photo') },
              { keys: ['e'], word: t('receive.keys.done') },
            ]
          : []),
      ]}
      foot={isOpen ? t('receive.foot_open') : t('receive.foot_door')}
    >
      {!isOpen ? (
        choice ? (
          <DoorQuestion choice={choice} arrive={(arrival) => void arrive(arrival)} ask={setChoice} />
        ) : (
          <Door
            dock={dock.data}
            closing={closing}
            asOf={since !== null ? t('receive.door.as_of', { time: f.time(since) }) : null}
            all={all}
            onOpen={(id) => void load(id)}
            onReturn={(code) => void atTheDoor(code)}
          />
        )
      ) : photo ? (
        <PhotoView
          of={photo}
          failed={(error) => say({ tone: 'bad', words: problemWords(error).words })}
          done={(fileIds) => void takePhotos(photo, fileIds)}
        />
      ) : question ? (
        <BoxQuestion
          box={box}
          question={question}
          count={(counting, code) => void count(counting, code)}
          ask={ask}
          close={(next) => void close(next)}
          match={(id) => void match(id)}
          letGo={letGo}
        />
      ) : (
        <>
          <h1>{parcel.return ? t('receive.should_be') : t('receive.what_came')}</h1>
          <BoxLines box={box} nowId={last?.lineId ?? null} onHand={byHand} />
          <p className="warehouse-normal">{parcel.return ? t('receive.normal') : t('receive.normal_blind')}</p>
          <Answers
            size="small"
            answers={[
              {
                key: '1',
                word: t('receive.unlisted.word'),
                note: t('receive.unlisted.note'),
                command: 'CMD-OTHER',
                run: () => ask({ ask: 'name', code: null }),
              },
              {
                key: '2',
                word: t('receive.hurt.word'),
                note: t('receive.hurt.note'),
                command: 'CMD-HURT',
                run: () => setPhoto('hurt'),
              },
            ]}
          />
        </>
      )}
    </WorkStation>
  );
}
