/** How a help of the copilot came about: from what is known, or in a model's words; why no model was used, and what was held back. */
import type { AnswerOf, assistant } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useModelNote } from '../terms/model-note.ts';
import { Status } from '../ui/status.tsx';

export type Helped = AnswerOf<typeof assistant.copilot>;

/** `plain` where the assistant's shape stands beside it already. */
export function ByWhom({ helped: { by, note }, plain }: { helped: Pick<Helped, 'by' | 'note'>; plain?: boolean }) {
  const { t } = useTranslation('inbox');
  const noteWords = useModelNote();
  return (
    <span className="r-quiet copilot-by">
      {by === 'model' && !plain ? <Status tone="bot">{t('copilot.by.model')}</Status> : t(`copilot.by.${by}`)}
      {note !== null && ` · ${noteWords(note)}`}
    </span>
  );
}

/** What the model wrote and nothing we know bears: shown, so that nobody wonders, and not to be sent. */
export function HeldBack({ held }: { held: readonly string[] }) {
  const { t } = useTranslation('inbox');
  if (held.length === 0) return null;
  return (
    <details className="copilot-held" open>
      <summary>{t('copilot.held', { count: held.length })}</summary>
      <ul>
        {held.map((words) => (
          <li key={words}>
            <s>{words}</s>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Sources({ sources }: { sources: Helped['sources'] }) {
  const { t, i18n } = useTranslation('inbox');
  if (sources.length === 0) return null;
  const named = sources.map(({ kind, title }) =>
    i18n.exists(`copilot.source.${kind}`, { ns: 'inbox' }) ? t(`copilot.source.${kind}`, { title }) : title,
  );
  return <p className="r-quiet">{t('copilot.sources', { list: named.join(t('copilot.comma')) })}</p>;
}
