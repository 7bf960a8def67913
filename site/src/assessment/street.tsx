/** The street address of a site, where it is known already. */
import type { PlanSite } from '@recoup/contract';
import { useWords } from '../words.ts';
import type { Street } from './api.ts';

export type StreetTyped = { line1: string; city: string; zip: string };

/** City and code of the suggested place; without a street it is no address. */
export const emptyStreet = ({ name, postal_code }: PlanSite): StreetTyped => ({
  line1: '',
  city: name.en,
  zip: postal_code,
});

/** True where a street is given but the rest does not make an address. */
export function wrongStreet(typed: StreetTyped | undefined): boolean {
  if (!typed || typed.line1.trim() === '') return false;
  return typed.city.trim() === '' || !isZip(typed.zip);
}
export const isZip = (zip: string): boolean => /^\d{5}(-\d{4})?$/.test(zip.trim());

export function streetOf(typed: StreetTyped | undefined, region: string): Street | undefined {
  if (!typed || typed.line1.trim() === '' || wrongStreet(typed)) return undefined;
  const { line1, city, zip } = typed;
  return { line1: line1.trim(), city: city.trim(), region, postal_code: zip.trim(), country: 'US' };
}

type Props = { name: string; typed: StreetTyped; tried: boolean; onType: (street: StreetTyped) => void };

export function StreetFields({ name, typed, tried, onType }: Props) {
  const { t } = useWords();
  const given = typed.line1.trim() !== '';
  const cityWrong = tried && given && typed.city.trim() === '';
  const zipWrong = tried && given && !isZip(typed.zip);
  return (
    <fieldset class="street">
      <legend>{name}</legend>
      <label class="field">
        <span>{t('start.street')}</span>
        <input
          autocomplete="off"
          value={typed.line1}
          onInput={(event) => onType({ ...typed, line1: event.currentTarget.value })}
        />
      </label>
      <label class="field" data-wrong={cityWrong}>
        <span>{t('start.city')}</span>
        <input
          autocomplete="off"
          value={typed.city}
          onInput={(event) => onType({ ...typed, city: event.currentTarget.value })}
        />
        {cityWrong && <small class="wrong">{t('start.needed')}</small>}
      </label>
      <label class="field" data-wrong={zipWrong}>
        <span>{t('start.zip')}</span>
        <input
          autocomplete="off"
          inputMode="numeric"
          value={typed.zip}
          onInput={(event) => onType({ ...typed, zip: event.currentTarget.value })}
        />
        {zipWrong && <small class="wrong">{t('start.zip_wrong')}</small>}
      </label>
    </fieldset>
  );
}
