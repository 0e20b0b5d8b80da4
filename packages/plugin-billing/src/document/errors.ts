export const documentErrors = {
  'billing.document_incomplete': [
    409,
    'The invoice can not be written as an e-invoice: {missing} was not known when it was issued. Say it in the options of the plugin (seller) or the billing account of the company (buyer), credit the invoice and issue it anew.',
  ],
  'billing.document_currency': [
    409,
    'EN 16931 has amounts with two decimals at the most, and {currency} has {digits}. Take the invoice as a table (CSV) or to print (PDF).',
  ],
  'billing.document_too_large': [
    413,
    'A document of {lines} lines took too long or too much memory to draw. Take it as a table (CSV) or for programs (UBL).',
  ],
  'billing.no_act': [409, 'A credit note records no work. Choose the invoice that it corrects.'],
} as const
