/** The reply box: what I write beside what the buyer receives, notes for us alone, and everything that can go along. */
import { type Conversation, inbox, inboxSetup, type ThreadItem } from '@recoup/contract';
import { App, Mentions, Segmented, Select } from 'antd';
import { Wrench, X, Zap } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useKeys } from '../ui/keys.ts';
import { useFormat } from '../ui/locale.tsx';
import { useActionWords } from './action-words.ts';
import { ArticlePicker } from './article-picker.tsx';
import type { Attached } from './attached.ts';
import { AttachmentList } from './attachment-list.tsx';
import { Collision } from './collision.tsx';
import { CopilotReply } from './copilot-reply.tsx';
import { type Filled, MacroPicker } from './macro-picker.tsx';
import { mentionsIn } from './mentions.ts';
import { ReplyTools } from './reply-tools.tsx';
import { type After, SendButton } from './send-button.tsx';
import { cameSince, sameLanguage } from './thread.ts';
import { TimeDialog } from './time-menu.tsx';
import { useAttachments } from './use-attachments.ts';
import { useBasis } from './use-basis.ts';
import { useDraft } from './use-draft.ts';
import { useColleagues } from './use-people.ts';
import type { Other } from './use-presence.ts';
import { useWriting } from './use-writing.ts';
import { WriteBoth, WriteOne } from './write-columns.tsx';

type Props = {
  conversation: Conversation;
  items: readonly ThreadItem[];
  translator: string | null;
  others: readonly Other[];
  /** The remedy picked beside the thread: it is done when the reply is sent. */
  attached: Attached | null;
  /** Words picked beside the thread; they go below what is written. */
  words: { text: string; at: number } | null;
  onTyping: (note: boolean) => void;
  onStopped: () => void;
};

const directKey = 'recoup.inbox.direct';

