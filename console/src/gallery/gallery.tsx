/** Every component with invented goods, in both schemes and both languages, to hold beside the mocks: /gallery?part=list. */
import './gallery.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { setLanguage } from '../app/i18n.ts';
import { LanguageSwitch } from '../app/language-switch.tsx';
import { useScheme } from '../app/scheme.ts';
import { Locale } from '../ui/locale.tsx';
import { antdTheme } from '../ui/theme.ts';
import { Basics } from './basics.tsx';
import { Detail } from './detail.tsx';
import { Forms } from './forms.tsx';
import { BlankList, LoadingList, PickList, WorkList } from './lists.tsx';
import { Decide, Inspect, Offline, Receive } from './stations.tsx';

const route = getRouteApi('/open/gallery');

/** `whole` parts take the window, as they do in the app; the others stand twice, light and dark. */
const parts: Record<string, { whole?: boolean; show: () => ReactNode }> = {
  basics: { show: () => <Basics /> },
  forms: { show: () => <Forms /> },
  detail: { whole: true, show: () => <Detail /> },
  work: { whole: true, show: () => <WorkList /> },
  list: { whole: true, show: () => <PickList /> },
  blank: { show: () => <BlankList /> },
  loading: { show: () => <LoadingList /> },
  inspect: { whole: true, show: () => <Inspect /> },
  decide: { whole: true, show: () => <Decide /> },
  receive: { whole: true, show: () => <Receive /> },
  offline: { whole: true, show: () => <Offline /> },
};

export function Gallery() {
  const { i18n } = useTranslation();
  const { part } = route.useSearch();
  const shown = part ? parts[part] : undefined;
  const scheme = useScheme();
  return (
    <Locale language={i18n.language === 'zh' ? 'zh' : 'en'} timeZone="America/Los_Angeles">
      {shown?.whole ? (
        shown.show()
      ) : (
        <div className="r-gallery">
          <nav>
            {Object.keys(parts).map((name) => (
              <Link key={name} to="/gallery" search={{ part: name }}>
                {name}
              </Link>
            ))}
            <LanguageSwitch onChange={(language) => void setLanguage(language)} />
          </nav>
          {shown &&
            [scheme, scheme === 'light' ? ('dark' as const) : ('light' as const)].map((each) => (
              <ConfigProvider key={each} theme={antdTheme(each)}>
                <section data-theme={each}>{shown.show()}</section>
              </ConfigProvider>
            ))}
        </div>
      )}
    </Locale>
  );
}
