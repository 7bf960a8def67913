/** Who answers: whether I take new work, the teams with their members, and what everybody holds now. */
import './inbox-setup.css';
import { type AnswerOf, inbox, inboxSetup } from '@recoup/contract';
import { App, Button, Dropdown, Input, Modal } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { NotDone, SetupPage } from '../settings/frame.tsx';
import { useTerms } from '../terms/terms.ts';
import { ChoiceBlank, ManyBlank, NumberBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { CompareBar } from '../ui/value-bar.tsx';
import { BrandBlank, languages, useLanguageChoices, useReads } from './parts.tsx';

type Colleagues = AnswerOf<typeof inbox.colleagues>;
type Team = Colleagues['teams'][number];
type Person = Colleagues['staff'][number];

export function Teams() {
  const { t } = useTranslation('inbox-setup');
  const { me, may } = useSession();
  const source = useApi(inbox.colleagues);
  const [adding, setAdding] = useState(false);
  const { staff = [], teams = [] } = source.data ?? {};
  const mine = staff.find(({ id }) => id === me.id);
  const manage = may('inbox.manage');
  return (
    <SetupPage
      title={t('teams.name')}
      source={source}
      sentence={<span className="r-ink2">{t('teams.words')}</span>}
      verbs={
        manage && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('teams.add')}
          </Button>
        )
      }
    >
      {mine && may('inbox.write') && (
        <Section title={t('me.title')} aside={t('me.note')}>
          <div className="r-rules">
            <Availability person={mine} />
          </div>
        </Section>
      )}
      <Section title={t('teams.title')} aside={teams.length || null}>
        {teams.length === 0 ? (
          <EmptyState title={t('teams.empty')} note={t('teams.empty_note')} />
        ) : (
          <div className="r-rules">
            {teams.map((team) => (
              <TeamRow key={team.id} team={team} staff={staff} disabled={!manage} />
            ))}
          </div>
        )}
      </Section>
      <Section title={t('people.title')} aside={staff.length || null}>
        <People staff={staff} teams={teams} />
      </Section>
      {adding && <NewTeam staff={staff} onClose={() => setAdding(false)} />}
    </SetupPage>
  );
}

/** My own: whether I take new work, in which languages, how much at once. Each change is kept at once. */
export function Availability({ person }: { person: Person }) {
  const { t } = useTranslation('inbox-setup');
  const choices = useLanguageChoices();
  const reads = useReads();
  const keep = useMove(inbox.away);
  const [most, setMost] = useState(person.most);
  const { run } = keep;
  useEffect(() => {
    if (most === person.most) return;
    const timer = setTimeout(() => void run({ body: { most } }), 700);
    return () => clearTimeout(timer);
  }, [most, person.most, run]);
  const spoken = languages.filter((each) => person.languages.includes(each));
  return (
    <RuleRow
      name={t('me.name')}
      on={!person.away}
      onSwitch={(here) => void keep.run({ body: { away: !here } })}
      note={<NotDone problem={keep.problem} />}
    >
      {person.away ? (
        <span className="r-ink3">{t('me.away')}</span>
      ) : (
        <Sentence
          text={t('me.words')}
          blanks={{
            languages: (
              <ManyBlank
                label={t('me.languages')}
                values={spoken}
                choices={choices}
                reads={reads(spoken, choices, t('me.no_language'))}
                onChange={(next) =>
                  void keep.run({ body: { languages: languages.filter((each) => next.includes(each)) } })
                }
              />
            ),
            most: <NumberBlank label={t('me.most')} value={most} min={1} max={500} onChange={setMost} />,
          }}
        />
      )}
    </RuleRow>
  );
}

const names = (staff: readonly Person[]) => staff.map(({ id, name }) => ({ value: id, label: name }));

