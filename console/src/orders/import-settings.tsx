/** How to read what a table leaves open: currency, zone, the order of a date, and when goods came. */
import { InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../ui/field.tsx';
import type { Preview } from './import-page.tsx';

type Settings = Preview['settings'];
const currencies = ['USD', 'CAD', 'GBP', 'EUR', 'AUD', 'JPY', 'CNY', 'MXN'];
const zones = [
  'America/Los_Angeles',
  'America/Denver',
  'America/Chicago',
  'America/New_York',
  'UTC',
  'Europe/London',
  'Asia/Shanghai',
];

export function ImportSettings({
  value,
  disabled,
  known = false,
  onChange,
}: {
  value: Settings;
  disabled: boolean;
  known?: boolean;
  onChange: (next: Settings) => void;
}) {
  const { t } = useTranslation('orders');
  return (
    <div className="orders-settings">
      {!known && (
        <>
          <Field label={t('settings.currency')}>
            <Select
              style={{ width: 110 }}
              disabled={disabled}
              value={value.currency}
              placeholder={t('settings.from_file')}
              options={currencies.map((one) => ({ value: one, label: one }))}
              onChange={(currency) => onChange({ ...value, currency })}
            />
          </Field>
          <Field label={t('settings.zone')}>
            <Select
              style={{ width: 200 }}
              disabled={disabled}
              showSearch
              value={value.time_zone}
              placeholder={t('settings.from_brand')}
              options={zones.map((one) => ({ value: one, label: one.replaceAll('_', ' ') }))}
              onChange={(time_zone) => onChange({ ...value, time_zone })}
            />
          </Field>
          <Field label={t('settings.dates')}>
            <Select
              style={{ width: 190 }}
              disabled={disabled}
              value={value.date_order}
              options={(['iso', 'mdy', 'dmy'] as const).map((one) => ({ value: one, label: t(`settings.${one}`) }))}
              onChange={(date_order) => onChange({ ...value, date_order })}
            />
          </Field>
        </>
      )}
      <Field label={t('settings.delivered')} help={t('settings.delivered_help')}>
        <InputNumber
          style={{ width: 190 }}
          min={0}
          max={365}
          precision={0}
          disabled={disabled}
          value={value.delivered_after_days}
          suffix={t('settings.days')}
          onChange={(days) => onChange({ ...value, delivered_after_days: days })}
        />
      </Field>
    </div>
  );
}
