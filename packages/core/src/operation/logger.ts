/** What core asks of the host's logger; pino, console and most others fit. Bodies and personal data are never logged. */
export interface Logger {
  error(fields: object, message: string): void
  warn(fields: object, message: string): void
  info(fields: object, message: string): void
}

/** Errors and warnings to standard error, nothing else: what a library may do unasked. */
export const consoleLogger: Logger = {
  error: (fields, message) => console.error(`deskwright: ${message}`, fields),
  warn: (fields, message) => console.warn(`deskwright: ${message}`, fields),
  info: () => {},
}