function TeamRow({ team, staff, disabled }: { team: Team; staff: Person[]; disabled: boolean }) {
  const { t } = useTranslation('inbox-setup');
  const { modal } = App.useApp();
  const f = useFormat();
  const change = useMove(inboxSetup.changeTeam);
  const [renaming, setRenaming] = useState(false);
  const [name, setName] = useState(team.name);
  const members = staff.filter(({ id }) => team.member_ids.includes(id));
  const put = (body: Parameters<typeof change.run>[0]['body']) => change.run({ params: { id: team.id }, body });
  const reads =
    members.length === 0
      ? t('teams.nobody')
      : members.length > 4
        ? t('teams.more', { list: f.listed(members.slice(0, 3).map((each) => each.name)), count: members.length - 3 })
        : f.listed(members.map((each) => each.name));
  const close = () =>
    modal.confirm({
      title: t('teams.archive_title', { name: team.name }),
      content: t('teams.archive_note'),
      okText: t('settings:archive'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: () => put({ archived: true }),
    });
  return (
    <div className="isetup-team">
      <RuleRow
        name={team.name}
        note={
          <>
            <p className="r-quiet">{team.brand ? t('teams.of', { brand: team.brand.name }) : t('teams.of_all')}</p>
            <NotDone problem={change.problem} />
          </>
        }
      >
        <Sentence
          text={t('teams.sentence')}
          blanks={{
            members: (
              <ManyBlank
                label={t('teams.members')}
                values={team.member_ids}
                choices={names(staff)}
                reads={reads}
                disabled={disabled}
                onChange={(member_ids) => void put({ member_ids })}
              />
            ),
            share: (
              <ChoiceBlank
                label={t('teams.share')}
                value={team.share_out ? 'out' : 'left'}
                choices={(['out', 'left'] as const).map((value) => ({ value, label: t(`teams.share_${value}`) }))}
                disabled={disabled}
                onChange={(next) => void put({ share_out: next === 'out' })}
              />
            ),
          }}
        />
      </RuleRow>
      {!disabled && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'rename', label: t('teams.rename') },
              { key: 'archive', label: t('settings:archive'), danger: true },
            ],
            onClick: ({ key }) => (key === 'rename' ? setRenaming(true) : close()),
          }}
        >
          <Button
            size="small"
            type="text"
            aria-label={t('more_of', { name: team.name })}
            icon={<Ellipsis size={16} />}
          />
        </Dropdown>
      )}
      <Modal
        open={renaming}
        title={t('teams.rename')}
        okText={t('settings:save')}
        okButtonProps={{ disabled: !name.trim(), loading: change.busy }}
        onCancel={() => setRenaming(false)}
        onOk={async () => {
          if (await put({ name: name.trim() })) setRenaming(false);
        }}
        destroyOnHidden
      >
        <Field label={t('name')} error={change.problem?.words}>
          <Input autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
      </Modal>
    </div>
  );
}

function NewTeam({ staff, onClose }: { staff: Person[]; onClose: () => void }) {
  const { t } = useTranslation('inbox-setup');
  const f = useFormat();
  const add = useMove(inboxSetup.addTeam);
  const [name, setName] = useState('');
  const [brand_id, setBrand] = useState<string | null>(null);
  const [member_ids, setMembers] = useState<string[]>([]);
  const chosen = staff.filter(({ id }) => member_ids.includes(id)).map((each) => each.name);
  return (
    <Modal
      open
      title={t('teams.add')}
      okText={t('teams.add')}
      okButtonProps={{ disabled: !name.trim(), loading: add.busy }}
      onCancel={onClose}
      onOk={async () => {
        if (await add.run({ body: { name: name.trim(), brand_id, member_ids } })) onClose();
      }}
    >
      <Fields>
        <Field label={t('name')} name="name" problem={add.problem} error={add.problem?.words}>
          <Input autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Sentence
          text={t('teams.new_words')}
          blanks={{
            brand: <BrandBlank value={brand_id} onChange={setBrand} />,
            members: (
              <ManyBlank
                label={t('teams.members')}
                values={member_ids}
                choices={names(staff)}
                reads={chosen.length ? f.listed(chosen) : t('teams.nobody')}
                onChange={setMembers}
              />
            ),
          }}
        />
      </Fields>
    </Modal>
  );
}

function People({ staff, teams }: { staff: Person[]; teams: Team[] }) {
  const { t } = useTranslation('inbox-setup');
  const f = useFormat();
  const terms = useTerms();
  const full = Math.max(1, ...staff.map((each) => each.most));
  return (
    <table className="isetup-table">
      <thead>
        <tr>
          <th>{t('people.who')}</th>
          <th>{t('people.teams')}</th>
          <th>{t('people.languages')}</th>
          <th>{t('people.holds')}</th>
          <th>{t('settings:state')}</th>
        </tr>
      </thead>
      <tbody>
        {staff.map((each) => (
          <tr key={each.id}>
            <td>
              <strong className="r-medium">{each.name}</strong>
            </td>
            <td>{f.listed(teams.filter((team) => team.member_ids.includes(each.id)).map((team) => team.name))}</td>
            <td>{f.listed(each.languages.map((language) => terms.language(language)))}</td>
            <td>
              <span className="isetup-holds">
                <CompareBar share={each.holds / full} width={64} />
                <span className="r-nowrap">{t('people.of', { holds: each.holds, most: each.most })}</span>
              </span>
            </td>
            <td>
              <Status tone={each.away ? 'idle' : each.online ? 'good' : 'idle'}>
                {t(each.away ? 'people.away' : each.online ? 'people.online' : 'people.offline')}
              </Status>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
