/** A time zone of the IANA database; those the field works in come first, under the names people use. */
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/locale.tsx';

const usual = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Europe/London',
  'Europe/Berlin',
];

type Props = { value: string; onChange: (zone: string) => void; id?: string; disabled?: boolean };

export function TimeZoneSelect({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation('settings');
  const f = useFormat();
  const all = [...new Set([...Intl.supportedValuesOf('timeZone'), value])];
  const option = (zone: string) => ({ value: zone, label: `${f.zone(zone)} · ${offsetOf(zone)} · ${zone}` });
  return (
    <Select
      {...rest}
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      onChange={onChange}
      options={[
        { label: t('zone.usual'), options: usual.map(option) },
        { label: t('zone.all'), options: all.filter((zone) => !usual.includes(zone)).map(option) },
      ]}
    />
  );
}

function offsetOf(zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(
    new Date(),
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
