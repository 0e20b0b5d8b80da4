import type { ErrorTable } from './define-errors.ts'

export const searchErrors = {
  'search.document_invalid': [
    500,
    "The plugin '{plugin}' gave a document of '{kind}' to search that can't be kept. Correct the plugin. ({reason})",
  ],
  'search.filter_invalid': [422, "'{filter}:{value}' is no filter. Write {expected}; or put it into quotes to look for the text."],
  'search.kind_unknown': [422, "Nothing of the kind '{kind}' can be searched here. There is {known}."],
  'search.too_long': [422, 'That is too much to look for at once. Use at most {terms} words or pairs of letters, and {filters} filters.'],
  'search.value_unknown': [422, "Nothing is called '{value}' by '{filter}'. There is {expected}."],
} as const satisfies ErrorTable
