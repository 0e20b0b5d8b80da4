/** Titles in English; `texts/` has the other languages. */
export const permissions = { 'imports.run': { title: 'Carry tickets over from another desk' } } as const

export const events = {
  'imports.remembered': { subject: 'importId', audience: 'staff', title: 'Carried over from another desk' },
} as const
