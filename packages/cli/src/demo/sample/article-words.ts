/** One sample article in one language: what is to be done, in steps. */
export interface SampleText {
  readonly title: string
  readonly summary: string
  readonly intro: string
  readonly stepsHeading: string
  readonly steps: readonly string[]
  readonly after: string
}

/** The sample articles of one language. */
export interface ArticleWords {
  readonly language: string
  /** Titles of the categories, by their folder. */
  readonly categories: { readonly devices: string; readonly requests: string; readonly team: string }
  /** Says at the end of each article that it is made up. */
  readonly remark: string
  readonly printer: SampleText
  readonly calendar: SampleText
  readonly request: SampleText
  readonly handover: SampleText
}
