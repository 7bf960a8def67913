/** A rule read in one line, for lists: `When a message comes in and it says refund: tag refund, give it to Returns.` */
import { type Condition, type InboxAction, inbox, inboxSetup, type Rule } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { conditionKinds } from './clause-draft.ts';

/** `{is}` in a sentence of blanks, filled with words. */
const fill = (text: string, values: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

export function useClauseWords() {
  const { t } = useTranslation('inbox-setup');
  const f = useFormat();
  const terms = useTerms();
  const { me } = useSession();
  const { staff = [], teams = [] } = useApi(inbox.colleagues).data ?? {};
  const macros = useApi(inboxSetup.macros).data?.rows ?? [];
  const calendars = useApi(inboxSetup.calendars).data?.rows ?? [];
  const nameOf = (of: readonly { id: string; name: string }[], id: string) =>
    of.find((each) => each.id === id)?.name ?? t('clause.gone');

  const one = (condition: Condition, value: string) => {
    if (condition.on === 'channel') return t(`kind.${value}`);
    if (condition.on === 'brand') return nameOf(me.brands, value);
    if (condition.on === 'language') return terms.language(value);
    if (condition.on === 'priority') return t(`priority.${value}`);
    if (condition.on === 'state') return t(`state.${value}`);
    return value;
  };
  const condition = (of: Condition): string => {
    const text = t(`condition.${of.on}.words`);
    if ('any_of' in of) return fill(text, { is: f.listed(of.any_of) });
    if (of.on === 'contact_conversations') return fill(text, { count: String(of.at_least) });
    if (of.on === 'business_hours') {
      const is = t(`condition.business_hours.${of.is ? 'yes' : 'no'}`);
      return fill(text, { is, calendar: nameOf(calendars, of.calendar_id) });
    }
    if (typeof of.is === 'boolean') return fill(text, { is: t(`condition.${of.on}.${of.is ? 'yes' : 'no'}`) });
    return fill(text, { is: f.listed(of.is.map((value) => one(of, value))) });
  };
  const action = (of: InboxAction): string => {
    const text = t(`action.${of.do}.words`);
    if (of.do === 'assign') {
      const team = of.team_id && t('action.assign.team', { name: nameOf(teams, of.team_id) });
      return fill(text, { who: of.staff_id ? nameOf(staff, of.staff_id) : team || t('action.assign.nobody') });
    }
    if ('tags' in of) return fill(text, { tags: f.listed(of.tags) });
    if (of.do === 'priority') return fill(text, { priority: t(`priority.${of.priority}`) });
    if (of.do === 'snooze_hours') return fill(text, { hours: String(of.hours) });
    if (of.do === 'reply') return fill(text, { macro: nameOf(macros, of.macro_id) });
    if (of.do === 'note') return fill(text, { text: of.text });
    return text;
  };
  /** Why a past conversation fits, as the server says it: `text:refund`, `has_order:true`. */
  const because = (reason: string): string => {
    const cut = reason.indexOf(':');
    const [on, value] = [reason.slice(0, cut) as Condition['on'], reason.slice(cut + 1)];
    if (!conditionKinds.includes(on)) return reason;
    if (value === 'true' || value === 'false') {
      return t(`condition.${on}.${value === 'true' ? 'yes' : 'no'}`, { defaultValue: t(`condition.${on}.name`) });
    }
    return t('clause.because', { name: t(`condition.${on}.name`), value: one({ on } as Condition, value) });
  };
  return {
    because,
    condition,
    action,
    rule: ({ on, idle_hours, conditions, actions }: Pick<Rule, 'on' | 'idle_hours' | 'conditions' | 'actions'>) =>
      t('rules.line', {
        when: [fill(t(`trigger.${on}.words`), { hours: String(idle_hours ?? 0) }), ...conditions.map(condition)].join(
          t('clause.join'),
        ),
        does: actions.map(action).join(t('clause.comma')),
      }),
  };
}
