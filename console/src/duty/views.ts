export const dutyViews = ['rates', 'imports', 'drawback', 'batch'] as const;
