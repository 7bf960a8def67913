/** The lists of goods, one beside the other: what is in stock, every unit, every parcel, spare parts, what leaves. */
import { useNavigate } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';

const places = {
  stock: '/stock',
  units: '/units',
  parcels: '/parcels',
  parts: '/parts',
  outbound: '/outbound',
} as const;

type Place = keyof typeof places;

export function GoodsTabs({ here }: { here: Place }) {
  const { t } = useTranslation('warehouse');
  const navigate = useNavigate();
  return (
    <Segmented<Place>
      value={here}
      onChange={(to) => void navigate({ to: places[to] })}
      options={[
        { value: 'stock', label: t('tabs.stock') },
        { value: 'units', label: t('tabs.units') },
        { value: 'parcels', label: t('tabs.parcels') },
        { value: 'parts', label: t('tabs.parts') },
        { value: 'outbound', label: t('tabs.outbound') },
      ]}
    />
  );
}
