/** The pages of money, one line under the title: where one is, and where else one may go. */
import './money.css';
import type { Permission } from '@recoup/contract';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.tsx';

export const moneyPlaces = [
  { key: 'refunds', to: '/money', permission: 'money.read' },
  { key: 'approvals', to: '/money/approvals', permission: 'money.read' },
  { key: 'charges', to: '/money/charges', permission: 'money.read' },
  { key: 'disputes', to: '/money/disputes', permission: 'money.read' },
  { key: 'claims', to: '/money/claims', permission: 'money.read' },
  { key: 'credits', to: '/money/credits', permission: 'money.read' },
  { key: 'ledger', to: '/money/ledger', permission: 'money.read' },
  { key: 'costs', to: '/money/costs', permission: 'money.read' },
  { key: 'duty', to: '/money/duty', permission: 'money.read' },
  { key: 'payments', to: '/money/payments', permission: 'settings.read' },
] as const satisfies readonly { key: string; to: string; permission: Permission }[];

export function MoneyPlaces() {
  const { t } = useTranslation('money');
  const { may } = useSession();
  const { routesByPath } = useRouter();
  return (
    <nav className="money-places" aria-label={t('place.all')}>
      {moneyPlaces
        .filter(({ to, permission }) => to in routesByPath && may(permission))
        .map(({ key, to }) => (
          <Link
            key={key}
            to={to as '/money'}
            activeOptions={{ exact: true, includeSearch: false }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {t(`place.${key}`)}
          </Link>
        ))}
    </nav>
  );
}
