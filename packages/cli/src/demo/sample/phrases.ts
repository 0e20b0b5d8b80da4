export const sampleTypes = ['question', 'incident', 'service_request', 'problem', 'change', 'complaint'] as const
export type SampleType = (typeof sampleTypes)[number]

interface Request {
  readonly subject: string
  readonly body: string
}

/** What people of one language say and are called. Plainly sample: nobody is meant. */
export interface Phrases {
  readonly language: string
  readonly company: string
  readonly names: Readonly<Record<'customer' | 'manager' | 'approver' | 'finance' | 'agent', string>>
  readonly positions: Readonly<Record<'customer' | 'manager' | 'approver' | 'finance', string>>
  readonly requests: Readonly<Record<SampleType, Request>>
  /** In public, by the agent. */
  readonly looking: string
  readonly question: string
  readonly solved: string
  /** Never seen by customers. */
  readonly note: string
  /** Why it happened: for problems and complaints. */
  readonly cause: string
  /** By the customer. */
  readonly answer: string
  readonly again: string
}
