export const ledgerViews = ['entries', 'balance', 'months', 'codes'] as const;
