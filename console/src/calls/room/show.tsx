/** What the agent shows on the buyer's screen: a page of the help centre, a picture or a film from a file, their own camera. */
import { type CallDetail, inboxSetup, type ToolWord } from '@recoup/contract';
import { Button, Input, Popover, Upload } from 'antd';
import { BookOpen, FileUp, Presentation, Video, VideoOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '../../app/api.ts';
import { useProblemWords } from '../../app/problem-words.ts';
import { useApi } from '../../app/queries.ts';
import { useSession } from '../../app/session.tsx';
import { useFormat } from '../../ui/locale.tsx';
import { ProgressBar } from '../../ui/value-bar.tsx';
import { type Session, useStore } from './session.ts';

export type Shown = NonNullable<Extract<ToolWord, { kind: 'show' }>['what']>;

export function ShowMenu(props: {
  call: CallDetail;
  session: Session;
  open: boolean;
  onOpen: (open: boolean) => void;
  onShow: (what: Shown) => void;
}) {
  const { t } = useTranslation('calls');
  return (
    <Popover
      open={props.open}
      onOpenChange={props.onOpen}
      trigger="click"
      placement="top"
      arrow={false}
      destroyOnHidden
      content={<Menu {...props} />}
    >
      <button type="button">
        <Presentation size={17} aria-hidden="true" />
        <span>{t('call.show.title')}</span>
      </button>
    </Popover>
  );
}

function Menu({ call, session, onShow, onOpen }: Parameters<typeof ShowMenu>[0]) {
  const { t } = useTranslation('calls');
  const f = useFormat();
  const { may } = useSession();
  const words = useProblemWords();
  const media = useStore(session.media);
  const [text, setText] = useState('');
  const [share, setShare] = useState<number | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const q = text.trim();
  const of = { brand_id: call.brand.id, limit: 8 };
  const near = useApi(
    inboxSetup.articles,
    { query: { ...of, conversation_id: call.conversation.id } },
    { on: may('inbox.read') && q === '' },
  );
  const wide = q !== '' || near.data?.rows.length === 0;
  const all = useApi(inboxSetup.articles, { query: { ...of, ...(q ? { q } : {}) } }, { on: may('inbox.read') && wide });
  const articles = wide ? all : near;
  const rows = (articles.data?.rows ?? []).filter((one) => one.published_version !== null && !one.archived_at);
  const theirs = call.language ?? 'en';
  const show = (what: Shown) => {
    onShow(what);
    onOpen(false);
  };
  const send = async (file: File) => {
    setFailed(null);
    setShare(0);
    try {
      const kept = await upload(file, setShare);
      if (kept.kind === 'photo' || kept.kind === 'video') {
        show({ kind: kept.kind === 'photo' ? 'picture' : 'video', title: kept.name.slice(0, 200), url: kept.url });
      } else setFailed(t('call.show.wrong_kind'));
    } catch (error) {
      setFailed(words(error).words);
    } finally {
      setShare(null);
    }
  };
  const camera = media.camera === 'on';
  return (
    <div className="room-menu">
      {may('inbox.read') && (
        <>
          <Input
            autoFocus
            placeholder={t('call.show.find')}
            aria-label={t('call.show.find')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <ul>
            {rows.map((one) => {
              const said = one.draft[f.language] ?? one.draft.en ?? one.draft.zh ?? one.draft.es;
              const title = (one.draft[theirs] ?? said)?.title ?? one.slug;
              return (
                <li key={one.id}>
                  <button type="button" onClick={() => show({ kind: 'guide', title, url: one.url })}>
                    <BookOpen size={15} aria-hidden="true" />
                    <span className="r-cut">{said?.title ?? one.slug}</span>
                  </button>
                </li>
              );
            })}
            {articles.data && rows.length === 0 && <li className="r-quiet">{t('call.show.no_guides')}</li>}
          </ul>
        </>
      )}
      <div className="room-menu-row">
        <Upload
          accept="image/*,video/*"
          showUploadList={false}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <Button icon={<FileUp size={15} />} loading={share !== null}>
            {t('call.show.file')}
          </Button>
        </Upload>
        <Button
          icon={camera ? <VideoOff size={15} /> : <Video size={15} />}
          onClick={() => void session.media.pauseVideo(camera)}
        >
          {camera ? t('call.show.camera_off') : t('call.show.camera')}
        </Button>
      </div>
      {share !== null && <ProgressBar share={share} label={t('call.show.file')} />}
      {failed && (
        <p className="r-t-bad" role="alert">
          {failed}
        </p>
      )}
    </div>
  );
}
