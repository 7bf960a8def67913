/**
 * What the words tests know of the code: every t('…') with its namespace, and every word written where a catalogue
 * should speak. Read from the syntax tree, so a comment or a class name is never mistaken for either.
 */
import { parseSync } from 'vite';

export type UsedKey = {
  namespace: string;
  key: string /** Only the beginning is known: `t(`status.${x}`)`; empty where the key comes as a value. */;
  prefix: boolean;
  at: string;
};
export type Hard = { text: string; at: string };
export type Found = {
  keys: UsedKey[];
  hard: Hard[] /** Every string, to tell keys nobody names. */;
  strings: string[];
};

type Node = { type: string; start: number; [name: string]: unknown };

/** Attributes a person reads or hears. */
const spoken = new Set([
  'title',
  'label',
  'placeholder',
  'aria-label',
  'alt',
  'note',
  'head',
  'aside',
  'words',
  'step',
  'waiting',
  'help',
  'error',
  'foot',
  'tab',
]);
const han = /\p{Script=Han}/u;
/** The product's own name is no word of a language. */
const names = /^(Recoup|LPN|RMA|SKU|API|QR|FBA|CSV|JSON)$/;

/** `home` is the namespace of the folder, for files whose t comes in as an argument. */
export function readCode(path: string, code: string, home: string): Found {
  const { program, errors } = parseSync(path, code, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const found: Found = { keys: [], hard: [], strings: [] };
  const at = (node: Node) => `${path}:${code.slice(0, node.start).split('\n').length}`;
  const namespaces = namesOfT(program as unknown as Node);
  const scope = namespaces.length === 1 ? namespaces[0]! : home;

  walk(program as unknown as Node, [], (node, parents) => {
    if (isString(node)) {
      found.strings.push(node.value);
      const parent = parents.at(-1);
      if (han.test(node.value) && parent?.type !== 'ImportDeclaration')
        found.hard.push({ text: node.value, at: at(node) });
    }
    if (node.type === 'TemplateElement') {
      const text = (node.value as { cooked: string }).cooked;
      if (han.test(text)) found.hard.push({ text, at: at(node) });
    }
    if (node.type === 'JSXText' && isWords(node.value as string))
      found.hard.push({ text: (node.value as string).trim(), at: at(node) });
    if (node.type === 'JSXAttribute') {
      const value = node.value as Node | null;
      const name = (node.name as Node).name as string;
      if (value && isString(value) && spoken.has(name) && isWords(value.value) && !han.test(value.value)) {
        found.hard.push({ text: value.value, at: at(node) });
      }
    }
    if (node.type === 'CallExpression' && isT(node.callee as Node)) {
      const asked = (node.arguments as Node[])[0];
      const own = optionOf((node.arguments as Node[])[1], 'ns') ?? scope;
      const parts = asked ? texts(asked) : [];
      // A key that comes as a value, a code of the server's: any key of the catalogue may be meant.
      for (const part of parts.length > 0 ? parts : [{ text: '', prefix: true }]) {
        const [namespace, key] = part.text.includes(':') ? part.text.split(':', 2) : [own, part.text];
        found.keys.push({ namespace: namespace!, key: key!, prefix: part.prefix, at: at(node) });
      }
    }
  });
  return found;
}

function isWords(text: string): boolean {
  return /\p{L}{2}/u.test(text) && !names.test(text.trim());
}

function isString(node: Node): node is Node & { value: string } {
  return node.type === 'Literal' && typeof node.value === 'string';
}

/** `t(…)` and `i18next.t(…)`. */
function isT(callee: Node): boolean {
  if (callee.type === 'Identifier') return callee.name === 't';
  return (
    callee.type === 'MemberExpression' &&
    (callee.property as Node).name === 't' &&
    (callee.object as Node).name === 'i18next'
  );
}

/** The namespaces of useTranslation('…') in the file. */
function namesOfT(program: Node): string[] {
  const seen = new Set<string>();
  walk(program, [], (node) => {
    if (node.type !== 'CallExpression' || (node.callee as Node).name !== 'useTranslation') return;
    const first = (node.arguments as Node[])[0];
    if (first && isString(first)) seen.add(first.value);
  });
  return [...seen];
}

/** A literal, both sides of a choice, or the known beginning of a template. */
function texts(node: Node): { text: string; prefix: boolean }[] {
  if (isString(node)) return [{ text: node.value, prefix: false }];
  if (node.type === 'ConditionalExpression')
    return [...texts(node.consequent as Node), ...texts(node.alternate as Node)];
  if (node.type === 'TemplateLiteral') {
    const first = (node.quasis as Node[])[0]!.value as { cooked: string };
    return [{ text: first.cooked, prefix: (node.expressions as Node[]).length > 0 }];
  }
  if (node.type === 'TSAsExpression' || node.type === 'ParenthesizedExpression') return texts(node.expression as Node);
  return [];
}

function optionOf(options: Node | undefined, name: string): string | undefined {
  if (options?.type !== 'ObjectExpression') return undefined;
  const property = (options.properties as Node[]).find((each) => (each.key as Node | undefined)?.name === name);
  const value = property?.value as Node | undefined;
  return value && isString(value) ? value.value : undefined;
}

function walk(node: Node, parents: Node[], visit: (node: Node, parents: Node[]) => void) {
  visit(node, parents);
  const below = [...parents, node];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === 'object' && typeof (child as Node).type === 'string')
        walk(child as Node, below, visit);
    }
  }
}
