/** A station stands at one site: the one chosen in the bar, the only one there is, or the one this device was last used at; else it asks. */
import './at-site.css';
import type { Me } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../ui/kbd.tsx';
import { useKeys } from '../ui/keys.ts';
import { Locale } from '../ui/locale.tsx';
import { Station } from '../ui/station/station.tsx';
import { useSession } from './session.tsx';

export type AtSiteProps = {
  /** What the station is called, while the site is asked for. */
  name: string;
  /** The station, once the site is known, in the site's time. `change` asks again. */
  children: (site: Me['sites'][number], change: () => void) => ReactNode;
};
const key = 'recoup.station.site';

export function AtSite({ name, children }: AtSiteProps) {
  const { t } = useTranslation('app');
  const { me, scope } = useSession();
  const navigate = useNavigate();
  const [kept, setKept] = useState(() => scope.site_id ?? localStorage.getItem(key));
  const site = me.sites.find((each) => each.id === kept) ?? (me.sites.length === 1 ? me.sites[0] : undefined);
  const choose = (id: string) => {
    localStorage.setItem(key, id);
    setKept(id);
  };
  const offered = me.sites.slice(0, 9);
  useKeys(Object.fromEntries(offered.map((each, at) => [String(at + 1), () => choose(each.id)])), { on: !site });
  if (site) {
    return (
      <Locale key={site.id} timeZone={site.time_zone}>
        {children(site, () => setKept(null))}
      </Locale>
    );
  }
  return (
    <Station
      name={name}
      place=""
      person={me.name}
      timeZone={me.time_zone}
      onLeave={() => void navigate({ to: '/stations' })}
    >
      <h1>{me.sites.length === 0 ? t('site.none') : t('site.which')}</h1>
      <ul className="r-sites">
        {me.sites.map((each, at) => (
          <li key={each.id}>
            <button type="button" className="r-answer" onClick={() => choose(each.id)}>
              <span className="r-answer-word">
                {at < 9 && <Kbd k={String(at + 1)} large />}
                <b>{each.name}</b>
                <span className="r-mono">{each.code}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Station>
  );
}
