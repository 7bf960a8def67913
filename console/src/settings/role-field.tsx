import { type Role, roles } from '@recoup/contract';
import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';

/** The six roles with what each is for. Who may give which is the server's to say. */
export function RoleField({
  value,
  disabled,
  onChange,
}: {
  value: Role;
  disabled?: boolean;
  onChange: (role: Role) => void;
}) {
  const { t } = useTranslation('settings');
  const terms = useTerms();
  return (
    <div className="r-field">
      <span className="r-field-label">{t('staff.role')}</span>
      <Radio.Group
        className="settings-roles"
        aria-label={t('staff.role')}
        value={value}
        disabled={disabled ?? false}
        onChange={(event) => onChange(event.target.value as Role)}
      >
        {roles.map((role) => (
          <Radio key={role} value={role}>
            <b>{terms.role(role)}</b>
            <span className="r-second">{t(`role.${role}`)}</span>
          </Radio>
        ))}
      </Radio.Group>
    </div>
  );
}
