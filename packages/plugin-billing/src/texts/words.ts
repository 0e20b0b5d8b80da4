/** A title or an error in the languages besides English. */
export interface Said {
  readonly fa: string
  readonly he: string
  readonly it: string
  readonly ja: string
  readonly ru: string
}
/** Of a folder: everything that it titles and refuses with. What is missing is a compile error. */
export type WordsOf<Errors, Events> = {
  readonly [Key in `error:${keyof Errors & string}` | `event:${keyof Events & string}`]: Said
}
