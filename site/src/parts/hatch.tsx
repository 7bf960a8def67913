import { useId } from 'preact/hooks';

/** Money spent. A 7 px SVG tile, `/`, 1.3 px: a CSS gradient would show bands in a wide bar. */
export function Hatch() {
  const id = useId();
  return (
    <svg class="hatch" width="100%" height="100%" aria-hidden="true">
      <defs>
        <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse">
          <path d="M-1.75 1.75 1.75-1.75M0 7 7 0M5.25 8.75 8.75 5.25" stroke="var(--hatch)" stroke-width="1.3" />
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}
