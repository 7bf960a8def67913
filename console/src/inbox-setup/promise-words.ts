/** A promise read aloud: `first reply within 4 business hours`. */
import type { SlaPolicy } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { inUnits } from './minutes.ts';
import { useChannelChoices, usePriorityChoices } from './parts.tsx';

type Target = SlaPolicy['targets'][number];

export function usePromiseWords() {
  const { t } = useTranslation('inbox-setup');
  const f = useFormat();
  const channels = useChannelChoices();
  const priorities = usePriorityChoices();
  const label = (choices: readonly { value: string; label: string }[], values: readonly string[]) =>
    f.listed(values.map((value) => choices.find((choice) => choice.value === value)?.label ?? value));
  return {
    target: ({ kind, minutes, hours }: Target) => {
      const { count, unit } = inUnits(minutes, hours);
      return t(`promise.short.${kind}`, { within: t(`unit.${hours}_${unit}`, { count }) });
    },
    /** For which conversations it holds. */
    reach: (policy: Pick<SlaPolicy, 'brand' | 'channels' | 'priorities' | 'tags'>) =>
      [
        policy.brand?.name ?? t('promise.every_brand'),
        ...(policy.channels.length ? [label(channels, policy.channels)] : []),
        ...(policy.priorities.length
          ? [t('promise.with_priority', { list: label(priorities, policy.priorities) })]
          : []),
        ...(policy.tags.length ? [t('promise.with_tags', { list: f.listed(policy.tags) })] : []),
      ].join(' · '),
  };
}
