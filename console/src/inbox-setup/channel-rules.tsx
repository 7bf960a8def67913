/** The settings of a channel by its kind, as sentences with the values inside. */
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ProblemWords } from '../app/problem-words.ts';
import { useTerms } from '../terms/terms.ts';
import { ChoiceBlank, NumberBlank, OptionalNumberBlank, RuleRow, Sentence } from '../ui/blanks.tsx';
import { Field, Fields, PasswordInput } from '../ui/field.tsx';
import { CalendarBlank } from './calendar-blank.tsx';
import { type ChannelDraft, type DraftEmail, type DraftSettings, type MailServer, newServer } from './channel-draft.ts';
import { BrandBlank, platforms, SideBySide, TypedMany } from './parts.tsx';

type Problem = ProblemWords | null;
type Props = {
  draft: ChannelDraft;
  isNew: boolean;
  disabled: boolean;
  problem: Problem;
  change: (part: Partial<ChannelDraft>) => void;
};
type Of<K extends DraftSettings['kind']> = {
  settings: Extract<DraftSettings, { kind: K }>;
  disabled: boolean;
  problem: Problem;
  set: (part: Partial<Extract<DraftSettings, { kind: K }>>) => void;
};

export function ChannelRules({ draft, isNew, disabled, problem, change }: Props) {
  const { t } = useTranslation('inbox-setup');
  const { settings } = draft;
  const set = (part: object) => change({ settings: { ...settings, ...part } as DraftSettings });
  const shared = { disabled, problem, set };
  return (
    <div className="r-rules">
      {isNew && (
        <RuleRow name={t('brand')}>
          <Sentence
            text={t('channels.brand_words')}
            blanks={{
              brand: <BrandBlank one value={draft.brand_id} onChange={(id) => id && change({ brand_id: id })} />,
            }}
          />
        </RuleRow>
      )}
      {settings.kind === 'chat' && <ChatRules settings={settings} {...shared} />}
      {settings.kind === 'email' && <EmailRules settings={settings} {...shared} />}
      {settings.kind === 'form' && (
        <RuleRow name={t('kind.form')}>
          <span className="r-ink2">{t('form.words')}</span>
        </RuleRow>
      )}
      {settings.kind === 'phone' && (
        <RuleRow name={t('phone.number')} note={<p className="r-quiet">{t('phone.note')}</p>}>
          <Input
            style={{ maxWidth: 240 }}
            aria-label={t('phone.number')}
            maxLength={40}
            disabled={disabled}
            value={settings.number}
            onChange={(event) => set({ number: event.target.value })}
          />
        </RuleRow>
      )}
      {(settings.kind === 'sms' || settings.kind === 'social' || settings.kind === 'marketplace') && (
        <HookRules settings={settings} {...shared} />
      )}
    </div>
  );
}

function ChatRules({ settings, disabled, set }: Of<'chat'>) {
  const { t } = useTranslation('inbox-setup');
  return (
    <>
      <RuleRow
        name={t('chat.where')}
        note={<p className="r-quiet">{t(settings.origins.length ? 'chat.origins_note' : 'chat.origins_any')}</p>}
      >
        <Sentence
          text={t('chat.where_words')}
          blanks={{
            origins: (
              <TypedMany
                label={t('chat.origins')}
                values={settings.origins}
                max={50}
                disabled={disabled}
                clean={originOf}
                onChange={(origins) => set({ origins: origins.filter((each) => originOf(each) !== '') })}
              />
            ),
            position: (
              <ChoiceBlank
                label={t('chat.position')}
                value={settings.position}
                choices={(['right', 'left'] as const).map((value) => ({ value, label: t(`chat.position_${value}`) }))}
                disabled={disabled}
                onChange={(position) => set({ position })}
              />
            ),
          }}
        />
      </RuleRow>
      <RuleRow name={t('chat.who')} note={<p className="r-quiet">{t(`chat.identity_${settings.identity}_note`)}</p>}>
        <Sentence
          text={t('chat.who_words')}
          blanks={{
            identity: (
              <ChoiceBlank
                label={t('chat.who')}
                value={settings.identity}
                choices={(['optional', 'required'] as const).map((value) => ({
                  value,
                  label: t(`chat.identity_${value}`),
                }))}
                disabled={disabled}
                onChange={(identity) => set({ identity })}
              />
            ),
          }}
        />
      </RuleRow>
      <RuleRow name={t('chat.hours')}>
        <Sentence
          text={t('chat.hours_words')}
          blanks={{
            calendar: (
              <CalendarBlank
                value={settings.calendar_id}
                none={t('chat.hours_promise')}
                disabled={disabled}
                onChange={(calendar_id) => set({ calendar_id })}
              />
            ),
          }}
        />
      </RuleRow>
      <RuleRow name={t('chat.greeting')} note={<p className="r-quiet">{t('english_first')}</p>}>
        <SideBySide
          label={t('chat.greeting')}
          rows={2}
          disabled={disabled}
          value={settings.greeting ?? {}}
          onChange={(greeting) => set({ greeting: greeting as { en: string } })}
        />
      </RuleRow>
    </>
  );
}

