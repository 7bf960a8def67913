/** The links into a call that were made so far: how, when, whether they were opened, and the way to take one back. */
import { callLinks } from '@recoup/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { When } from '../../ui/status.tsx';

export function LinksOut({ callId }: { callId: string }) {
  const { t } = useTranslation('calls');
  const links = useApi(callLinks.list, { params: { id: callId } });
  const revoke = useMove(callLinks.revoke);
  const rows = links.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <section className="invite-links">
      <h3>{t('invite.links')}</h3>
      {rows.map((link) => (
        <p key={link.id}>
          <span className="r-cut">
            {t(`invite.by.${link.by}`)}
            {link.sent_to && <span className="r-ink3"> {link.sent_to}</span>}
          </span>
          <span className="r-quiet">
            {link.state === 'good' && link.opened_at ? t('invite.looked') : t(`invite.state.${link.state}`)}
          </span>
          <span className="r-quiet">
            <When at={link.used_at ?? link.opened_at ?? link.made_at} as="timeOrDate" />
          </span>
          {link.state === 'good' || link.state === 'used' ? (
            <Button
              size="small"
              type="text"
              loading={revoke.busy}
              onClick={() => void revoke.run({ params: { id: callId, link_id: link.id } })}
            >
              {t('invite.revoke')}
            </Button>
          ) : (
            <span />
          )}
        </p>
      ))}
      {revoke.problem && (
        <p className="r-t-bad" role="alert">
          {revoke.problem.words}
        </p>
      )}
    </section>
  );
}
