/** Commands that let people and programs in: create-workspace, create-user, api-key. */
import { type Permission, permissions, type Role, roles } from '@recoup/contract';
import { createApiKey, createUser, createWorkspace } from '../accounts/index.ts';
import { Refusal } from '../platform/refusal.ts';
import { brandsCalled, type Installation, sitesCalled, workspaceCalled } from './installation.ts';
import { type Chosen, choosePassword } from './password.ts';
import type { Terminal } from './terminal.ts';
import { many, needed, one, oneOf, readArgs, Trouble } from './usage.ts';

export const CREATE_WORKSPACE = `Usage: npm run recoup -- create-workspace --name NAME --email OWNER'S E-MAIL --owner OWNER'S NAME
  --kind brand|3pl       one company's own brands, or a warehouse for several companies (default: brand)
  --currency USD         what totals over all brands are shown in (default: USD)
  --language en|zh       the owner's (default: en)
  --time-zone ZONE       the owner's, like America/Chicago or Asia/Shanghai (default: America/Chicago)
  --password-stdin       read the owner's password from standard input; else it is asked for, or made and shown once`;

/** Opens a workspace with its first owner. */
export async function commandCreateWorkspace(
  { config, db, ctxOf }: Installation,
  args: readonly string[],
  terminal: Terminal,
): Promise<boolean> {
  const string = { type: 'string' } as const;
  const usage = CREATE_WORKSPACE;
  const given = readArgs(
    args,
    {
      name: string,
      kind: string,
      currency: string,
      email: string,
      owner: string,
      language: string,
      'time-zone': string,
      'password-stdin': { type: 'boolean' },
    },
    usage,
  );
  const owner = {
    email: emailOf(needed(given, 'email', usage)),
    name: needed(given, 'owner', usage),
    language: oneOf(one(given, 'language') ?? 'en', ['en', 'zh'], 'language'),
    timeZone: zoneOf(one(given, 'time-zone') ?? 'America/Chicago'),
  };
  const workspace = {
    name: needed(given, 'name', usage),
    kind: oneOf(one(given, 'kind') ?? 'brand', ['brand', '3pl'], 'kind'),
    currency: currencyOf(one(given, 'currency') ?? 'USD'),
  };
  const { log } = ctxOf('');
  const made = await withPassword(terminal, owner.email, given.values['password-stdin'] === true, (password) =>
    createWorkspace({ db, config, log, now: new Date() }, { ...workspace, owner: { ...owner, password } }),
  );
  terminal.say(`Workspace ${workspace.name}: ${made.result.workspaceId}`);
  terminal.say(`${owner.name} may sign in at ${config.publicUrl}/ with ${owner.email}${passwordWords(made.chosen)}`);
  return true;
}

export const CREATE_USER = `Usage: npm run recoup -- create-user --email E-MAIL --name NAME --role ${roles.join('|')}
  --workspace NAME       by name or id; not needed where there is only one
  --brand SLUG           only these brands; may be given several times (default: all)
  --site CODE            only these sites; may be given several times (default: all)
  --language en|zh       (default: en)
  --time-zone ZONE       (default: America/Chicago)
  --password-stdin       read the password from standard input; else it is asked for, or made and shown once`;

/** Makes somebody a member of a workspace. */
export async function commandCreateUser(
  installation: Installation,
  args: readonly string[],
  terminal: Terminal,
): Promise<boolean> {
  const string = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  const usage = CREATE_USER;
  const given = readArgs(
    args,
    {
      workspace: string,
      email: string,
      name: string,
      role: string,
      language: string,
      'time-zone': string,
      brand: list,
      site: list,
      'password-stdin': { type: 'boolean' },
    },
    usage,
  );
  const member = {
    email: emailOf(needed(given, 'email', usage)),
    name: needed(given, 'name', usage),
    role: oneOf<Role>(needed(given, 'role', usage), roles, 'role'),
    language: oneOf(one(given, 'language') ?? 'en', ['en', 'zh'], 'language'),
    timeZone: zoneOf(one(given, 'time-zone') ?? 'America/Chicago'),
  };
  const ctx = await workspaceCalled(installation, one(given, 'workspace'));
  const scope = {
    brandIds: await brandsCalled(ctx, many(given, 'brand')),
    siteIds: await sitesCalled(ctx, many(given, 'site')),
  };
  const made = await withPassword(terminal, member.email, given.values['password-stdin'] === true, (password) =>
    createUser(ctx, { ...member, ...scope, password }),
  );
  terminal.say(
    `${member.name} (${member.role}) may sign in at ${installation.config.publicUrl}/ with ${member.email}${passwordWords(made.chosen)}`,
  );
  return true;
}

export const API_KEY = `Usage: npm run recoup -- api-key --name NAME --scopes SCOPE,SCOPE…
  --workspace NAME       by name or id; not needed where there is only one
  --brand SLUG           only these brands; may be given several times (default: all)
  Scopes: ${permissions.join(', ')}; or "all"`;

/** Makes a key for a program; its secret is shown this once. */
export async function commandApiKey(
  installation: Installation,
  args: readonly string[],
  terminal: Terminal,
): Promise<boolean> {
  const string = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  const given = readArgs(args, { workspace: string, name: string, scopes: list, brand: list }, API_KEY);
  const name = needed(given, 'name', API_KEY);
  const wanted = many(given, 'scopes');
  if (wanted.length === 0) throw new Trouble(`--scopes is missing.\n\n${API_KEY}`);
  const scopes = wanted.includes('all')
    ? permissions
    : wanted.map((scope) => oneOf<Permission>(scope, permissions, 'scopes'));
  const ctx = await workspaceCalled(installation, one(given, 'workspace'));
  const key = await createApiKey(ctx, { name, scopes, brand_ids: await brandsCalled(ctx, many(given, 'brand')) });
  terminal.say(`Key ${name}, shown this once: ${key.secret}`);
  return true;
}

/** Somebody who signs in here already keeps their password; only a new person needs one. */
async function withPassword<T>(
  terminal: Terminal,
  who: string,
  fromStdin: boolean,
  work: (password: string | null) => Promise<T>,
): Promise<{ result: T; chosen: Chosen | null }> {
  if (!fromStdin) {
    try {
      return { result: await work(null), chosen: null };
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'auth.password')) throw error;
    }
  }
  const chosen = await choosePassword(terminal, who, fromStdin);
  return { result: await work(chosen.password), chosen };
}

function passwordWords(chosen: Chosen | null): string {
  if (!chosen) return ' and the password they have.';
  return chosen.made ? ` and this password, shown this once: ${chosen.password}` : '.';
}

function emailOf(text: string): string {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) throw new Trouble(`${text} is no e-mail address.`);
  return text;
}

function zoneOf(text: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    throw new Trouble(`${text} is no time zone; say one like America/Chicago or Asia/Shanghai.`);
  }
}

function currencyOf(text: string): string {
  const code = text.toUpperCase();
  if (!Intl.supportedValuesOf('currency').includes(code)) throw new Trouble(`${text} is no currency of ISO 4217.`);
  return code;
}
