/** The commands of the admin command, by name. What one needs is loaded when it is called. */
import { Refusal } from '../platform/refusal.ts';
import type { Installation } from './installation.ts';
import type { Terminal } from './terminal.ts';
import { readArgs, Trouble } from './usage.ts';

type Command = {
  does: string;
  /** Answers false where it did its work and found something wrong. */
  run(args: readonly string[], terminal: Terminal): Promise<boolean>;
};

const commands: Record<string, Command> = {
  'create-workspace': {
    does: 'open a workspace with its first owner',
    run: async (args, terminal) => {
      const { CREATE_WORKSPACE, commandCreateWorkspace } = await import('./people.ts');
      return installed(CREATE_WORKSPACE, commandCreateWorkspace, args, terminal);
    },
  },
  'create-user': {
    does: 'make somebody a member of a workspace',
    run: async (args, terminal) => {
      const { CREATE_USER, commandCreateUser } = await import('./people.ts');
      return installed(CREATE_USER, commandCreateUser, args, terminal);
    },
  },
  'api-key': {
    does: 'make a key for a program',
    run: async (args, terminal) => {
      const { API_KEY, commandApiKey } = await import('./people.ts');
      return installed(API_KEY, commandApiKey, args, terminal);
    },
  },
  import: {
    does: 'import a file of orders or products',
    run: async (args, terminal) => {
      const { commandImport, IMPORT } = await import('./import-file.ts');
      return installed(IMPORT, commandImport, args, terminal);
    },
  },
  'seed-demo': {
    does: 'make the demo workspace',
    run: (args, terminal) => installed(SEED_DEMO, seedDemoCommand, args, terminal),
  },
  'index-inbox': {
    does: 'write anew what the inbox is searched by',
    run: async (args, terminal) => {
      const { commandIndexInbox, INDEX_INBOX } = await import('./index-inbox.ts');
      return installed(INDEX_INBOX, commandIndexInbox, args, terminal);
    },
  },
  relearn: {
    does: 'learn anew from the events what remedies are ranked by',
    run: async (args, terminal) => {
      const { commandRelearn, RELEARN } = await import('./relearn.ts');
      return installed(RELEARN, commandRelearn, args, terminal);
    },
  },
  doctor: {
    does: 'say what is wrong with this installation, and how to mend it',
    run: async (args, terminal) => {
      const { commandDoctor, DOCTOR } = await import('./doctor.ts');
      if (!asksHelp(args)) return commandDoctor(args, terminal);
      terminal.say(DOCTOR);
      return true;
    },
  },
};

const asksHelp = (args: readonly string[]) => args.includes('--help') || args.includes('-h');

async function installed(
  usage: string,
  run: (installation: Installation, args: readonly string[], terminal: Terminal) => Promise<boolean>,
  args: readonly string[],
  terminal: Terminal,
): Promise<boolean> {
  if (asksHelp(args)) {
    terminal.say(usage);
    return true;
  }
  const { withInstallation } = await import('./installation.ts');
  return withInstallation(terminal, (installation) => run(installation, args, terminal));
}

const SEED_DEMO = 'Usage: npm run recoup -- seed-demo';

async function seedDemoCommand(
  { config, db }: Installation,
  args: readonly string[],
  { say }: Terminal,
): Promise<boolean> {
  readArgs(args, {}, SEED_DEMO);
  const { hasDemo, seedDemo } = await import('../demo/seed.ts');
  const demo = (await hasDemo(db)) ? null : await seedDemo({ config, db, say });
  if (!demo) throw new Trouble('There is a demo workspace already.');
  say(`Staff sign in at ${config.publicUrl}/ with the password ${demo.password}:`);
  for (const { name, email, role } of demo.people) say(`  ${email}  ${role}  ${name}`);
  for (const { url, order, zip } of demo.portal) say(`A buyer: ${config.publicUrl}${url}  order ${order}, ZIP ${zip}`);
  return true;
}

function help(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const list = Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`);
  return `Usage: npm run recoup -- COMMAND\n\n${list.join('\n')}\n\n  npm run recoup -- COMMAND --help tells more of one.`;
}

const REFUSALS: Record<string, string> = {
  'staff.already_member': 'This person is a member of the workspace already.',
  'brand.archived': 'This brand is closed; it takes no more orders.',
  'import.empty': 'There is nothing in the file but its headers.',
  'import.unreadable': 'The file cannot be read: it is broken off, or not what its beginning promised.',
  'file.too_large': 'The file is too large.',
  'file.type_not_allowed': 'The file is no table and no JSON.',
  'file.unreadable': 'The file cannot be read.',
  'file.too_many_rows': 'The file has too many rows; part it.',
};

/** Runs a command and returns the code to end with: 0 where all is well. */
export async function runCommand([name, ...args]: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const command = name === undefined ? undefined : commands[name];
    if (name === undefined || ['help', '--help', '-h'].includes(name)) terminal.say(help());
    else if (!command) throw new Trouble(`There is no command "${name}".\n\n${help()}`);
    else if (!(await command.run(args, terminal))) return 1;
    return 0;
  } catch (error) {
    terminal.complain(inWords(error));
    return 1;
  }
}

function inWords(error: unknown): string {
  if (error instanceof Trouble) return error.message;
  if (error instanceof Refusal) {
    const details = Object.keys(error.details).length > 0 ? ` ${JSON.stringify(error.details)}` : '';
    return `${REFUSALS[error.code] ?? error.code}${details}`;
  }
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01' || code === '3D000') {
    return `The database cannot be reached: ${error.message || code}. "npm run recoup -- doctor" tells more.`;
  }
  return error.stack ?? error.message;
}
