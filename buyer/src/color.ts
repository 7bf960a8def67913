/** A brand's colour made safe to read: WCAG contrast of at least 4.5 on the ground it stands on. */
type Rgb = [number, number, number];

const parse = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
const write = (rgb: Rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
const mix = (from: Rgb, to: Rgb, part: number): Rgb => from.map((value, i) => value + (to[i]! - value) * part) as Rgb;

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const c = part / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(parse(a)), luminance(parse(b))].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Darkens (on a light ground) or lightens (on a dark one) in small steps until it can be read. */
export function readable(color: string, ground: string): string {
  const toward: Rgb = luminance(parse(ground)) > 0.4 ? [0, 0, 0] : [255, 255, 255];
  for (let part = 0; part <= 1; part += 0.04) {
    const tried = write(mix(parse(color), toward, part));
    if (contrast(tried, ground) >= 4.5) return tried;
  }
  return write(toward);
}

/** The same hue, light enough to stand out on a dark ground (at least 7): mixed with white alone it would look switched off. */
export function onDark(color: string, ground: string): string {
  const [r, g, b] = parse(color).map((part) => part / 255) as Rgb;
  const [low, high] = [Math.min(r, g, b), Math.max(r, g, b)];
  const spread = high - low;
  const light = (high + low) / 2;
  const full = spread === 0 ? 0 : spread / (1 - Math.abs(2 * light - 1));
  for (let to = light; to < 1; to += 0.02) {
    const reach = (1 - Math.abs(2 * to - 1)) * full;
    const tried = write(
      [r, g, b].map((part) => 255 * (spread === 0 ? to : to - reach / 2 + ((part - low) / spread) * reach)) as Rgb,
    );
    if (contrast(tried, ground) >= 7) return tried;
  }
  return '#ffffff';
}

/** `part` of the colour over the ground: the tint behind a chosen option. */
export function tint(color: string, ground: string, part: number): string {
  return write(mix(parse(ground), parse(color), part));
}

/** Sets the brand's custom properties for light and dark. */
export function paint(look: { color: string; dot: string }): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const ground = dark.matches ? '#12151D' : '#FFFFFF';
    const color = dark.matches ? onDark(look.color, ground) : readable(look.color, ground);
    const root = document.documentElement.style;
    root.setProperty('--bc', color);
    root.setProperty('--on-bc', dark.matches ? '#12151D' : '#FFFFFF');
    root.setProperty('--btint', dark.matches ? '#1C2233' : tint(color, ground, 0.08));
    root.setProperty('--dot', look.dot);
  };
  apply();
  dark.addEventListener('change', apply);
}
