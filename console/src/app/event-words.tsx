/**
 * The one place that words what happened. Every timeline (a return, an order, a unit, a customer) reads its events
 * through here: type, data and actor become an icon, a tone, a title and one line of who and how much.
 */
import './event-words.css';
import type { TimelineEvent } from '@recoup/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { PhotoGrid, type Picture } from '../ui/photo.tsx';
import type { TimelineEntry } from '../ui/timeline.tsx';
import { useVerdictWords } from '../verdicts/verdict-words.ts';
import { details } from './event-details.ts';
import { type EventLook, eventLooks, plainLook } from './event-looks.ts';

type Event = Pick<TimelineEvent, 'type' | 'data' | 'actor'>;
export type EventWords = EventLook & {
  title: string;
  /** One line of who and how much; empty where there is nothing to add. */
  detail: string;
  /** A person's own words: the text of a note. */
  text: string | null;
};

/** `const words = useEventWords(); words(event).title`. */
export function useEventWords(): (event: Event) => EventWords {
  const { t } = useTranslation('events');
  const { short } = useVerdictWords();
  const f = useFormat();
  const terms = useTerms();
  return useMemo(() => {
    const who = ({ kind, name }: Event['actor']) => {
      if (kind === 'system') return null;
      return kind === 'staff' ? name : kind === 'buyer' ? t('by.buyer', { name }) : t('by.api_key', { name });
    };
    return (event) => {
      const look = eventLooks[event.type];
      if (!look) return { ...plainLook, title: t('unknown.title', { type: event.type }), detail: '', text: null };
      const told = details[event.type]?.(event.data, { t, f, terms, review: short }) ?? {};
      const parts = [told.withoutWho ? null : who(event.actor), ...(told.parts ?? [])];
      return {
        ...look,
        tone: told.tone ?? look.tone,
        title: told.title ?? t(`${event.type}.title`),
        detail: parts.filter(Boolean).join(t('join')),
        text: told.text ?? null,
      };
    };
  }, [t, f, terms, short]);
}

/** Events as `<Timeline>` takes them, with their pictures and notes. */
export function useTimelineEntries(events: readonly TimelineEvent[]): TimelineEntry[] {
  const words = useEventWords();
  return useMemo(
    () =>
      events.map((event) => {
        const { icon, tone, kind, title, detail, text } = words(event);
        const pictures: Picture[] = (event.photos ?? []).map(({ id, url, thumb_url, caption }) => ({
          id,
          url,
          thumb_url,
          ...(caption ? { caption } : {}),
        }));
        const more =
          text || pictures.length > 0 ? (
            <>
              {text && <p className="app-event-text">{text}</p>}
              {pictures.length > 0 && <PhotoGrid pictures={pictures} size={56} words={false} />}
            </>
          ) : undefined;
        return { id: event.id, at: event.at, icon, tone, kind, title, detail, more };
      }),
    [events, words],
  );
}

/** The filters of a timeline, beside "All". */
export function useEventFilters() {
  const { t } = useTranslation('events');
  return useMemo(
    () => [
      { key: 'messages', label: t('filter.messages'), kinds: ['messages'] },
      { key: 'scans', label: t('filter.scans'), kinds: ['scans'] },
      { key: 'money', label: t('filter.money'), kinds: ['money'] },
      { key: 'decisions', label: t('filter.decisions'), kinds: ['decisions'] },
    ],
    [t],
  );
}
