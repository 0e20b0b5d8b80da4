import { defineErrors } from '@deskwright/core'

export const webhookError = defineErrors({
  'webhooks.bad_options': [500, "The webhooks plugin's option '{option}' is not right: {fault}."],
  'webhooks.not_everywhere': [403, 'Webhooks are looked after for the whole desk. Ask somebody who holds {permission} over all of it.'],
  'webhooks.not_found': [404, 'There is no webhook {subscriptionId}. Look into the list.'],
  'webhooks.delivery_not_found': [404, 'There is no such delivery. It may have been forgotten: look into the list.'],
  'webhooks.no_service': [
    422,
    'This is no service. Add one as a person of the kind service, and give it the roles that say what it may know.',
  ],
  'webhooks.beyond_own': [
    403,
    'The service may know more than you. Ask somebody who sees all that it sees, or take a service with fewer roles.',
  ],
  'webhooks.changed': [409, 'Somebody has changed this webhook meanwhile: it is at version {version} now. Look at it again.'],
  'webhooks.under_way': [409, 'This delivery is under way. Wait for its outcome.'],
  'webhooks.period_wrong': [422, 'The period ends before it begins. Give an end that comes after the beginning.'],
})
