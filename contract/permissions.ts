/** What people and keys may do, and which role holds what. One list for the server's checks, the screens and the API keys' scopes. */
export const permissions = [
  'orders.read',
  'orders.write',
  'products.write',
  'policies.read',
  'policies.write',
  'returns.read',
  'returns.write',
  'returns.decide',
  'returns.override',
  'labels.write',
  'tracking.write',
  'warehouse.read',
  'warehouse.receive',
  'warehouse.inspect',
  'warehouse.decide',
  'warehouse.override',
  'warehouse.stock',
  'sops.write',
  'money.read',
  'money.ask',
  'money.send',
  'money.approve',
  'mails.read',
  'mails.write',
  'settings.read',
  'settings.write',
  'staff.write',
  'api_keys.write',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = ['owner', 'manager', 'agent', 'warehouse', 'technician', 'viewer'] as const;
export type Role = (typeof roles)[number];

const reading: Permission[] = [
  'orders.read',
  'policies.read',
  'returns.read',
  'warehouse.read',
  'money.read',
  'settings.read',
];
export const permissionsOf: Record<Role, readonly Permission[]> = {
  owner: permissions,
  manager: permissions.filter((p) => p !== 'api_keys.write'),
  agent: [
    ...reading,
    'orders.write',
    'returns.write',
    'returns.decide',
    'labels.write',
    'money.ask',
    'money.send',
    'mails.read',
    'mails.write',
  ],
  warehouse: [
    'orders.read',
    'returns.read',
    'warehouse.read',
    'warehouse.receive',
    'warehouse.inspect',
    'warehouse.decide',
    'warehouse.stock',
    'settings.read',
  ],
  technician: [
    'orders.read',
    'returns.read',
    'warehouse.read',
    'warehouse.inspect',
    'warehouse.decide',
    'warehouse.stock',
    'settings.read',
  ],
  viewer: reading,
};
