/** An address as it may be shown to somebody who may not know it: `m•••@example.com`. Pure. */
export function masked(email: string): string {
  const [name = '', domain = ''] = email.trim().split('@');
  return `${[...name][0] ?? ''}•••@${domain}`;
}