/** `lumora.example/shop` → `https://lumora.example`; nothing where it is no site. */
function originOf(typed: string): string {
  const text = typed.trim().toLowerCase();
  const whole = /^https?:\/\//.test(text) ? text : `https://${text}`;
  return /^https?:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?/.exec(whole)?.[0] ?? '';
}

function EmailRules({ settings, disabled, problem, set }: Of<'email'>) {
  const { t } = useTranslation('inbox-setup');
  return (
    <>
      <RuleRow name={t('email.address')}>
        <Fields columns={2}>
          <Field label={t('email.address')} name="settings.address" problem={problem}>
            <Input
              type="email"
              maxLength={200}
              disabled={disabled}
              value={settings.address}
              onChange={(event) => set({ address: event.target.value.trim() })}
            />
          </Field>
          <Field label={t('email.from_name')} name="settings.from_name" help={t('email.from_help')} problem={problem}>
            <Input
              maxLength={120}
              disabled={disabled}
              value={settings.from_name}
              onChange={(event) => set({ from_name: event.target.value })}
            />
          </Field>
        </Fields>
      </RuleRow>
      <RuleRow
        name={t('email.in')}
        note={settings.imap && <Server which="imap" {...{ settings, disabled, problem, set }} />}
      >
        <Sentence
          text={t('email.in_words')}
          blanks={{
            way: (
              <ChoiceBlank
                label={t('email.in')}
                value={settings.imap ? 'imap' : 'hook'}
                choices={(['imap', 'hook'] as const).map((value) => ({ value, label: t(`email.in_${value}`) }))}
                disabled={disabled}
                onChange={(way) => set({ imap: way === 'imap' ? { ...newServer(993), folder: 'INBOX' } : null })}
              />
            ),
          }}
        />
      </RuleRow>
      <RuleRow
        name={t('email.out')}
        note={settings.smtp && <Server which="smtp" {...{ settings, disabled, problem, set }} />}
      >
        <Sentence
          text={t('email.out_words')}
          blanks={{
            way: (
              <ChoiceBlank
                label={t('email.out')}
                value={settings.smtp ? 'smtp' : 'ours'}
                choices={(['smtp', 'ours'] as const).map((value) => ({ value, label: t(`email.out_${value}`) }))}
                disabled={disabled}
                onChange={(way) => set({ smtp: way === 'smtp' ? newServer(465) : null })}
              />
            ),
          }}
        />
      </RuleRow>
      <RuleRow
        name={t('email.threads')}
        on={settings.plus_addresses}
        disabled={disabled}
        onSwitch={(plus_addresses) => set({ plus_addresses })}
      >
        <span className="r-ink2">
          {t('email.plus', { address: settings.address.replace('@', '+c4f2@') || 'help+c4f2@lumora.example' })}
        </span>
      </RuleRow>
      <RuleRow name={t('email.checked')} note={<p className="r-quiet">{t('email.checked_note')}</p>}>
        <Input
          style={{ maxWidth: 320 }}
          aria-label={t('email.checked')}
          maxLength={253}
          disabled={disabled}
          value={settings.checked_by ?? ''}
          onChange={(event) => set({ checked_by: event.target.value || null })}
        />
      </RuleRow>
      <RuleRow name={t('email.signature')} note={<p className="r-quiet">{t('english_first')}</p>}>
        <SideBySide
          label={t('email.signature')}
          rows={3}
          disabled={disabled}
          value={settings.signature ?? {}}
          onChange={(signature) => set({ signature: signature as { en: string } })}
        />
      </RuleRow>
    </>
  );
}

