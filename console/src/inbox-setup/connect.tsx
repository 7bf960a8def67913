/** What joins a channel to the world: the snippet to paste, the hook's address, the secret, and a try of every step. */
import { type AnswerOf, type ChannelKind, type InboxChannel, inboxSetup } from '@recoup/contract';
import { App, Button, Modal } from 'antd';
import { ExternalLink } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { CopyButton } from '../ui/code.tsx';
import { Section } from '../ui/page.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';

/** What must be kept is saved: `dirty` says that the screen holds something else than what would be tried. */
export function Connect({ channel, disabled, dirty }: { channel: InboxChannel; disabled: boolean; dirty: boolean }) {
  const { t } = useTranslation('inbox-setup');
  return (
    <>
      {channel.snippet && <Snippet snippet={channel.snippet} />}
      {channel.hook_url && (
        <Section title={t('connect.hook')} aside={t('connect.hook_note')}>
          <Copied>{channel.hook_url}</Copied>
          <p className="r-quiet">{t(channel.kind === 'email' ? 'connect.hook_mail' : 'connect.hook_signed')}</p>
        </Section>
      )}
      {channel.kind === 'form' && (
        <Section title={t('connect.form')} aside={t('connect.form_note')}>
          <FormAddress channel={channel} />
        </Section>
      )}
      {hasSecret(channel) && <Secret channel={channel} disabled={disabled} />}
      {canTry(channel) && !disabled && <Try channel={channel} dirty={dirty} />}
    </>
  );
}

const hasSecret = ({ kind }: InboxChannel) => kind !== 'form' && kind !== 'phone';
const canTry = ({ kind }: InboxChannel) => kind !== 'form' && kind !== 'phone' && kind !== 'chat';

function Copied({ children }: { children: string }) {
  return (
    <div className="isetup-copied">
      <pre>{children}</pre>
      <CopyButton text={children} />
    </div>
  );
}

function FormAddress({ channel }: { channel: InboxChannel }) {
  const { t } = useTranslation('inbox-setup');
  const { me } = useSession();
  const slug = me.brands.find(({ id }) => id === channel.brand.id)?.slug;
  if (!slug) return null;
  const url = `${window.location.origin}/b/${slug}/contact`;
  return (
    <>
      <Copied>{url}</Copied>
      <OutLink href={url}>{t('connect.open_form')}</OutLink>
    </>
  );
}

function OutLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className="isetup-out" href={href} target="_blank" rel="noreferrer">
      {children}
      <ExternalLink size={14} aria-hidden="true" />
    </a>
  );
}

function Snippet({ snippet }: { snippet: string }) {
  const { t } = useTranslation('inbox-setup');
  const { me } = useSession();
  return (
    <Section
      title={t('connect.snippet')}
      aside={t('connect.snippet_note')}
      verbs={me.workspace.demo && <OutLink href="/demo-shop">{t('connect.demo_shop')}</OutLink>}
    >
      <Copied>{snippet}</Copied>
      <p className="r-quiet">{t('connect.identity')}</p>
      <Copied>{signing}</Copied>
    </Section>
  );
}

/** How a shop's server says who is signed in; the attributes stand in the script tag. */
const signing = `const issued_at = new Date().toISOString();
const signature = crypto.createHmac('sha256', secret)
  .update(customer.id + '\\n' + (customer.email ?? '') + '\\n' + issued_at).digest('hex');
// data-id data-email data-name data-issued-at data-signature`;

function Secret({ channel, disabled }: { channel: InboxChannel; disabled: boolean }) {
  const { t } = useTranslation('inbox-setup');
  const { modal } = App.useApp();
  const renew = useMove(inboxSetup.newSecret);
  const [secret, setSecret] = useState<string | null>(null);
  const ask = () =>
    modal.confirm({
      title: t('secret.renew_title'),
      content: t('secret.renew_note'),
      okText: t('secret.renew'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: async () => {
        const made = await renew.run({ params: { id: channel.id } });
        if (made) setSecret(made.secret);
      },
    });
  return (
    <Section title={t('secret.title')} aside={t(channel.kind === 'chat' ? 'secret.for_chat' : 'secret.for_hook')}>
      {renew.problem && <ErrorState words={renew.problem.words} requestId={renew.problem.requestId} />}
      <div className="isetup-line">
        <span className="r-mono r-ink3">••••••••••••••••</span>
        <span className="r-quiet">{t('secret.once')}</span>
        {!disabled && (
          <Button size="small" loading={renew.busy} onClick={ask}>
            {t('secret.renew')}
          </Button>
        )}
      </div>
      {secret && <SecretShown kind={channel.kind} secret={secret} onKept={() => setSecret(null)} />}
    </Section>
  );
}

/** Shown this once; it closes only by the button that says it is kept. */
export function SecretShown({ kind, secret, onKept }: { kind: ChannelKind; secret: string; onKept: () => void }) {
  const { t } = useTranslation('inbox-setup');
  return (
    <Modal
      open
      title={t('secret.shown_title')}
      footer={
        <Button type="primary" onClick={onKept}>
          {t('secret.kept')}
        </Button>
      }
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
    >
      <div className="isetup-stack">
        <p>{t(kind === 'chat' ? 'secret.shown_chat' : 'secret.shown_hook')}</p>
        <Copied>{secret}</Copied>
      </div>
    </Modal>
  );
}

type Steps = AnswerOf<typeof inboxSetup.tryChannel>['steps'];

function Try({ channel, dirty }: { channel: InboxChannel; dirty: boolean }) {
  const { t } = useTranslation('inbox-setup');
  const trial = useMove(inboxSetup.tryChannel);
  const [steps, setSteps] = useState<Steps | null>(null);
  const run = async () => {
    setSteps(null);
    const answer = await trial.run({ params: { id: channel.id } });
    if (answer) setSteps(answer.steps);
  };
  return (
    <Section title={t('try.title')} aside={dirty ? t('try.save_first') : t('try.note')}>
      <div className="isetup-stack">
        <Button disabled={dirty} loading={trial.busy} onClick={() => void run()}>
          {t('try.verb')}
        </Button>
        {trial.problem && <ErrorState words={trial.problem.words} requestId={trial.problem.requestId} />}
        {steps && (
          <ul className="isetup-steps" aria-live="polite">
            {steps.map((step) => (
              <li key={step.what}>
                <Status tone={step.ok ? 'good' : 'bad'}>{t(`try.${step.what}`)}</Status>
                <span className={step.ok ? 'r-ink3' : 'isetup-failure'}>{step.ok ? t('try.ok') : step.failure}</span>
              </li>
            ))}
            {steps.length === 0 && <li className="r-ink3">{t('try.nothing')}</li>}
          </ul>
        )}
      </div>
    </Section>
  );
}
