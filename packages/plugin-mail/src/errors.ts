import { defineErrors } from '@deskwright/core'

export const mailError = defineErrors({
  'mail.bad_options': [500, "The mail plugin's option '{option}' is not right: {fault}."],
  'mail.no_address': [422, 'There is no mail address to send to. Add one to the person.'],
  'mail.bad_address': [422, 'Nothing can be sent to this mail address. Correct it at the person.'],
  'mail.own_address': [422, "This mail address is one of the desk's own: it would write to itself. Correct it at the person."],
  'mail.address_refused': [
    422,
    'A server has refused this mail address for good. Correct it at the person, or allow it again by mail.allow.',
  ],
  'mail.refused': [502, 'The mail server refused: {reply}'],
  'mail.not_sent': [503, 'The mail was not sent: {fault}', { retryable: true }],
  'mail.not_refused': [404, 'Nothing is refused for this person. Look into the list of refusals.'],
})
