/** One person: role, brands and sites, and whether they may come in at all. It holds from their next click. */
import { accounts, type Member } from '@recoup/contract';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { Rows } from '../ui/rows.tsx';
import { Status } from '../ui/status.tsx';
import { NotDone } from './frame.tsx';
import { ReachFields } from './reach.tsx';
import { RoleField } from './role-field.tsx';

export function MemberPane({ member }: { member: Member }) {
  const { t } = useTranslation('settings');
  const { may } = useSession();
  const terms = useTerms();
  const f = useFormat();
  const { message, modal } = App.useApp();
  const [role, setRole] = useState(member.role);
  const [reach, setReach] = useState({ brand_ids: member.brand_ids, site_ids: member.site_ids });
  const change = useMove(accounts.changeStaff);
  const disabled = !may('staff.write') || member.disabled_at !== null;
  const before = { brand_ids: member.brand_ids, site_ids: member.site_ids };
  const dirty = role !== member.role || JSON.stringify(reach) !== JSON.stringify(before);
  const save = async () => {
    if (await change.run({ params: { id: member.id }, body: { role, ...reach } })) void message.success(t('saved'));
  };
  const setAccess = (closed: boolean) => change.run({ params: { id: member.id }, body: { disabled: closed } });
  const close = () =>
    modal.confirm({
      title: t('staff.close_title', { name: member.name }),
      content: t('staff.close_note'),
      okText: t('staff.close'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: () => setAccess(true),
    });
  return (
    <div className="settings-pane">
      <h2>{member.name}</h2>
      <Rows
        rows={[
          { key: 'email', label: t('staff.email'), value: member.email },
          { key: 'language', label: t('me.language'), value: terms.language(member.language) },
          { key: 'zone', label: t('me.zone'), value: f.zone(member.time_zone) },
          {
            key: 'two',
            label: t('staff.two_factor'),
            value: member.two_factor ? <Status tone="good">{t('on')}</Status> : <Status tone="idle">{t('off')}</Status>,
          },
          ...(member.disabled_at
            ? [{ key: 'closed', label: t('staff.closed_since'), value: f.dateTime(member.disabled_at) }]
            : []),
        ]}
      />
      <RoleField value={role} disabled={disabled} onChange={setRole} />
      <ReachFields value={reach} disabled={disabled} onChange={setReach} />
      <NotDone problem={change.problem} />
      {may('staff.write') && (
        <div className="settings-buttons">
          {member.disabled_at ? (
            <Button loading={change.busy} onClick={() => void setAccess(false)}>
              {t('staff.reopen')}
            </Button>
          ) : (
            <>
              <Button type="primary" disabled={!dirty} loading={change.busy} onClick={() => void save()}>
                {t('save')}
              </Button>
              <Button type="text" danger onClick={close}>
                {t('staff.close')}
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  );
}
