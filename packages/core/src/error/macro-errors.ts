import type { ErrorTable } from './define-errors.ts'

/** Errors of macros and their texts. */
export const macroErrors = {
  'macro.conflict': [409, 'This macro was changed meanwhile: the version is {version}. Read it again, look at what changed, and repeat.'],
  'macro.edited_unknown': [
    422,
    'Action {action} of this macro writes no text, so none can be given for it. Look at the preview for those that do.',
  ],
  'macro.not_found': [404, 'There is no macro {macroId} that you may see.'],
  'macro.not_yours': [403, 'What is shared is changed by those who manage macros there. Make one of your own, or ask them.'],
} as const satisfies ErrorTable
