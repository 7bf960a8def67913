/** A reply suggested above the box one writes in: looked over first, then put in, never over what was written unless asked to. */
import './copilot.css';
import { assistant, type Conversation } from '@recoup/contract';
import { Button, Select } from 'antd';
import { RotateCw, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { SkeletonRows } from '../ui/states.tsx';
import { Shape } from '../ui/status.tsx';
import { ByWhom, HeldBack, type Helped, Sources } from './copilot-note.tsx';

type Language = 'en' | 'zh' | 'es';
type Tone = 'plain' | 'warm' | 'formal';
type Length = 'short' | 'usual' | 'long';
const tones: Tone[] = ['plain', 'warm', 'formal'];
const lengths: Length[] = ['short', 'usual', 'long'];

export function CopilotReply(props: {
  conversation: Conversation;
  /** The one the agent writes in here: their own where it is translated, else the buyer's. */
  language: string;
  /** What stands in the box. */
  draft: string;
  onUse: (text: string, how: 'add' | 'instead') => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('inbox');
  const { conversation: at } = props;
  const [tone, setTone] = useState<Tone>('warm');
  const [length, setLength] = useState<Length>('usual');
  const [better, setBetter] = useState(false);
  const [helped, setHelped] = useState<Helped | null>(null);
  const help = useMove(assistant.copilot);
  const language = (['en', 'zh', 'es'] as const).find((one) => one === props.language) ?? 'en';
  const written = props.draft.trim() !== '';
  const ask = (change: { tone?: Tone; length?: Length; better?: boolean } = {}) => {
    const improves = change.better ?? (better && written);
    setBetter(improves);
    const asked = help.run({
      params: { id: at.id },
      body: {
        do: 'reply',
        language: language as Language,
        tone: change.tone ?? tone,
        length: change.length ?? length,
        ...(improves ? { draft: props.draft.trim() } : {}),
      },
    });
    void asked.then((answer) => setHelped(answer ?? null));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once when it opens; then by hand
  useEffect(() => ask(), [at.id]);
  return (
    <section className="copilot-reply" aria-label={t('copilot.reply')}>
      <header>
        <Shape tone="bot" />
        <b>{t(better ? 'copilot.better' : 'copilot.reply')}</b>
        {helped && !help.busy && <ByWhom helped={helped} plain />}
        <span className="copilot-ends">
          <Select
            size="small"
            variant="borderless"
            value={tone}
            aria-label={t('copilot.tone_label')}
            options={tones.map((value) => ({ value, label: t(`copilot.tone.${value}`) }))}
            onChange={(next: Tone) => {
              setTone(next);
              ask({ tone: next });
            }}
          />
          <Select
            size="small"
            variant="borderless"
            value={length}
            aria-label={t('copilot.length_label')}
            options={lengths.map((value) => ({ value, label: t(`copilot.length.${value}`) }))}
            onChange={(next: Length) => {
              setLength(next);
              ask({ length: next });
            }}
          />
          <Button
            type="text"
            size="small"
            icon={<RotateCw size={14} />}
            aria-label={t('copilot.again')}
            disabled={help.busy}
            onClick={() => ask()}
          />
          <Button
            type="text"
            size="small"
            icon={<X size={14} />}
            aria-label={t('copilot.close')}
            onClick={props.onClose}
          />
        </span>
      </header>
      {help.busy ? (
        <SkeletonRows rows={2} height={20} />
      ) : help.problem ? (
        <p className="r-t-bad" role="alert">
          {help.problem.words}
        </p>
      ) : helped?.text ? (
        <>
          <p className="inbox-text copilot-text" lang={language} aria-live="polite">
            {helped.text}
          </p>
          <HeldBack held={helped.held_back} />
          <Sources sources={helped.sources} />
          <div className="copilot-acts">
            {written ? (
              <>
                <Button size="small" onClick={() => props.onUse(helped.text!, 'add')}>
                  {t('copilot.add')}
                </Button>
                <Button size="small" onClick={() => props.onUse(helped.text!, 'instead')}>
                  {t('copilot.instead')}
                </Button>
                {!better && (
                  <Button size="small" type="text" onClick={() => ask({ better: true })}>
                    {t('copilot.better')}
                  </Button>
                )}
              </>
            ) : (
              <Button size="small" type="primary" ghost onClick={() => props.onUse(helped.text!, 'add')}>
                {t('copilot.use')}
              </Button>
            )}
            <span className="r-quiet">{t('copilot.read_first')}</span>
          </div>
        </>
      ) : (
        <p className="r-second">{t('copilot.nothing')}</p>
      )}
    </section>
  );
}
