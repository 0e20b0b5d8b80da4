type Channels = readonly [number, number, number]

const channels = (colour: string): Channels => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Channels
const written = (all: readonly number[]): string => `#${all.map((one) => Math.round(one).toString(16).padStart(2, '0')).join('')}`

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((one) => {
    const part = one / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as unknown as Channels
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2, from 1 to 21. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** `#rrggbb`, so much of the way to the other. */
const mixed = (colour: string, other: string, part: number): string => {
  const to = channels(other)
  return written(channels(colour).map((one, index) => one + ((to[index] ?? 0) - one) * part))
}

/** The colour, or the nearest to it on the way to `towards` that can be read on the ground. */
export function readable(colour: string, ground: string, towards: string, wanted = 4.6): string {
  for (let part = 0; part <= 1; part += 0.04) {
    const tried = mixed(colour, towards, part)
    if (contrast(tried, ground) >= wanted) return tried
  }
  return towards
}

/** What can be read on the colour: white if possible. */
export const textOn = (colour: string): string => (contrast('#ffffff', colour) >= 4.5 ? '#ffffff' : '#14181b')
