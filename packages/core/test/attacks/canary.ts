/** What is not for customers at all: stands in notes, tags, names of statuses, commands and fields, reasons, teams, the plugin's cost. */
export const INTERNAL = 'CANARY-INT-7f3a'
/** The same where only a code fits. */
export const INTERNAL_CODE = 'canary_int_7f3a'
/** What belongs to one customer, or to one company. */
export const OF_A1 = 'CANARY-A1-5d20'
export const OF_A2 = 'CANARY-A2-e8b7'
export const OF_B1 = 'CANARY-B1-91c2'
export const OF_BETA = 'CANARY-BETA-0c4e'

/** Texts that must not be in anything that somebody receives, whatever the case of their letters. */
export class Forbidden {
  readonly #texts: readonly string[]
  readonly #sightings: string[] = []
  #bytes = 0

  constructor(texts: readonly string[]) {
    this.#texts = texts.map((text) => text.toLowerCase())
  }

  /** `given`: what they sent themselves, which may come back to them. */
  receive(received: string, given: unknown): void {
    this.#bytes += received.length
    let text = received
    for (const own of stringsIn(given))
      if (this.#texts.some((canary) => own.toLowerCase().includes(canary))) text = text.replaceAll(own, '')
    const lower = text.toLowerCase()
    for (const canary of this.#texts) {
      const at = lower.indexOf(canary)
      if (at < 0) continue
      // A few tell enough.
      if (this.#sightings.length < 5)
        this.#sightings.push(`${canary} in ${text.slice(0, 40)}…${text.slice(Math.max(40, at - 160), at + 60)}…`)
    }
  }

  get sightings(): readonly string[] {
    return this.#sightings
  }

  /** How much has been looked at: nothing received is nothing proved. */
  get bytes(): number {
    return this.#bytes
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => [key, ...stringsIn(part)])
}
