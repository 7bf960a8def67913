/** Talks that were kept: each ran once and ended somewhere; after a change they are run again. The one that ends elsewhere is a press away. */
import { assistant } from '@recoup/contract';
import { App, Button, Input, Popover } from 'antd';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Shape, When } from '../ui/status.tsx';
import { type SavedTalk, type Tried, useTalk } from './try-talk.tsx';

type End = SavedTalk['expects'];

export function SavedTalks({ tried }: { tried: Tried | undefined }) {
  const { t } = useTranslation('assistant');
  const { may } = useSession();
  const talk = useTalk();
  const { data } = useApi(assistant.talks, { query: { brand_id: talk.brandId } });
  const run = useMove(assistant.runTalks);
  const [listed, setListed] = useState(false);
  const rows = data?.rows ?? [];
  const passed = rows.filter(({ last }) => last?.passed).length;
  const elsewhere = rows.filter(({ last }) => last && !last.passed);
  const at = rows.findIndex(({ id }) => id === talk.opened?.id);
  const next = rows.length > 0 ? rows[(at + 1) % rows.length]! : null;
  const answer = () => void run.run({ query: { brand_id: talk.brandId }, body: { flows: 'draft' } });
  return (
    <>
      <Button disabled={!next} onClick={() => next && talk.open(next)}>
        {t('talks.next')}
      </Button>
      <div className="assist-talks">
        {rows.length === 0 ? (
          <span className="r-quiet">{t('talks.none')}</span>
        ) : (
          <Popover
            trigger="click"
            placement="topLeft"
            arrow={false}
            open={listed}
            onOpenChange={setListed}
            content={<TalkList rows={rows} onOpen={() => setListed(false)} />}
          >
            <button type="button" className="assist-tally">
              {passed > 0 && (
                <span className="r-t-good">
                  <Shape tone="good" /> {t('talks.pass', { count: passed })}
                </span>
              )}
              {elsewhere.length > 0 && (
                <span className="r-t-bad">
                  <Shape tone="bad" /> {t('talks.elsewhere', { count: elsewhere.length })}
                </span>
              )}
              {passed + elsewhere.length === 0 && t('talks.not_run', { count: rows.length })}
            </button>
          </Popover>
        )}
        <span className="assist-talk-verbs">
          {elsewhere[0] && (
            <button type="button" className="r-link" onClick={() => talk.open(elsewhere[0]!)}>
              {t('talks.see_it')}
            </button>
          )}
          {rows.length > 0 && (
            <button type="button" className="r-link" disabled={run.busy} onClick={answer}>
              {t(run.busy ? 'talks.running' : 'talks.run')}
            </button>
          )}
          {may('inbox.manage') && tried && talk.turns.length > 0 && !talk.opened && <SaveTalk end={tried.end} />}
        </span>
      </div>
      {talk.opened?.last && !talk.opened.last.passed && <Ended talk={talk.opened} now={tried?.end} />}
      {run.problem && <p className="r-t-bad">{run.problem.words}</p>}
    </>
  );
}

/** Where it should end, and where it ends with what stands here. */
function Ended({ talk, now }: { talk: SavedTalk; now: End | undefined }) {
  const { t } = useTranslation('assistant');
  const words = useEndWords();
  return (
    <p className="assist-elsewhere">
      {t('talks.should', { name: talk.name, end: words(talk.expects) })}
      <br />
      <b>{t('talks.ends', { end: words(now ?? talk.last!.end) })}</b>
    </p>
  );
}

function useEndWords() {
  const { t } = useTranslation('assistant');
  return (end: End): string => {
    const where = end.step ? t('talks.at', { flow: end.flow ? t(`flow.${end.flow}`) : '', step: end.step }) : '';
    const how = end.handed_over
      ? t('talks.handed', { because: t(`because.${end.handed_over}`) })
      : t(`ending.${end.ending}`);
    return [how, where].filter(Boolean).join(t('comma'));
  };
}

function TalkList({ rows, onOpen }: { rows: readonly SavedTalk[]; onOpen: () => void }) {
  const { t } = useTranslation('assistant');
  const f = useFormat();
  const { may } = useSession();
  const { modal } = App.useApp();
  const talk = useTalk();
  const words = useEndWords();
  const drop = useMove(assistant.dropTalk);
  return (
    <ul className="assist-talk-list">
      {rows.map((row) => (
        <li key={row.id}>
          <span title={row.last ? f.fullDateTime(row.last.at) : ''}>
            {row.last ? <Shape tone={row.last.passed ? 'good' : 'bad'} /> : <Shape tone="idle" />}
          </span>
          <button
            type="button"
            onClick={() => {
              talk.open(row);
              onOpen();
            }}
          >
            <b className="r-cut">{row.name}</b>
            <span className="r-second r-cut">{words(row.expects)}</span>
          </button>
          {row.last && <When at={row.last.at} />}
          {may('inbox.manage') && (
            <button
              type="button"
              className="assist-icon"
              aria-label={t('talks.forget', { name: row.name })}
              onClick={() =>
                modal.confirm({
                  title: t('talks.forget', { name: row.name }),
                  okText: t('talks.forget_verb'),
                  icon: null,
                  onOk: () => drop.run({ params: { id: row.id } }),
                })
              }
            >
              <Trash2 size={14} aria-hidden="true" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Keeps the talk with where it ended: from now on it should end there. */
function SaveTalk({ end }: { end: End }) {
  const { t } = useTranslation('assistant');
  const talk = useTalk();
  const { message } = App.useApp();
  const save = useMove(assistant.saveTalk);
  const words = useEndWords();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const keep = async () => {
    if (!name.trim()) return;
    const { brandId, language, order, turns } = talk;
    const body = {
      brand_id: brandId,
      language,
      order_id: order?.id ?? null,
      turns: [...turns],
      name: name.trim(),
      expects: end,
    };
    const kept = await save.run({ body });
    if (!kept) return;
    talk.keptAs(kept);
    setOpen(false);
    setName('');
    void message.success(t('talks.saved'));
  };
  return (
    <Popover
      trigger="click"
      placement="topRight"
      arrow={false}
      open={open}
      onOpenChange={setOpen}
      content={
        <form
          className="assist-save"
          onSubmit={(event) => {
            event.preventDefault();
            void keep();
          }}
        >
          <Input
            autoFocus
            aria-label={t('talks.name')}
            placeholder={t('talks.name')}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <p className="r-quiet">{t('talks.will_expect', { end: words(end) })}</p>
          {save.problem && <p className="r-t-bad">{save.problem.words}</p>}
          <Button htmlType="submit" type="primary" size="small" disabled={!name.trim()} loading={save.busy}>
            {t('talks.save_verb')}
          </Button>
        </form>
      }
    >
      <button type="button" className="r-link">
        {t('talks.save')}
      </button>
    </Popover>
  );
}
