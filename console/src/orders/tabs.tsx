/** Orders, customers, products, imports: four lists of one place of the rail. */
import { useNavigate } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';

const places = {
  orders: '/orders',
  customers: '/customers',
  products: '/products',
  imports: '/orders/import',
} as const;

export function OrdersTabs({ now }: { now: keyof typeof places }) {
  const { t } = useTranslation('orders');
  const navigate = useNavigate();
  return (
    <Segmented
      value={now}
      onChange={(next) => void navigate({ to: places[next] })}
      options={(Object.keys(places) as (keyof typeof places)[]).map((one) => ({ value: one, label: t(`tab.${one}`) }))}
    />
  );
}
