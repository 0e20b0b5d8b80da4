const FSI = '\u2068'
const PDI = '\u2069'
const opens = /[\u2066-\u2068]/

/**
 * The value with as many isolates closed as opened: a name that brings a closing mark of its own would otherwise end the isolation that is put
 * around it, and turn the rest of the sentence.
 */
export function balanced(value: string): string {
  let depth = 0
  let result = ''
  for (const character of value) {
    if (opens.test(character)) depth += 1
    else if (character === PDI) {
      if (depth === 0) continue
      depth -= 1
    } else if (isBreak(character)) depth = 0
    result += character
  }
  return result + PDI.repeat(depth)
}

/** A paragraph ends every isolate in it. */
const isBreak = (character: string): boolean => character === '\n' || character === '\r' || character === '\u2029' || character === '\u0085'

/** Text of somebody else inside a sentence: whatever its direction, the sentence around it keeps its own (Unicode UAX #9, FSI … PDI). */
export const isolate = (value: string): string => `${FSI}${balanced(value)}${PDI}`

/** Without the marks that isolation put there: to compare and to search. */
export const withoutIsolation = (text: string): string => text.replace(/[\u2066-\u2069]/g, '')
