export const costErrors = {
  'billing.cost_not_found': [404, 'There is no such cost. Look into the list of costs.'],
  'billing.cost_currency': [
    422,
    'Costs are kept in {currency}, the currency of the desk, and this one is in {other}. Convert it: sums of several currencies mean nothing.',
  ],
  'billing.margin_currencies': [
    422,
    'What was invoiced is in {currencies}, and sums of several currencies mean nothing. Ask for one of them by `currency`.',
  ],
  'billing.period_empty': [422, 'The period ends before it begins, or at once. Correct one of the two days.'],
  'billing.period_too_long': [422, 'A report covers {years} years at the most. Ask for less.'],
} as const
