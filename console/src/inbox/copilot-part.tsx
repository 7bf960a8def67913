/** Beside the thread, when asked: what happened so far, what to do next, what to tag it. */
import './copilot.css';
import { assistant, type Conversation, inbox, inboxSetup } from '@recoup/contract';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { CallStep } from '../calls/invite/call-step.tsx';
import { useFormat } from '../ui/locale.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { ByWhom, HeldBack, type Helped } from './copilot-note.tsx';

type Does = 'summary' | 'next' | 'tags';
const all: readonly Does[] = ['summary', 'next', 'tags'];

export function CopilotPart(props: { conversation: Conversation; onWords: (text: string) => void }) {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const { conversation: at } = props;
  const [does, setDoes] = useState<Does | null>(null);
  const help = useMove(assistant.copilot);
  const [helped, setHelped] = useState<Helped | null>(null);
  const ask = async (what: Does) => {
    setDoes(what);
    setHelped(null);
    const language = f.language === 'zh' ? 'zh' : 'en';
    setHelped((await help.run({ params: { id: at.id }, body: { do: what, language } })) ?? null);
  };
  return (
    <section className="copilot-part">
      <header>
        <h3>{t('copilot.title')}</h3>
        {helped && does && <ByWhom helped={helped} />}
      </header>
      <div className="copilot-asks">
        {all.map((what) => (
          <Button
            key={what}
            size="small"
            aria-pressed={does === what}
            disabled={help.busy}
            onClick={() => void ask(what)}
          >
            {t(`copilot.do.${what}`)}
          </Button>
        ))}
      </div>
      {help.busy && <SkeletonRows rows={3} height={20} />}
      {help.problem && (
        <p className="r-t-bad" role="alert">
          {help.problem.words}
        </p>
      )}
      {helped && does === 'summary' && <Summary helped={helped} />}
      {helped && does === 'next' && <NextSteps helped={helped} conversation={at} onWords={props.onWords} />}
      {helped && does === 'tags' && <Tags helped={helped} conversation={at} />}
    </section>
  );
}

function Summary({ helped }: { helped: Helped }) {
  return (
    <>
      <div className="copilot-summary" aria-live="polite">
        {(helped.text ?? '').split('\n').map((line, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, which never change their places
          <p key={n}>{line}</p>
        ))}
      </div>
      <HeldBack held={helped.held_back} />
    </>
  );
}

function NextSteps({
  helped,
  conversation: at,
  onWords,
}: {
  helped: Helped;
  conversation: Conversation;
  onWords: (text: string) => void;
}) {
  const { t } = useTranslation('inbox');
  const fill = useMove(inboxSetup.fillMacro);
  const reply = at.moves.includes('reply');
  const take = async (one: Helped['next'][number]) => {
    if (one.kind !== 'macro' || !one.id) return;
    const filled = await fill.run({ params: { id: one.id }, body: { conversation_id: at.id } });
    const words = filled?.mine ?? filled?.text;
    if (words) onWords(words);
  };
  if (helped.next.length === 0) return <p className="r-second">{t('copilot.no_next')}</p>;
  return (
    <ol className="copilot-next">
      {helped.next.map((one) => (
        <li key={`${one.kind} ${one.id ?? one.title}`}>
          <span className="copilot-step">
            <span>{one.title}</span>
            <span className="r-second">{one.because}</span>
          </span>
          {one.kind === 'call' && <CallStep conversation={at} />}
          {one.kind === 'macro' && reply && (
            <Button size="small" type="text" loading={fill.busy} onClick={() => void take(one)}>
              {t('copilot.take')}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}

function Tags({ helped, conversation: at }: { helped: Helped; conversation: Conversation }) {
  const { t } = useTranslation('inbox');
  const set = useMove(inbox.setTags);
  const left = helped.tags.filter((tag) => !at.tags.includes(tag));
  if (left.length === 0) return <p className="r-second">{t('copilot.no_tags')}</p>;
  return (
    <div className="copilot-tags">
      {left.map((tag) => (
        <Button
          key={tag}
          size="small"
          icon={<Plus size={12} />}
          disabled={set.busy || at.tags.length >= 30}
          onClick={() => void set.run({ params: { id: at.id }, body: { tags: [...at.tags, tag] } })}
        >
          {tag}
        </Button>
      ))}
      {set.problem && <p className="r-t-bad">{set.problem.words}</p>}
    </div>
  );
}
