import type { AnyReading } from '../kit.ts'

/** The time zone of the desk's books. */
export const zoneOf = ({ options }: Pick<AnyReading, 'options'>): string => options.timeZone ?? 'UTC'
