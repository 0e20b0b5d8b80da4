import { defineErrors } from '@deskwright/core'

export const portalError = defineErrors({
  'portal.bad_options': [500, "The portal's option '{option}' is not right: {fault}."],
  'portal.no_page': [404, 'There is no page here for you.'],
  'portal.entry_off': [404, "Nobody enters this portal by mail. Give portal() the option 'entry'."],
  'portal.entry_over': [410, 'This link no longer works: it was used, or it is too old. Ask for another one.'],
  'portal.not_invited': [403, 'You can invite people only into companies whose contacts you manage.'],
  'portal.contact_there': [409, 'There is a contact with this address already, who signs in another way. Nothing was sent.'],
  'portal.unknown_reader': [401, 'Sign in first.'],
})
