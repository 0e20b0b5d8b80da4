/** Marks that turn the direction of what follows, or hide in it: `invoice‮fdp.exe` reads as a PDF. Joiners stay, Persian is written with them. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g
/** What Windows takes for a device, with any extension: `CON.txt` can't be saved there. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i
const MAX_LENGTH = 200
const MAX_EXTENSION = 16

/**
 * The name that a file is kept and sent under: one line of Unicode without path, control characters and marks that turn directions, with its
 * extension where it has one. It names nothing on any disk of the desk.
 */
export function fileName(given: string): string {
  const whole = given.toWellFormed().normalize('NFC').replace(control, ' ').replace(turning, '')
  const last = whole.split(/[/\\]/).at(-1) ?? ''
  // Browsers and shells treat what begins with a dot as hidden, and Windows drops dots and spaces at the end.
  const bare = last.replace(/\s+/gu, ' ').replace(/^[ .]+|[ .]+$/g, '')
  if (bare === '') return 'file'
  const name = device.test(bare) ? `_${bare}` : bare
  const letters = [...name]
  if (letters.length <= MAX_LENGTH) return name
  const dot = letters.lastIndexOf('.')
  const extension = dot > 0 && letters.length - dot <= MAX_EXTENSION ? letters.slice(dot) : []
  return [...letters.slice(0, MAX_LENGTH - extension.length), ...extension].join('')
}
