import type { Address } from '@recoup/contract';

/** Degrees north and east. */
export type Point = { latitude: number; longitude: number };

/**
 * The middle of each state, to a tenth of a degree (about 7 miles), after the table of Google's Dataset Publishing
 * Language (developers.google.com/public-data/docs/canonical/states_csv). Near enough to choose between warehouses.
 */
const MIDDLES =
  'AK 63.6 -154.5,AL 32.3 -86.9,AR 35.2 -91.8,AZ 34.0 -111.1,CA 36.8 -119.4,CO 39.6 -105.8,CT 41.6 -73.1,DC 38.9 -77.0,' +
  'DE 38.9 -75.5,FL 27.7 -81.5,GA 32.2 -82.9,GU 13.4 144.8,HI 19.9 -155.7,IA 41.9 -93.1,ID 44.1 -114.7,IL 40.6 -89.4,' +
  'IN 40.6 -85.6,KS 39.0 -98.5,KY 37.8 -84.3,LA 31.2 -92.1,MA 42.4 -71.4,MD 39.0 -76.6,ME 45.3 -69.4,MI 44.3 -85.6,' +
  'MN 46.7 -94.7,MO 38.0 -91.8,MS 32.4 -89.4,MT 46.9 -110.4,NC 35.8 -79.0,ND 47.6 -101.0,NE 41.5 -99.9,NH 43.2 -71.6,' +
  'NJ 40.1 -74.4,NM 35.0 -105.0,NV 38.8 -116.4,NY 43.3 -74.2,OH 40.4 -82.9,OK 35.0 -97.1,OR 43.8 -120.6,PA 41.2 -77.2,' +
  'PR 18.2 -66.6,RI 41.6 -71.5,SC 33.8 -81.2,SD 44.0 -99.9,TN 35.5 -86.6,TX 32.0 -99.9,UT 39.3 -111.1,VA 37.4 -78.7,' +
  'VI 18.3 -64.8,VT 44.6 -72.6,WA 47.8 -120.7,WI 43.8 -88.8,WV 38.6 -80.5,WY 43.1 -107.3';
const middles = new Map(
  MIDDLES.split(',').map((row): [string, Point] => {
    const [state, latitude, longitude] = row.split(' ') as [string, string, string];
    return [state, { latitude: Number(latitude), longitude: Number(longitude) }];
  }),
);

/** First three digits of a ZIP code and the state they begin; a state reaches to the next row (USPS, labeling list L002). */
const ZIPS =
  '005 NY,006 PR,008 VI,009 PR,010 MA,028 RI,030 NH,039 ME,050 VT,055 MA,056 VT,060 CT,070 NJ,090 -,100 NY,150 PA,197 DE,' +
  '200 DC,201 VA,202 DC,206 MD,220 VA,247 WV,270 NC,290 SC,300 GA,320 FL,340 -,341 FL,350 AL,370 TN,386 MS,398 GA,400 KY,' +
  '430 OH,460 IN,480 MI,500 IA,530 WI,550 MN,569 DC,570 SD,580 ND,590 MT,600 IL,630 MO,660 KS,680 NE,700 LA,716 AR,' +
  '730 OK,733 TX,734 OK,750 TX,800 CO,820 WY,832 ID,840 UT,850 AZ,870 NM,885 TX,889 NV,900 CA,962 -,967 HI,969 GU,970 OR,' +
  '980 WA,995 AK';
const zips = ZIPS.split(',').map((row) => row.split(' ') as [string, string]);

/** Full names for who writes them out. */
const NAMES =
  'ALABAMA AL,ALASKA AK,ARIZONA AZ,ARKANSAS AR,CALIFORNIA CA,COLORADO CO,CONNECTICUT CT,DELAWARE DE,DISTRICT OF COLUMBIA DC,' +
  'FLORIDA FL,GEORGIA GA,GUAM GU,HAWAII HI,IDAHO ID,ILLINOIS IL,INDIANA IN,IOWA IA,KANSAS KS,KENTUCKY KY,LOUISIANA LA,MAINE ME,' +
  'MARYLAND MD,MASSACHUSETTS MA,MICHIGAN MI,MINNESOTA MN,MISSISSIPPI MS,MISSOURI MO,MONTANA MT,NEBRASKA NE,NEVADA NV,' +
  'NEW HAMPSHIRE NH,NEW JERSEY NJ,NEW MEXICO NM,NEW YORK NY,NORTH CAROLINA NC,NORTH DAKOTA ND,OHIO OH,OKLAHOMA OK,OREGON OR,' +
  'PENNSYLVANIA PA,PUERTO RICO PR,RHODE ISLAND RI,SOUTH CAROLINA SC,SOUTH DAKOTA SD,TENNESSEE TN,TEXAS TX,UTAH UT,VERMONT VT,' +
  'VIRGINIA VA,VIRGIN ISLANDS VI,WASHINGTON WA,WEST VIRGINIA WV,WISCONSIN WI,WYOMING WY';
const names = new Map(NAMES.split(',').map((row): [string, string] => [row.slice(0, -3), row.slice(-2)]));

/** The two letters of the state, by the region as written or else by the ZIP code; null outside the United States. */
export function stateOf(address: Pick<Address, 'region' | 'postal_code' | 'country'>): string | null {
  if (!['US', 'PR', 'GU', 'VI'].includes(address.country)) return null;
  const written = address.region?.trim().toUpperCase().replace(/\./g, '') ?? '';
  const state = middles.has(written) ? written : names.get(written);
  return state ?? stateOfZip(address.postal_code);
}

function stateOfZip(postalCode: string): string | null {
  const three = /^\s*(\d{3})\d{2}(?:-?\d{4})?\s*$/.exec(postalCode)?.[1];
  if (!three) return null;
  const state = zips.findLast(([from]) => from <= three)?.[1];
  return state && middles.has(state) ? state : null;
}

/** About where an address is: the middle of its state; null where that is not known. */
export function whereIs(address: Pick<Address, 'region' | 'postal_code' | 'country'>): Point | null {
  const state = stateOf(address);
  return (state && middles.get(state)) || null;
}
