export const priceErrors = {
  'billing.tax_class_not_found': [404, 'There is no such tax class. Choose one of the list of tax classes.'],
  'billing.price_group_not_found': [404, 'There is no such group of prices. Choose one of the list of groups.'],
  'billing.price_item_not_found': [404, 'There is no such item in the price list. Choose one of the list.'],
  'billing.name_taken': [409, 'The name {name} is taken, but for case and spaces. Choose another one.'],
  'billing.code_taken': [409, 'The code {code} is taken, but for case and spaces. Choose another one.'],
  'billing.currency_unknown': [422, 'There is no currency {currency}. Use a code of ISO 4217, such as EUR.'],
  'billing.price_overlap': [409, 'From {from} another price holds. End this one there, or change that one.'],
  'billing.price_missing': [
    409,
    '{code} has no price in {currency} on {day}. Enter one in the price list or in the contract, or say that the work is free.',
  ],
  'billing.unit_of_work': [422, 'Work is charged by the hour. Leave the unit out, or take a service.'],
  'billing.table_unreadable': [422, 'The table can not be read: {fault}. Correct it, and import again.'],
} as const
