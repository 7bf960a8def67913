/** Who works here, in which role, for which brands and sites; invitations that are open. */
import { type AnswerOf, accounts, type Member } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Section } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { NotDone, SetupPage } from './frame.tsx';
import { Invite } from './invite.tsx';
import { MemberPane } from './member-pane.tsx';
import { useReach } from './reach.tsx';
import { wholeList } from './whole-list.ts';

const route = getRouteApi('/shell/setup/staff');
type Invitation = AnswerOf<typeof accounts.staff>['invitations'][number];

export function Staff() {
  const { t } = useTranslation('settings');
  const { may, me } = useSession();
  const terms = useTerms();
  const reach = useReach();
  const { who } = route.useSearch();
  const navigate = route.useNavigate();
  const source = useApi(accounts.staff);
  const member = source.data?.rows.find((row) => row.id === who);
  const show = (next: string | undefined) => void navigate({ search: { who: next } });
  const invite = may('staff.write') && (
    <Button type="primary" onClick={() => show('invite')}>
      {t('staff.invite')}
    </Button>
  );
  return (
    <SetupPage
      title={t('staff.name')}
      aside={source.data?.rows.length}
      verbs={invite}
      sentence={<span className="r-ink2">{t('staff.words')}</span>}
      rightWidth={380}
      rightTitle={who === 'invite' ? t('staff.invite') : (member?.name ?? t('staff.name'))}
      rightOpen={who !== undefined}
      onRightClose={() => show(undefined)}
      right={
        who === 'invite' ? (
          <Invite onDone={() => show(undefined)} />
        ) : member ? (
          <MemberPane key={member.id} member={member} />
        ) : undefined
      }
    >
      <ListTable<Member>
        source={wholeList(source)}
        label={t('staff.name')}
        rowKey={(row) => row.id}
        rowHeight={54}
        openId={who ?? null}
        onOpen={(row) => show(row.id)}
        columns={[
          {
            key: 'name',
            head: t('staff.person'),
            cut: true,
            cell: (row) => (
              <span className="settings-person">
                <span>
                  <strong className="r-medium">{row.name}</strong>
                  {row.id === me.id && <span className="r-quiet"> {t('staff.you')}</span>}
                </span>
                <span className="r-second">{row.email}</span>
              </span>
            ),
          },
          { key: 'role', head: t('staff.role'), width: 120, cell: (row) => terms.role(row.role) },
          {
            key: 'brands',
            head: t('staff.brands'),
            width: 150,
            cut: true,
            from: 720,
            cell: (row) => reach.brands(row.brand_ids),
          },
          {
            key: 'sites',
            head: t('staff.sites'),
            width: 150,
            cut: true,
            from: 860,
            cell: (row) => reach.sites(row.site_ids),
          },
          {
            key: 'two',
            head: t('staff.two_factor'),
            width: 110,
            from: 640,
            cell: (row) =>
              row.two_factor ? <Status tone="good">{t('on')}</Status> : <Status tone="idle">{t('off')}</Status>,
          },
          {
            key: 'state',
            head: t('staff.access'),
            width: 116,
            cell: (row) =>
              row.disabled_at ? (
                <Status tone="bad">{t('staff.closed')}</Status>
              ) : (
                <Status tone="good">{t('open')}</Status>
              ),
          },
        ]}
        empty={<EmptyState title={t('staff.empty')} note={t('staff.empty_note')} action={invite} />}
      />
      {source.data && source.data.invitations.length > 0 && <Invitations rows={source.data.invitations} />}
    </SetupPage>
  );
}

function Invitations({ rows }: { rows: Invitation[] }) {
  const { t } = useTranslation('settings');
  const { may } = useSession();
  const terms = useTerms();
  const f = useFormat();
  const revoke = useMove(accounts.revokeInvitation);
  return (
    <Section title={t('invite.open')} aside={rows.length}>
      <NotDone problem={revoke.problem} />
      <ul className="settings-rows">
        {rows.map((row) => (
          <li key={row.id}>
            <span className="settings-person">
              <strong className="r-medium">{row.name}</strong>
              <span className="r-second">{row.email}</span>
            </span>
            <span>{terms.role(row.role)}</span>
            <span className="r-ink2">
              {row.state === 'expired' ? (
                <Status tone="bad">{t('invite.expired')}</Status>
              ) : (
                t('invite.until', { date: f.weekdayDate(row.expires_at) })
              )}
            </span>
            {may('staff.write') && (
              <button
                type="button"
                className="r-link"
                disabled={revoke.busy}
                onClick={() => void revoke.run({ params: { id: row.id } })}
              >
                {t('invite.revoke')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
