/** The rail: one icon with its word per place, a petrol mark at the one open, and how many things wait. */
import { Link } from '@tanstack/react-router';
import {
  Boxes,
  CircleDollarSign,
  House,
  Inbox,
  type LucideIcon,
  PackageOpen,
  ScanLine,
  ScrollText,
  Send,
  Settings2,
  ShoppingCart,
  Video,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../ui/logo.tsx';
import { type Place, places, type RailEntry } from './module.ts';

const icons: Record<Place, LucideIcon> = {
  home: House,
  inbox: Inbox,
  calls: Video,
  returns: PackageOpen,
  stations: ScanLine,
  stock: Boxes,
  orders: ShoppingCart,
  money: CircleDollarSign,
  policy: ScrollText,
  outbox: Send,
  setup: Settings2,
};

/** After G. */
export const placeKeys: Record<Place, string> = {
  home: 'h',
  inbox: 'i',
  calls: 'c',
  returns: 'r',
  stations: 's',
  stock: 'k',
  orders: 'o',
  money: 'm',
  policy: 'p',
  outbox: 'u',
  setup: ',',
};

/** The word of each place; a hook because the language may turn. */
export function usePlaceWords(): Record<Place, string> {
  const { t } = useTranslation('app');
  return {
    home: t('place.home'),
    inbox: t('place.inbox'),
    calls: t('place.calls'),
    returns: t('place.returns'),
    stations: t('place.stations'),
    stock: t('place.stock'),
    orders: t('place.orders'),
    money: t('place.money'),
    policy: t('place.policy'),
    outbox: t('place.outbox'),
    setup: t('place.setup'),
  };
}

export function Rail({ entries }: { entries: readonly RailEntry[] }) {
  const { t } = useTranslation('app');
  const words = usePlaceWords();
  return (
    <nav className="r-rail" aria-label={t('rail')}>
      <Link to="/" className="r-rail-logo" aria-label="Recoup">
        <Logo />
      </Link>
      {places.flatMap((place) => {
        const entry = entries.find((each) => each.place === place);
        return entry ? [<RailLink key={place} entry={entry} word={words[place]} />] : [];
      })}
    </nav>
  );
}

function useNoCount(): undefined {
  return undefined;
}

function RailLink({ entry, word }: { entry: RailEntry; word: string }) {
  const Icon = icons[entry.place];
  const useCount = entry.useCount ?? useNoCount;
  const count = useCount();
  return (
    <Link to={entry.to} className={`r-rail-link is-${entry.place}`} activeProps={{ 'aria-current': 'page' }}>
      <span className="r-rail-icon">
        <Icon size={19} aria-hidden="true" />
        {!!count && <b>{count > 999 ? '999+' : count}</b>}
      </span>
      <span>{word}</span>
    </Link>
  );
}