export function Reply(props: Props) {
  const { conversation: at, items, translator, others, attached: beside, onTyping, onStopped } = props;
  const { t } = useTranslation('inbox');
  const { t: said } = useTranslation('remedies');
  const f = useFormat();
  const { me, may } = useSession();
  const { message: toast } = App.useApp();
  const { staff } = useColleagues();
  const actionWords = useActionWords();
  const mayReply = at.moves.includes('reply');
  const mayNote = at.moves.includes('note');
  const { draft, change, clear } = useDraft(at, f.language);
  const mode = mayReply ? draft.mode : 'note';
  const attached = mode === 'reply' ? beside : null;
  const buyerLanguage = at.language ?? at.contact.language;
  const [direct, setDirect] = useState(() => localStorage.getItem(directKey) === '1');
  const differs = !sameLanguage(buyerLanguage, f.language);
  const two = mode === 'reply' && translator !== null && differs && !direct;
  const writing = useWriting({
    on: two && draft.theirs === null,
    brandId: at.brand.id,
    text: draft.mine,
    from: f.language,
    to: buyerLanguage,
  });
  const receives = two ? (draft.theirs ?? writing.text) : draft.mine;
  const files = useAttachments();
  const basis = useBasis(items, draft.mine.trim() !== '' || files.all.length > 0, me.id);
  const [refused, setRefused] = useState<string | null | undefined>(undefined);
  const [macro, setMacro] = useState<Filled | null>(null);
  const [cc, setCc] = useState<string[] | null>(null);
  const [picker, setPicker] = useState<'macro' | 'article' | 'later' | null>(null);
  const [over, setOver] = useState(false);
  const [suggests, setSuggests] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const reply = useMove(inbox.reply);
  const note = useMove(inbox.note);
  const apply = useMove(inboxSetup.applyMacro);
  const [settling, setSettling] = useState(false);
  const [unsent, setUnsent] = useState<string | null>(null);
  const busy = reply.busy || note.busy || settling;
  const of = { params: { id: at.id } };
  const focus = () =>
    requestAnimationFrame(() => field.current?.querySelector<HTMLTextAreaElement>('textarea[data-write]')?.focus());
  const setMode = (next: 'reply' | 'note') => {
    change({ mode: next });
    focus();
  };

  const done = () => {
    clear();
    files.clear();
    setMacro(null);
    setCc(null);
    setRefused(undefined);
    setUnsent(null);
    onStopped();
    // The keys of the list and the conversation answer again.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  const ready =
    mode === 'note'
      ? draft.mine.trim() !== ''
      : !!receives?.trim() && at.reply_by !== null && !(two && draft.mine.trim() === '');
  const send = async (after: After, sendAt?: string) => {
    setPicker(null);
    if (!ready || busy || files.going) return;
    if (mode === 'note') {
      const body = { text: draft.mine.trim(), mentions: mentionsIn(draft.mine, staff), file_ids: files.ids };
      if (!(await note.run({ ...of, body }))) return;
      done();
      change({ mode: 'reply' });
      return;
    }
    const { seenId } = basis;
    // The remedy first: nobody is promised what did not happen.
    let settled: string | null = null;
    if (attached) {
      if (!attached.ready) return;
      setSettling(true);
      const made = await attached.act();
      setSettling(false);
      if ('refused' in made) return;
      settled = made.code;
    }
    const answer = await reply.run({
      ...of,
      body: {
        text: receives!.trim(),
        ...(two ? { original: { text: draft.mine.trim(), language: f.language } } : {}),
        ...(two ? { language: buyerLanguage } : {}),
        file_ids: files.ids,
        after,
        seen_message_id: seenId,
        ...(sendAt ? { send_at: sendAt } : {}),
        ...(macro ? { macro_id: macro.macro.id } : {}),
        ...(cc?.length ? { cc } : {}),
      },
    });
    if (!answer) {
      if (settled) setUnsent(said('settle.not_sent', { code: settled }));
      return setRefused(seenId);
    }
    const acts = macro && macro.actions.length > 0 ? macro.macro.id : null;
    done();
    if (sendAt) void toast.success(t('send.scheduled', { at: f.dateTime(sendAt) }));
    if (acts) void apply.run({ params: { id: acts }, body: { conversation_id: at.id } });
  };
  const collided =
    reply.problem?.code === 'conversation.somebody_answered' || reply.problem?.code === 'conversation.buyer_wrote';
  const came = collided && refused !== undefined ? cameSince(items, refused) : [];
  // What was refused stands on the screen now: sending again sends.
  const { read } = basis;
  useEffect(() => {
    if (collided && came.length > 0) read();
  }, [collided, came.length, read]);

  useKeys(
    {
      r: () => (mayReply ? setMode('reply') : false),
      n: () => (mayNote ? setMode('note') : false),
      'mod+Enter': () => void send('waiting'),
    },
    { on: may('inbox.write') },
  );

  const write = (text: string) => {
    if (/(?:^|\n)\/$/.test(text) && !/(?:^|\n)\/$/.test(draft.mine) && mode === 'reply') {
      change({ mine: text.slice(0, -1) });
      return setPicker('macro');
    }
    // What was changed by hand belongs to the words it was made of.
    change({ mine: text, ...(draft.theirs !== null && !text.trim() ? { theirs: null } : {}) });
    if (reply.problem && !collided) reply.reset();
    onTyping(mode === 'note');
  };
  const join = (was: string, more: string) => (was.trim() ? `${was.trimEnd()}\n\n${more}` : more);
  /** What was written stays, unless it is to be replaced. */
  const takeWords = (text: string, how: 'add' | 'instead') => {
    change({ mode: 'reply', mine: how === 'instead' ? text : join(draft.mine, text), theirs: null });
    setSuggests(false);
    focus();
  };
  const { words } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each pick is taken once
  useEffect(() => {
    if (words && mayReply) takeWords(words.text, 'add');
  }, [words?.at]);
  const takeMacro = (filled: Filled) => {
    setPicker(null);
    if (filled.text === null)
      return void apply.run({ params: { id: filled.macro.id }, body: { conversation_id: at.id } });
    if (two && filled.mine !== null) {
      // Both texts were written by people: nothing is left to translate.
      const whole = draft.mine.trim() === '';
      change({ mine: join(draft.mine, filled.mine), theirs: whole ? filled.text : null });
    } else change({ mine: join(draft.mine, filled.text), theirs: null });
    setMacro(filled);
    focus();
  };

  if (!may('inbox.write') || (!mayReply && !mayNote)) return null;
  const typists = others.filter(({ kind, what }) => kind === 'staff' && what === 'typing');
  const label = mode === 'note' ? t('note.placeholder') : t('write.placeholder', { name: at.contact.name });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere on the box; the button does the same
    <footer
      ref={field}
      data-scan="field"
      className={`inbox-reply is-${mode}${over ? ' is-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        files.add(event.dataTransfer.files);
      }}
      onPaste={(event) => {
        if (event.clipboardData.files.length === 0) return;
        event.preventDefault();
        files.add(event.clipboardData.files);
      }}
    >
      {collided ? (
        <Collision words={reply.problem!.words} came={came} />
      ) : (
        basis.since.length > 0 && (
          <Collision
            words={t('came.while_writing', { name: basis.since.at(-1)!.author.name })}
            came={basis.since}
            onRead={basis.read}
          />
        )
      )}
      {typists.length > 0 && basis.since.length === 0 && (
        <p className="inbox-band is-clock">{typists.map((one) => t('other.types', { name: one.name })).join(' ')}</p>
      )}
      {suggests && mode === 'reply' && (
        <CopilotReply
          conversation={at}
          language={two ? f.language : buyerLanguage}
          draft={draft.mine}
          onUse={takeWords}
          onClose={() => setSuggests(false)}
        />
      )}
      {mode === 'note' ? (
        <div className="inbox-write is-note">
          <div className="inbox-write-head">
            <b>{t('note.title')}</b> <span className="r-quiet">{t('note.only_us')}</span>
          </div>
          <Mentions
            data-write
            variant="borderless"
            autoSize={{ minRows: 3, maxRows: 10 }}
            placeholder={label}
            aria-label={label}
            value={draft.mine}
            maxLength={20_000}
            options={staff.map(({ name }) => ({ value: name, label: name }))}
            onChange={write}
          />
        </div>
      ) : two ? (
        <WriteBoth
          conversation={at}
          label={label}
          mine={draft.mine}
          theirs={draft.theirs}
          writing={writing}
          onMine={write}
          onTheirs={(theirs) => change({ theirs })}
        />
      ) : (
        <WriteOne
          conversation={at}
          label={label}
          text={draft.mine}
          onText={write}
          noTranslator={translator === null && differs}
        />
      )}
      <AttachmentList files={files} />
      {macro && macro.actions.length > 0 && (
        <p className="inbox-along">
          <Zap size={13} aria-hidden="true" />
          {t('macro.also', { what: f.listed(macro.actions.map(actionWords)) })}
          <button type="button" aria-label={t('macro.without')} onClick={() => setMacro(null)}>
            <X size={13} />
          </button>
        </p>
      )}
      {attached && (
        <p className="inbox-along">
          <Wrench size={13} aria-hidden="true" />
          {said('settle.attached', { what: attached.what })}
          <button type="button" aria-label={said('settle.without')} onClick={attached.drop}>
            <X size={13} />
          </button>
        </p>
      )}
      {unsent && (
        <p className="inbox-refused r-t-bad" role="alert">
          {unsent}
        </p>
      )}
      {cc && (
        <div className="inbox-cc">
          <span className="r-quiet">{t('mail.cc')}</span>
          <Select
            mode="tags"
            size="small"
            open={false}
            suffixIcon={null}
            tokenSeparators={[',', ' ', ';']}
            value={cc}
            aria-label={t('mail.cc')}
            onChange={(next: string[]) => setCc(next.filter((one) => /^\S+@\S+\.\S+$/.test(one)))}
          />
        </div>
      )}
      {!collided && (reply.problem ?? note.problem ?? apply.problem) && (
        <p className="inbox-refused r-t-bad" role="alert">
          {(reply.problem ?? note.problem ?? apply.problem)!.words}
        </p>
      )}
      <div className="inbox-reply-foot">
        <Segmented
          size="small"
          value={mode}
          onChange={setMode}
          options={[
            ...(mayReply ? [{ value: 'reply' as const, label: t('reply') }] : []),
            ...(mayNote ? [{ value: 'note' as const, label: t('note.title') }] : []),
          ]}
        />
        <ReplyTools
          reply={mode === 'reply'}
          onFiles={files.add}
          onMacro={() => setPicker('macro')}
          onArticle={() => setPicker('article')}
          onSuggest={() => setSuggests(!suggests)}
          onCc={at.reply_by?.channel.kind === 'email' && !cc ? () => setCc([]) : null}
          otherWay={translator !== null && differs ? { direct, mine: f.language, theirs: buyerLanguage } : null}
          onOtherWay={() => {
            localStorage.setItem(directKey, direct ? '0' : '1');
            setDirect(!direct);
            focus();
          }}
        />
        <SendButton
          mode={mode}
          busy={busy}
          off={!ready || files.going || (attached !== null && !attached.ready)}
          verb={attached?.verb ?? null}
          onSend={(after) => void send(after)}
          onLater={() => setPicker('later')}
        />
      </div>
      {picker === 'macro' && <MacroPicker conversation={at} onPick={takeMacro} onClose={() => setPicker(null)} />}
      {picker === 'article' && (
        <ArticlePicker
          conversation={at}
          language={buyerLanguage}
          onPick={(words) => {
            setPicker(null);
            change(
              draft.theirs !== null && two
                ? { mine: `${draft.mine.trimEnd()}\n${words}`, theirs: `${draft.theirs.trimEnd()}\n${words}` }
                : { mine: draft.mine.trim() ? `${draft.mine.trimEnd()}\n${words}` : words },
            );
            focus();
          }}
          onClose={() => setPicker(null)}
        />
      )}
      {picker === 'later' && (
        <TimeDialog
          title={t('send.later_title')}
          go={(when) => (when ? t('send.at', { at: when }) : t('send.later'))}
          onPick={(when) => void send('waiting', when)}
          onClose={() => setPicker(null)}
        />
      )}
    </footer>
  );
}
