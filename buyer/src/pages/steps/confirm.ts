import type { AnswerOf, portal } from '@recoup/contract';
import { useState } from 'preact/hooks';
import { call, type Failed } from '../../api.ts';
import { askOf, type Request } from '../../request.ts';
import { useWords } from '../../words.ts';
import type { StepProps } from './step.ts';

export type Made = AnswerOf<typeof portal.request>;

/** Sends what was chosen, once. Tapping twice, or again after a lost answer, makes one return. */
export function useConfirm({ token, tell }: Pick<StepProps, 'token' | 'tell'>, done: (made: Made) => void) {
  const { language } = useWords();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Failed | null>(null);
  async function confirm(request: Pick<Request, 'lines' | 'key'>) {
    if (busy) return;
    setBusy(true);
    setFailed(null);
    try {
      done(
        await call<typeof portal.request>('POST', '/v1/portal/returns', {
          token,
          key: request.key,
          body: askOf(request, language),
        }),
      );
    } catch (error) {
      setFailed(error as Failed);
      // A refusal is an answer; the next try is a new request. After silence the same key asks the same thing again.
      if ((error as Failed).code !== 'network') tell({ type: 'changed' });
      setBusy(false);
    }
  }
  return { confirm, busy, failed };
}
