/** What every station works with: its site, the person, what the last scan came to, the line, and keys with their codes. */
import type { Me } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { ScanLine } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.tsx';
import { useCommands, useKeys } from '../ui/keys.ts';
import { OfflineBar } from '../ui/station/offline-bar.tsx';
import { Station, type StationProps, useResult } from '../ui/station/station.tsx';
import { type Command, CommandSheet } from './command-sheet.tsx';
import { useLineDown } from './line.ts';
import { useReadAnew, useStationCall } from './station-call.ts';
import { PlaceButton, useLetGoAfterTouch } from './station-hands.tsx';

/** Where the station stands; `change` asks again. */
export type StationPlace = { site: Me['sites'][number]; change: () => void };

/** `say` fills the band, `attempt` makes calls whose refusals fill it; `frame` goes to the `WorkStation`. */
export function useStation({ site, change }: StationPlace) {
  const { me } = useSession();
  const navigate = useNavigate();
  const [result, say] = useResult();
  const attempt = useStationCall(say);
  const readAnew = useReadAnew();
  const lineDown = useLineDown();
  useLetGoAfterTouch();
  const frame = {
    place: <PlaceButton name={site.name} onChange={me.sites.length > 1 ? change : undefined} />,
    person: me.name,
    timeZone: site.time_zone,
    onLeave: () => void navigate({ to: '/stations' }),
    result,
    offline: lineDown !== null && <OfflineBar since={lineDown} />,
  };
  return { say, attempt, readAnew, lineDown, frame };
}

/** A link from elsewhere names a code: it is read as if it had been scanned. */
export function useCodeLink(code: string | undefined, read: (code: string) => void) {
  const byLink = useEffectEvent(read);
  useEffect(() => {
    if (code) byLink(code);
  }, [code]);
}

type WorkStationProps = Omit<StationProps, 'foot'> & {
  /** Each by its key, or by its code from the sheet that `H` opens. */
  commands: readonly (Command & { run: () => void })[];
  /** What another scan would do. */
  foot: ReactNode;
};

/** A station with its commands. `keys` are those that are no commands, and stand first. */
export function WorkStation({ commands, keys = [], foot, children, ...props }: WorkStationProps) {
  const { t } = useTranslation('goods');
  const [help, setHelp] = useState(false);
  const all = [...commands, { key: 'h', word: t('help.key'), command: 'CMD-HELP', run: () => setHelp(true) }];
  useKeys(Object.fromEntries(all.map((each) => [each.key, each.run])));
  useCommands(Object.fromEntries(all.map((each) => [each.command, each.run])));
  return (
    <Station
      {...props}
      keys={[...keys, ...all.map((each) => ({ keys: [each.key], word: each.word }))]}
      foot={
        <>
          <ScanLine size={20} aria-hidden="true" /> {foot}
        </>
      }
    >
      {children}
      <CommandSheet open={help} onClose={() => setHelp(false)} commands={all} />
    </Station>
  );
}
