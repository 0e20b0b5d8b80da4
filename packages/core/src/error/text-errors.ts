import type { ErrorTable } from './define-errors.ts'

/** Errors of the texts that core, plugins and the host bring, found when the desk is created. */
export const textErrors = {
  'text.bad_setting': [500, "The option '{option}' can't be '{value}'. Use {expected}."],
  'text.invalid': [500, "The text '{key}' in '{language}' is no message: {reason}. Write it in MessageFormat 2."],
  'text.no_english': [500, "{owner} brings the text '{key}' without English, which is the last resort of every reader. Add it under 'en'."],
  'text.unknown_key': [
    500,
    "{owner} brings a text '{key}', which nothing installed uses. Correct the key; desk.texts.keys lists what there is.",
  ],
  'text.unknown_variable': [
    500,
    "The text '{key}' in '{language}' names '{variable}', which is not among its values: {known}. Use one of these.",
  ],
} as const satisfies ErrorTable
