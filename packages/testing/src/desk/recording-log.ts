/** What the desk said to its logger. */
export interface Logged {
  readonly level: 'error' | 'warn' | 'info'
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A logger that keeps what it is told, instead of printing it. */
export class RecordingLog {
  readonly entries: Logged[] = []

  readonly error = (fields: object, message: string): void => this.#add('error', fields, message)
  readonly warn = (fields: object, message: string): void => this.#add('warn', fields, message)
  readonly info = (fields: object, message: string): void => this.#add('info', fields, message)

  #add(level: Logged['level'], fields: object, message: string): void {
    this.entries.push({ level, message, fields: { ...fields } })
  }

  /** Warnings and errors with this code. */
  withCode(code: string): Logged[] {
    return this.entries.filter(({ fields }) => fields['code'] === code)
  }
}