type ServerProps = Of<'email'> & { which: 'imap' | 'smtp' };
function Server({ which, settings, disabled, problem, set }: ServerProps) {
  const { t } = useTranslation('inbox-setup');
  const server = settings[which] as MailServer & { folder?: string };
  const put = (part: Partial<MailServer> & { folder?: string }) =>
    set({ [which]: { ...server, ...part } } as Partial<DraftEmail>);
  const path = (field: string) => `settings.${which}.${field}`;
  return (
    <div className="isetup-server">
      <Sentence
        text={t('server.words')}
        blanks={{
          security: (
            <ChoiceBlank
              label={t('server.security')}
              value={server.security}
              choices={(['tls', 'starttls', 'none'] as const).map((value) => ({ value, label: t(`server.${value}`) }))}
              disabled={disabled}
              onChange={(security) =>
                put({ security, port: which === 'smtp' && security === 'starttls' ? 587 : server.port })
              }
            />
          ),
          port: (
            <NumberBlank
              label={t('server.port')}
              value={server.port}
              min={1}
              max={65_535}
              disabled={disabled}
              onChange={(port) => put({ port })}
            />
          ),
        }}
      />
      <Fields columns={which === 'imap' ? 2 : 3}>
        <Field label={t('server.host')} name={path('host')} problem={problem}>
          <Input
            maxLength={253}
            placeholder={`${which}.example.com`}
            disabled={disabled}
            value={server.host}
            onChange={(event) => put({ host: event.target.value.trim() })}
          />
        </Field>
        {which === 'imap' && (
          <Field label={t('server.folder')} name={path('folder')} problem={problem}>
            <Input
              maxLength={200}
              disabled={disabled}
              value={server.folder ?? ''}
              onChange={(event) => put({ folder: event.target.value })}
            />
          </Field>
        )}
        <Field label={t('server.user')} name={path('user')} problem={problem}>
          <Input
            maxLength={200}
            autoComplete="off"
            disabled={disabled}
            value={server.user}
            onChange={(event) => put({ user: event.target.value })}
          />
        </Field>
        <Field
          label={t('server.password')}
          name={path('password')}
          help={server.password_set ? t('server.password_set') : undefined}
          problem={problem}
        >
          <PasswordInput
            maxLength={500}
            autoComplete="new-password"
            disabled={disabled}
            value={server.password}
            onChange={(event) => put({ password: event.target.value })}
          />
        </Field>
      </Fields>
    </div>
  );
}

function HookRules({ settings, disabled, problem, set }: Of<'sms' | 'social' | 'marketplace'>) {
  const { t } = useTranslation('inbox-setup');
  const terms = useTerms();
  return (
    <>
      {settings.kind === 'marketplace' && (
        <RuleRow name={t('hook.platform')} note={<p className="r-quiet">{t('hook.platform_note')}</p>}>
          <Sentence
            text={t('hook.platform_words')}
            blanks={{
              platform: (
                <ChoiceBlank
                  label={t('hook.platform')}
                  value={settings.platform ?? 'none'}
                  choices={[
                    { value: 'none', label: t('hook.platform_none') },
                    ...platforms.map((value) => ({ value, label: terms.channel(value) })),
                  ]}
                  disabled={disabled}
                  onChange={(next) => set({ platform: next === 'none' ? null : (next as (typeof platforms)[number]) })}
                />
              ),
            }}
          />
        </RuleRow>
      )}
      <RuleRow
        name={t('hook.out')}
        note={<p className="r-quiet">{t(settings.post_to ? 'hook.out_note' : 'hook.read_only')}</p>}
      >
        <Field label={t('hook.post_to')} name="settings.post_to" optional problem={problem}>
          <Input
            type="url"
            maxLength={500}
            disabled={disabled}
            value={settings.post_to ?? ''}
            onChange={(event) => set({ post_to: event.target.value.trim() || null })}
          />
        </Field>
      </RuleRow>
      <RuleRow name={t('hook.longest')}>
        <Sentence
          text={t('hook.longest_words')}
          blanks={{
            longest: (
              <OptionalNumberBlank
                label={t('hook.longest')}
                none={t('hook.longest_none')}
                value={settings.longest}
                min={50}
                max={20_000}
                disabled={disabled}
                onChange={(longest) => set({ longest })}
              />
            ),
          }}
        />
      </RuleRow>
    </>
  );
}
