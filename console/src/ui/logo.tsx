/** The mark: an R that turns back, and the line it stands on. */
export function Logo({ size = 24, line = 'var(--act)' }: { size?: number; line?: string }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" role="img" aria-label="Recoup">
      <g fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinejoin="round">
        <path d="M4.200 21.500V8.400a5 5 0 0 1 5-5h5.600a4.900 4.900 0 0 1 0 9.800h-3.600" strokeLinecap="round" />
        <path d="M13.200 9.800 9.900 13.200l3.300 3.400" strokeLinecap="round" />
      </g>
      <path d="M14 21.400h7.600" stroke={line} strokeWidth="2.4" />
    </svg>
  );
}
