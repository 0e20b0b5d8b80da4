/** Something that somebody of the sample desk does; people, companies and teams by their keys. */
export interface SampleStep {
  /** Minutes after the ticket's beginning. */
  readonly after: number
  readonly by: string
  /** Of staff who ask for something themselves. */
  readonly acting?: 'customer'
  readonly company?: string
  readonly channel?: string
  readonly act: SampleAct
}

export type SampleAct =
  | {
      readonly do: 'create'
      readonly type: string
      readonly subject: string
      readonly body: string
      readonly language: string
      readonly levels?: { readonly impact: string; readonly urgency: string }
      /** Given when staff open it for somebody. */
      readonly requester?: string
      readonly company?: string
      readonly team?: string
      readonly cc?: readonly string[]
    }
  | { readonly do: 'reply'; readonly body: string; readonly perform?: { readonly command: string; readonly input?: object } }
  | { readonly do: 'note'; readonly body: string }
  | { readonly do: 'assign'; readonly assignee: string; readonly team: string }
  | { readonly do: 'perform'; readonly command: string; readonly input?: object }
  | { readonly do: 'fields'; readonly fields: Readonly<Record<string, string>> }
  | { readonly do: 'follow'; readonly person: string }

/** A ticket of the sample desk: what happens to it, in order. */
export interface SampleTicket {
  readonly key: string
  /** Hours before the sample's present at which it begins. */
  readonly hoursAgo: number
  readonly steps: readonly SampleStep[]
}
