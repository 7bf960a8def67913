/** Days with hours of their own: none by default. */
import type { Calendar } from '@recoup/contract';
import { Button, Input } from 'antd';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemWords } from '../app/problem-words.ts';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { Shifts } from './shifts.tsx';

type Holiday = { day: string; name: string; shifts?: Calendar['holidays'][number]['shifts'] | undefined };
type Props = {
  value: readonly Holiday[];
  disabled: boolean;
  problem: ProblemWords | null;
  onChange: (value: Holiday[]) => void;
};

export function Holidays({ value, disabled, problem, onChange }: Props) {
  const { t } = useTranslation('inbox-setup');
  const f = useFormat();
  const [day, setDay] = useState('');
  const [name, setName] = useState('');
  const sorted = [...value].sort((one, other) => one.day.localeCompare(other.day));
  const put = (changed: string, part: Partial<Holiday>) =>
    onChange(sorted.map((each) => (each.day === changed ? { ...each, ...part } : each)));
  const add = () => {
    if (!day || !name.trim()) return;
    onChange([...sorted.filter((each) => each.day !== day), { day, name: name.trim(), shifts: [] }]);
    setDay('');
    setName('');
  };
  return (
    <Section title={t('holidays.title')} aside={t('holidays.note')}>
      <ul className="isetup-holidays">
        {sorted.map((each, at) => (
          <li key={each.day}>
            <span className="r-nowrap">{f.calendarDay(each.day, true)}</span>
            <Input
              size="small"
              aria-label={t('holidays.name')}
              maxLength={80}
              disabled={disabled}
              status={problem?.fieldWords(`holidays.${at}.name`) ? 'error' : ''}
              value={each.name}
              onChange={(event) => put(each.day, { name: event.target.value })}
            />
            <Shifts
              name={each.name}
              shifts={each.shifts ?? []}
              disabled={disabled}
              onChange={(shifts) => put(each.day, { shifts })}
            />
            {!disabled && (
              <button
                type="button"
                className="isetup-drop"
                aria-label={t('holidays.drop', { name: each.name })}
                onClick={() => onChange(sorted.filter((other) => other.day !== each.day))}
              >
                <X size={14} aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
        {!disabled && (
          <li>
            <Input
              type="date"
              size="small"
              aria-label={t('holidays.day')}
              value={day}
              onChange={(event) => setDay(event.target.value)}
            />
            <Input
              size="small"
              aria-label={t('holidays.name')}
              placeholder={t('holidays.name')}
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={add}
            />
            <Button size="small" className="isetup-start" disabled={!day || !name.trim()} onClick={add}>
              {t('holidays.add')}
            </Button>
          </li>
        )}
      </ul>
    </Section>
  );
}
