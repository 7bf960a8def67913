/** Drawing mails from templates. The catalogue of templates and its words is given; the engine knows none of them. */
import { readdirSync, readFileSync } from 'node:fs';
import type { BuyerLanguage } from '@recoup/contract/common';
import type { Liquid, Template } from 'liquidjs';
import type { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { settleText } from './blocks.ts';
import { oneLine } from './clean.ts';
import type { Locale } from './format.ts';
import { escapeWords, type Form, type HeldWords, liquidFor } from './liquid.ts';
import { mailPage } from './page.ts';

/** Who a mail comes from, as the reader sees it. */
export type MailBrand = {
  name: string;
  /** `#1E2A4A`. */
  color: string;
  logo_url: string | null;
  support_email: string | null;
  /** IANA; days and times in the mail are this zone's. */
  time_zone: string;
};

export type TemplateSpec = {
  /** Which foot stands under it: `footer_buyer` for who ordered, `footer_writer` for who wrote to us, `footer_staff`. */
  audience: 'buyer' | 'writer' | 'staff';
  data: z.ZodType<object>;
  /** For previews, and for trying a brand's own words before they are saved. */
  sample: unknown;
};
export type Catalogue = Record<string, TemplateSpec>;

export type RenderedMail = {
  subject: string;
  html: string;
  text: string;
  /** Why the brand's own words were not used, where they failed; the mail then has ours. */
  override_failure: string | null;
};

export type MailEngine<C extends Catalogue> = {
  /**
   * Draws one mail. `override` is the brand's own template source for it; where that fails the built-in words go out, for a
   * mail with other words is better than none. Throws where the data does not fit the template: that is a fault of ours.
   */
  renderMail<N extends keyof C & string>(mail: {
    template: N;
    language: BuyerLanguage;
    brand: MailBrand;
    data: z.input<C[N]['data']>;
    now: Date;
    override?: string | null;
  }): RenderedMail;
  /** Draws a brand's own words with the sample, before they are saved. Refusal: `mail.template_invalid {message}`. */
  tryTemplate(mail: {
    template: keyof C & string;
    language: BuyerLanguage;
    brand: MailBrand;
    source: string;
    now: Date;
  }): RenderedMail;
  /** The built-in source, where a brand's own words begin. */
  sourceOf(template: keyof C & string, language: BuyerLanguage): string;
  /** The names of data a built-in template uses. */
  variablesOf(template: keyof C & string, language: BuyerLanguage): string[];
};

const languages: readonly BuyerLanguage[] = ['en', 'zh', 'es'];

/** Reads a catalogue's templates (`<folder>/<language>/<name>.liquid`, partials begin with `_`). A missing one stops the start. */
export function mailEngine<C extends Catalogue>(catalogue: C, folder: URL): MailEngine<C> {
  const sources = new Map<string, string>();
  const engines = new Map<string, Liquid>();
  for (const language of languages) {
    const home = new URL(`${language}/`, folder);
    const read = (file: string) => readFileSync(new URL(file, home), 'utf8');
    const partials = readdirSync(home).filter((file) => /^_.*\.liquid$/.test(file));
    const shared = Object.fromEntries(partials.map((file) => [file.slice(1, -'.liquid'.length), read(file)]));
    for (const form of ['html', 'text'] as const) engines.set(`${language} ${form}`, liquidFor(form, shared));
    for (const name of Object.keys(catalogue)) sources.set(`${language} ${name}`, read(`${name}.liquid`));
  }
  const parsed = new Map<string, Template[]>();

  const engineOf = (language: BuyerLanguage, form: Form) => engines.get(`${language} ${form}`)!;
  const parse = (language: BuyerLanguage, form: Form, source: string) =>
    engineOf(language, form).parse(form === 'html' ? escapeWords(source) : source);
  const builtIn = (language: BuyerLanguage, form: Form, name: string) => {
    const key = `${language} ${form} ${name}`;
    const found = parsed.get(key) ?? parse(language, form, sources.get(`${language} ${name}`)!);
    parsed.set(key, found);
    return found;
  };

  type Draft = { template: string; language: BuyerLanguage; brand: MailBrand; data: object; now: Date };
  const draw = (
    { template, language, brand, data, now }: Draft,
    templates: (form: Form) => Template[],
  ): Omit<RenderedMail, 'override_failure'> => {
    const locale: Locale = { language, time_zone: brand.time_zone, now };
    const drawForm = (form: Form) => {
      const held: HeldWords = { subject: '', preview: '' };
      const globals = { brand, locale, held };
      const engine = engineOf(language, form);
      const body: string = engine.renderSync(templates(form), data, { globals });
      const footer: string = engine.renderSync(
        engine.parse(`{% render "footer_${catalogue[template]!.audience}" %}`),
        {},
        { globals },
      );
      return { held, body, footer };
    };
    const [html, text] = [drawForm('html'), drawForm('text')];
    const subject = oneLine(text.held.subject);
    if (subject === '') throw new Error('the template has no {% subject %}');
    return {
      subject,
      html: mailPage({
        language,
        brand,
        subject,
        preview: html.held.preview.replace(/\s+/g, ' ').trim(),
        body: html.body,
        footer: html.footer,
      }),
      text: settleText(`${text.body}\ue001-- \ue002${text.footer}`),
    };
  };

  return {
    renderMail({ override, ...mail }) {
      const draft = { ...mail, data: catalogue[mail.template]!.data.parse(mail.data) };
      let failure: string | null = null;
      if (override) {
        try {
          return { ...draw(draft, (form) => parse(mail.language, form, override)), override_failure: null };
        } catch (error) {
          failure = messageOf(error);
        }
      }
      return { ...draw(draft, (form) => builtIn(mail.language, form, mail.template)), override_failure: failure };
    },
    tryTemplate({ source, ...mail }) {
      const { data, sample } = catalogue[mail.template]!;
      try {
        return {
          ...draw({ ...mail, data: data.parse(sample) }, (form) => parse(mail.language, form, source)),
          override_failure: null,
        };
      } catch (error) {
        throw new Refusal('mail.template_invalid', { message: messageOf(error) });
      }
    },
    sourceOf: (template, language) => sources.get(`${language} ${template}`)!,
    variablesOf: (template, language) =>
      engineOf(language, 'text').globalVariablesSync(builtIn(language, 'text', template)),
  };
}

/** Liquid's message with its line, without the stack. */
function messageOf(error: unknown): string {
  return oneLine(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error), 300);
}
