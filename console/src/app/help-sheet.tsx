/** The keys, and what the shapes mean. */
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../ui/kbd.tsx';
import { StatusLegend } from '../ui/status.tsx';
import type { RailEntry } from './module.ts';
import { placeKeys, usePlaceWords } from './rail.tsx';

export function HelpSheet(props: { open: boolean; onClose: () => void; entries: readonly RailEntry[] }) {
  const { t } = useTranslation('app');
  const places = usePlaceWords();
  const groups: [string, [string[], string][]][] = [
    [
      t('help.anywhere'),
      [
        [['/'], t('help.search')],
        [['?'], t('help.keys')],
        [['[', ']'], t('help.neighbours')],
        ...props.entries.map((entry): [string[], string] => [['g', placeKeys[entry.place]], places[entry.place]]),
      ],
    ],
    [
      t('help.lists'),
      [
        [['j', 'k'], t('help.move')],
        [['Enter'], t('help.open')],
        [['x'], t('help.pick')],
        [['f'], t('help.sentence')],
        [['Escape'], t('help.clear')],
      ],
    ],
    [
      t('help.inbox.title'),
      [
        [['r', 'n'], t('help.inbox.reply')],
        [['a'], t('help.inbox.assign')],
        [['z'], t('help.inbox.snooze')],
        [['e'], t('help.inbox.resolve')],
        [['1', '4'], t('help.inbox.remedy')],
        [['v'], t('help.inbox.call')],
        [['o'], t('help.inbox.original')],
        [['⌘K'], t('help.inbox.search')],
        [['⌘↵'], t('help.inbox.send')],
      ],
    ],
    [
      t('help.calls.title'),
      [
        [['Enter', 'Escape'], t('help.calls.answer')],
        [[' '], t('help.calls.still')],
        [['d'], t('help.calls.draw')],
        [['p'], t('help.calls.point')],
        [['k'], t('help.calls.code')],
        [['m', 'v'], t('help.calls.mute')],
        [['t'], t('help.calls.chat')],
        [['[', ']'], t('help.calls.stills')],
        [['c', 'f', 'b', 's'], t('help.calls.verdict')],
        [['1', '3'], t('help.calls.remedy')],
      ],
    ],
    [
      t('help.stations'),
      [
        [['1', '5'], t('help.answer')],
        [[' '], t('help.photo')],
        [['z'], t('help.back')],
        [['p'], t('help.print')],
        [['h'], t('help.help')],
      ],
    ],
  ];
  return (
    <Drawer open={props.open} onClose={props.onClose} title={t('help.title')} size={420}>
      <div className="r-help">
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h2>{title}</h2>
            {keys.map(([names, what]) => (
              <div key={what}>
                <span>{what}</span>
                <span>
                  {names.map((name) => (
                    <Kbd key={name} k={name} />
                  ))}
                </span>
              </div>
            ))}
          </section>
        ))}
        <section>
          <h2>{t('help.shapes')}</h2>
          <StatusLegend />
        </section>
        <p className="r-quiet">{t('help.scan')}</p>
      </div>
    </Drawer>
  );
}
