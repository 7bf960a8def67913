/** Business hours in a sentence. */
import { inboxSetup } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { ChoiceBlank } from '../ui/blanks.tsx';

type Props = {
  value: string | null;
  /** Where none may stand: how that reads. */
  none?: string;
  onChange: (id: string | null) => void;
  disabled?: boolean;
};

export function CalendarBlank({ value, none, onChange, disabled }: Props) {
  const { t } = useTranslation('inbox-setup');
  const rows = useApi(inboxSetup.calendars).data?.rows ?? [];
  return (
    <ChoiceBlank
      label={t('calendars.name')}
      value={value ?? 'none'}
      choices={[
        ...(none || !value ? [{ value: 'none', label: none ?? t('choose') }] : []),
        ...rows.map((row) => ({ value: row.id, label: row.name })),
      ]}
      disabled={disabled}
      onChange={(next) => onChange(next === 'none' ? null : next)}
    />
  );
}
