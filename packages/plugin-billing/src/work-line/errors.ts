export const workLineErrors = {
  'billing.work_line_not_found': [404, 'There is no such work line. Look into the work of the ticket.'],
  'billing.work_line_state': [409, 'The work line is {state}, so this can not be done with it. Look at it again.'],
  'billing.price_item_inactive': [409, '{code} is no longer sold. Choose another item of the price list.'],
  'billing.price_not_agreed': [
    409,
    'The work line has a price of its own, and only an approved estimate holds one. Offer it in an estimate, or take the price of the list.',
  ],
  'billing.own_price': [403, 'Prices of the list hold for you. Ask somebody who decides what is charged.'],
} as const
