/** How it is reckoned: each line in words, and what it leaves out. */
import { useWords } from '../words.ts';

const LINES = ['real', 'refund', 'lost', 'resale', 'returns', 'saving', 'left_out'] as const;

export function How() {
  const { t } = useWords();
  return (
    <section class="how" id="how">
      <h2>{t('how.title')}</h2>
      <dl>
        {LINES.map((line) => (
          <div key={line}>
            <dt>{t(`how.${line}`)}</dt>
            <dd>{t(`how.${line}_text`)}</dd>
          </div>
        ))}
      </dl>
      <p class="help">{t('how.api')}</p>
    </section>
  );
}
