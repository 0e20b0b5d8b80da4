/** The guides in the order in which they are read. A guide that is in no group fails the build, so none is written and never found. */
export const guideGroups = [
  {
    title: 'Embed',
    pages: [
      'embed',
      'client',
      'provisioning',
      'host-transactions',
      'many-desks',
      'keys-and-limits',
      'webhooks',
      'import-and-export',
      'personal-data',
      'move-from-another-desk',
      'operate',
      'demo',
      'replay',
    ],
  },
  {
    title: 'The desk',
    pages: ['a-day-at-the-desk', 'define-a-ticket-type', 'roles-and-scopes', 'catalogue-and-macros', 'links-and-merges'],
  },
  { title: 'At work', pages: ['views-bulk-history', 'search', 'live-updates', 'notifications', 'files', 'languages'] },
  { title: 'Customers', pages: ['portal', 'pages'] },
  { title: 'Plugins', pages: ['write-a-plugin', 'knowledge-base', 'knowledge-base-search', 'equipment', 'maintenance-plans'] },
  { title: 'Billing', pages: ['time-and-estimates', 'bill-a-month'] },
] as const
