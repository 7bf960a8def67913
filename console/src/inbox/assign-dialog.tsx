/** Who takes it: people with what they hold and read, teams, or nobody. Typing finds, arrows move, ↵ gives. */
import { Input, Modal } from 'antd';
import { Check, Users, UserX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.tsx';
import { initials } from '../app/top-bar.tsx';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { useColleagues } from './use-people.ts';

export type To = { staff_id: string | null; team_id?: string | null };
type Props = {
  now?: { staff: string | null; team: string | null };
  /** The buyer's language: who reads it stands first. */
  language?: string | null;
  problem?: string | undefined;
  onPick: (to: To, name: string) => void;
  onClose: () => void;
};

export function AssignDialog({ now, language, problem, onPick, onClose }: Props) {
  const { t } = useTranslation('inbox');
  const terms = useTerms();
  const f = useFormat();
  const { me } = useSession();
  const { staff, teams } = useColleagues();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const wanted = text.trim().toLowerCase();
  const reads = (one: (typeof staff)[number]) => !!language && one.languages.some((each) => each === language);
  const people = [...staff]
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .sort(
      (a, b) =>
        Number(b.id === me.id) - Number(a.id === me.id) ||
        Number(a.away) - Number(b.away) ||
        Number(reads(b)) - Number(reads(a)) ||
        a.holds - b.holds,
    );
  const rows: { key: string; to: To; name: string; on: boolean; body: React.ReactNode }[] = [
    ...people.map((one) => ({
      key: one.id,
      to: { staff_id: one.id },
      name: one.name,
      on: now?.staff === one.id,
      body: (
        <>
          <span className={`inbox-face${one.online ? ' is-here' : ''}`} aria-hidden="true">
            {initials(one.name)}
          </span>
          <span className="r-cut">{one.id === me.id ? t('assign.me', { name: one.name }) : one.name}</span>
          <span className="r-quiet">
            {one.away ? t('me.away') : one.languages.map((each) => terms.language(each)).join(' ')}
          </span>
          <span className={`inbox-load${one.holds >= one.most ? ' is-full' : ''}`}>
            {t('me.holds', { n: f.number(one.holds), most: f.number(one.most) })}
          </span>
        </>
      ),
    })),
    ...teams
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .map((team) => ({
        key: team.id,
        to: { staff_id: null, team_id: team.id },
        name: team.name,
        on: now?.staff === null && now.team === team.id,
        body: (
          <>
            <Users size={16} aria-hidden="true" />
            <span className="r-cut">{team.name}</span>
            <span className="r-quiet">{team.share_out ? t('assign.shares') : t('assign.takes')}</span>
            <span className="inbox-load">{t('assign.people', { count: team.member_ids.length })}</span>
          </>
        ),
      })),
    ...(wanted
      ? []
      : [
          {
            key: 'nobody',
            to: { staff_id: null, team_id: null },
            name: t('assign.nobody'),
            on: !!now && now.staff === null && now.team === null,
            body: (
              <>
                <UserX size={16} aria-hidden="true" />
                <span>{t('assign.nobody')}</span>
              </>
            ),
          },
        ]),
  ];
  const pick = (place: number) => {
    const row = rows[place];
    if (row) onPick(row.to, row.name);
  };
  return (
    <Modal open title={t('assign.title')} footer={null} onCancel={onClose} width={440} destroyOnHidden>
      <Input
        autoFocus
        placeholder={t('assign.find')}
        aria-label={t('assign.find')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt(Math.min(at + 1, rows.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
          else if (event.key === 'Enter') pick(at);
          else return;
          event.preventDefault();
        }}
      />
      <ul className="inbox-choices">
        {rows.map((row, place) => (
          <li key={row.key}>
            <button
              type="button"
              className={place === at ? 'is-at' : ''}
              aria-pressed={row.on}
              onMouseMove={() => setAt(place)}
              onClick={() => pick(place)}
            >
              {row.body}
              {row.on && <Check size={14} aria-hidden="true" />}
            </button>
          </li>
        ))}
      </ul>
      {problem && (
        <p className="r-t-bad" role="alert">
          {problem}
        </p>
      )}
    </Modal>
  );
}
