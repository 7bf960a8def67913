/** What a macro does besides its words, said in words. */
import type { InboxAction } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';
import { useColleagues } from './use-people.ts';

export function useActionWords(): (action: InboxAction) => string {
  const { t } = useTranslation('inbox');
  const f = useFormat();
  const { staff, teams } = useColleagues();
  return (action) => {
    switch (action.do) {
      case 'assign': {
        const name =
          staff.find(({ id }) => id === action.staff_id)?.name ?? teams.find(({ id }) => id === action.team_id)?.name;
        return name ? t('action.assign', { name }) : t('action.unassign');
      }
      case 'add_tags':
        return t('action.add_tags', { list: f.listed(action.tags) });
      case 'remove_tags':
        return t('action.remove_tags', { list: f.listed(action.tags) });
      case 'priority':
        return t('action.priority', { priority: t(`priority.${action.priority}`) });
      case 'snooze_hours':
        return t('action.snooze', { span: f.span(action.hours * 3_600_000) });
      case 'note':
        return t('action.note', { text: action.text });
      default:
        return t(`action.${action.do}`);
    }
  };
}
