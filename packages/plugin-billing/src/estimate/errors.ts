export const estimateErrors = {
  'billing.estimate_not_found': [404, 'There is no such estimate. Look into the estimates of the ticket.'],
  'billing.estimate_state': [409, 'The estimate is {state}, so this can not be done with it. Look at it again.'],
  'billing.estimate_changed': [
    409,
    'The estimate was changed: it is at revision {revision} now. Look at what it offers, and decide on that one.',
  ],
  'billing.estimate_expired': [409, 'The estimate was good until {until}. Ask for a new one.'],
  'billing.estimate_empty': [422, 'An estimate has one work line at least. Put one in.'],
  'billing.estimate_line': [422, 'The work line {lineId} can not be offered: it is {state}, or stands on another ticket. Leave it out.'],
  'billing.estimate_currencies': [422, 'The work lines have prices in {currencies}. Make an estimate for each currency.'],
  'billing.estimate_over': [422, 'The day until which it is good has passed. Choose a later one.'],
  'billing.estimate_beyond_authority': [
    403,
    'The amount is beyond what you may approve for your company. Ask somebody whose authority covers it.',
  ],
} as const
