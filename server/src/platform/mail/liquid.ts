/** LiquidJS as mails use it: our blocks as tags, our filters, strict about what is missing. */
import type { BuyerLanguage, Money } from '@recoup/contract/common';
import {
  type Context,
  type Emitter,
  Liquid,
  type Parser,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
  Value,
} from 'liquidjs';
import { type BlockName, htmlBlocks, textBlocks } from './blocks.ts';
import { escapeHtml, withoutControls } from './clean.ts';
import { dateText, type Locale, momentText, moneyText } from './format.ts';

export type Form = 'html' | 'text';
/** What the tags `subject` and `preview` hold, filled while a template is drawn. */
export type HeldWords = { subject: string; preview: string };

type TagClass = Extract<Parameters<Liquid['registerTag']>[1], new (...args: never[]) => unknown>;

const blocksWithValue = new Set<BlockName>(['button', 'link', 'fact', 'item', 'score']);

/** An engine for one language and one form. `partials` are the pieces that templates share, by name. */
export function liquidFor(form: Form, partials: Record<string, string>): Liquid {
  const liquid = new Liquid({
    templates: Object.fromEntries(
      Object.entries(partials).map(([name, source]) => [name, form === 'html' ? escapeWords(source) : source]),
    ),
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: (value) => {
      const text = withoutControls(value === null || value === undefined ? '' : String(value));
      return form === 'html' ? escapeHtml(text) : text;
    },
    // A brand writes templates too: a heavy one fails alone.
    parseLimit: 100_000,
    renderLimit: 1_000,
    memoryLimit: 10_000_000,
  });
  for (const name of Object.keys(htmlBlocks) as BlockName[]) liquid.registerTag(name, blockTag(name, form));
  for (const name of ['subject', 'preview'] as const) liquid.registerTag(name, heldTag(name));
  // Liquid's own `raw` filter would let data through unescaped; here it does nothing.
  liquid.registerFilter('raw', (value: unknown) => value);
  const language = (context: Context): BuyerLanguage => localeOf(context).language;
  liquid.registerFilter('money', function (value: Money) {
    return moneyText(value, language(this.context));
  });
  liquid.registerFilter('date', function (value: string) {
    return dateText(value, localeOf(this.context));
  });
  liquid.registerFilter('moment', function (value: string) {
    return momentText(value, localeOf(this.context));
  });
  liquid.registerFilter('plural', (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`);
  return liquid;
}

function localeOf(context: Context): Locale {
  return (context.globals as { locale: Locale }).locale;
}

/** Words between the tags are text, not HTML: `&` and `<` in a template are shown as they stand. */
export function escapeWords(source: string): string {
  return source
    .split(/(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/)
    .map((piece, i) => (i % 2 === 0 ? escapeHtml(withoutControls(piece)) : piece))
    .join('');
}

/** Reads a block's inside up to its end tag. */
function inside(token: TagToken, rest: TopLevelToken[], parser: Parser): Template[] {
  const templates: Template[] = [];
  for (let next = rest.shift(); next; next = rest.shift()) {
    if ('name' in next && next.name === `end${token.name}`) return templates;
    templates.push(parser.parseToken(next, rest));
  }
  throw new Error(`{% ${token.name} %} is not closed`);
}

function blockTag(name: BlockName, form: Form): TagClass {
  const draw = (form === 'html' ? htmlBlocks : textBlocks)[name];
  return class extends Tag {
    readonly #inside: Template[];
    readonly #value: Value | null;

    constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid, parser: Parser) {
      super(token, rest, liquid);
      if (blocksWithValue.has(name) && token.args.trim() === '') throw new Error(`{% ${name} %} needs a value`);
      this.#value = blocksWithValue.has(name) ? new Value(token.args, liquid) : null;
      this.#inside = inside(token, rest, parser);
    }

    *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
      const value = this.#value ? yield this.#value.value(context, false) : null;
      const content = yield this.liquid.renderer.renderTemplates(this.#inside, context);
      emitter.write(draw(String(content), typeof value === 'string' ? withoutControls(value) : value));
    }

    *children(): Generator<unknown, Template[]> {
      yield* [];
      return this.#inside;
    }

    *arguments() {
      if (this.#value) yield this.#value;
    }
  };
}

function heldTag(name: keyof HeldWords): TagClass {
  return class extends Tag {
    readonly #inside: Template[];

    constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid, parser: Parser) {
      super(token, rest, liquid);
      this.#inside = inside(token, rest, parser);
    }

    *render(context: Context): Generator<unknown, void, unknown> {
      const content = yield this.liquid.renderer.renderTemplates(this.#inside, context);
      (context.globals as { held: HeldWords }).held[name] = String(content);
    }

    *children(): Generator<unknown, Template[]> {
      yield* [];
      return this.#inside;
    }
  };
}
