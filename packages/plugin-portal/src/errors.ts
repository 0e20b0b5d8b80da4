import { defineErrors } from '@deskwright/core'

export const portalError = defineErrors({
  'portal.bad_options': [500, "The portal's option '{option}' is not right: {fault}."],
  'portal.no_page': [404, 'There is no page here for you.'],
  'portal.unknown_reader': [401, 'Sign in first.'],
})
