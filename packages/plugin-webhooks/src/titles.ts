/** Titles in English; `texts/` has the other languages. */
export const permissions = {
  'webhooks.read': { title: 'See webhooks and what they were sent' },
  'webhooks.manage': { title: 'Look after webhooks' },
} as const

export const events = {
  'webhooks.created': { subject: 'subscriptionId', audience: 'staff', title: 'Webhook added' },
  'webhooks.updated': { subject: 'subscriptionId', audience: 'staff', title: 'Webhook changed' },
  'webhooks.secret_rotated': { subject: 'subscriptionId', audience: 'staff', title: 'Webhook has a new secret' },
  'webhooks.removed': { subject: 'subscriptionId', audience: 'staff', title: 'Webhook removed' },
  'webhooks.disabled': { subject: 'subscriptionId', audience: 'staff', title: 'Webhook switched off by its failures' },
  'webhooks.queued': { subject: 'eventId', audience: 'staff', title: 'Event to be told to webhooks' },
  'webhooks.worked': { subject: 'turnId', audience: 'staff', title: 'Webhooks were sent' },
  'webhooks.delivery_dead': { subject: 'deliveryId', audience: 'staff', title: 'Webhook delivery given up' },
  'webhooks.replayed': { subject: 'subscriptionId', audience: 'staff', title: 'Webhook deliveries repeated' },
  'webhooks.tested': { subject: 'deliveryId', audience: 'staff', title: 'Webhook tested' },
  'webhooks.forgotten': { subject: 'turnId', audience: 'staff', title: 'Old webhook deliveries forgotten' },
} as const

export const roles = {
  'webhooks.manager': {
    title: 'Looks after webhooks',
    capacity: 'staff',
    permissions: ['person.read', 'webhooks.read', 'webhooks.manage'],
  },
} as const
