/** Rail, bar and the page between them; the keys that work anywhere. */
import './shell.css';
import { Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useKeys, useScanner } from '../ui/keys.ts';
import { OfflineBar } from '../ui/station/offline-bar.tsx';
import { Gate } from './gate.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { useOfflineSince } from './live.ts';
import { seen } from './module.ts';
import { useModules } from './modules-context.ts';
import { placeKeys, Rail } from './rail.tsx';
import { SearchBox, useOpenCode } from './search-box.tsx';
import { useSession } from './session.tsx';
import { TopBar } from './top-bar.tsx';

export function Shell() {
  return (
    <Gate>
      <Frame />
    </Gate>
  );
}

function Frame() {
  const modules = useModules();
  const { may } = useSession();
  const navigate = useNavigate();
  const router = useRouter();
  const offline = useOfflineSince();
  const [help, setHelp] = useState(false);
  const [searching, setSearching] = useState(0);
  const openCode = useOpenCode();

  const entries = modules.flatMap((module) => (module.rail && seen(module.rail, may) ? [module.rail] : []));
  useKeys({
    '?': () => setHelp(true),
    '/': () => setSearching((times) => times + 1),
    ...Object.fromEntries(
      entries.map((entry) => [`g ${placeKeys[entry.place]}`, () => void navigate({ to: entry.to })]),
    ),
  });
  // A page with a place of its own for scans takes them first.
  useScanner((text) => void openCode(text));

  return (
    <div className="r-shell">
      <Rail entries={entries} />
      <div className="r-shell-main">
        <TopBar search={<SearchBox focus={searching} />} onHelp={() => setHelp(true)} />
        {offline !== null && <OfflineBar since={offline} />}
        <main className="r-shell-page" data-path={router.state.location.pathname}>
          <Outlet />
        </main>
      </div>
      <Suspense fallback={null}>
        {modules.flatMap(({ over: Over }, place) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: modules are a fixed list
          Over ? [<Over key={place} />] : [],
        )}
      </Suspense>
      <HelpSheet open={help} onClose={() => setHelp(false)} entries={entries} />
    </div>
  );
}
