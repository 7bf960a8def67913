import { Check, Link2 } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { useWords } from '../words.ts';

/** Copies the address with the numbers in it; where the browser forbids that, it is shown to be copied by hand. */
export function CopyLink() {
  const { t } = useWords();
  const [state, setState] = useState<'idle' | 'copied' | 'by_hand'>('idle');
  if (state === 'by_hand')
    return (
      <input
        class="by-hand"
        readOnly
        value={location.href}
        aria-label={t('calc.copy')}
        ref={(field) => {
          field?.select();
        }}
      />
    );
  return (
    <button
      type="button"
      class="button copy"
      onClick={() => {
        const copying = navigator.clipboard?.writeText(location.href) ?? Promise.reject(new Error('no clipboard'));
        copying.then(
          () => {
            setState('copied');
            setTimeout(() => setState('idle'), 2_500);
          },
          () => setState('by_hand'),
        );
      }}
    >
      {state === 'copied' ? (
        <Check size={16} strokeWidth={1.75} aria-hidden="true" />
      ) : (
        <Link2 size={16} strokeWidth={1.75} aria-hidden="true" />
      )}
      {t(state === 'copied' ? 'calc.copied' : 'calc.copy')}
    </button>
  );
}
