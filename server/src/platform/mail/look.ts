/** A brand's one colour, brought to where it can be read: on white, and on the dark ground that mail programs turn to. */

export const GROUND = '#12151D';

export type MailColors = { ink: string; tint: string; dark: string };

/**
 * WCAG 2.2: text needs 4.5 to 1. A colour that does not reach it on white is darkened until it does; on the dark ground it is
 * made a light, clear tone of the same hue, for a colour merely greyed up to 4.5 looks switched off there.
 */
export function mailColors(color: string): MailColors {
  return { ink: darkened(color), tint: mix(color, '#FFFFFF', 0.92), dark: lightTone(color) };
}

function darkened(color: string): string {
  for (let share = 0; share < 1; share += 0.04) {
    const moved = mix(color, '#000000', share);
    if (contrast(moved, '#FFFFFF') >= 4.5) return moved;
  }
  return '#000000';
}

function lightTone(color: string): string {
  const [r = 0, g = 0, b = 0] = channels(color).map((channel) => channel / 255);
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const spread = most - least;
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(most + least - 1));
  const sixth =
    spread === 0
      ? 0
      : most === r
        ? ((g - b) / spread + 6) % 6
        : most === g
          ? (b - r) / spread + 2
          : (r - g) / spread + 4;
  const clear = saturation < 0.08 ? saturation : Math.max(saturation, 0.55);
  for (let light = (most + least) / 2; light < 1; light += 0.02) {
    const tone = fromHsl(sixth * 60, clear, light);
    if (contrast(tone, GROUND) >= 8) return tone;
  }
  return '#FFFFFF';
}

function fromHsl(hue: number, saturation: number, light: number): string {
  const reach = saturation * Math.min(light, 1 - light);
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (light - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return hex([channel(0), channel(8), channel(4)]);
}

export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = channels(color).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function mix(color: string, towards: string, share: number): string {
  const to = channels(towards);
  return hex(channels(color).map((channel, i) => Math.round(channel + ((to[i] ?? 0) - channel) * share)));
}

function hex(parts: number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}

function channels(color: string): number[] {
  const known = /^#[0-9a-f]{6}$/i.test(color) ? color : '#1E2A4A';
  return [1, 3, 5].map((at) => Number.parseInt(known.slice(at, at + 2), 16));
}
