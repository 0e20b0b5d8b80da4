import type { Category, Priority } from '@deskwright/core'
import type { SourceKind } from '../source/readers.ts'

interface Defaults {
  /** What a status means, for types whose statuses have other names. Null: the bin. */
  readonly statuses: Readonly<Record<string, { readonly category: Category; readonly waitingFor?: string } | null>>
  readonly priorities: Readonly<Record<string, Priority>>
}

const waiting = { category: 'waiting', waitingFor: 'customer' } as const
const categories = {
  new: { category: 'new' },
  open: { category: 'open' },
  waiting,
  resolved: { category: 'resolved' },
  closed: { category: 'closed' },
} as const
const names = { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' } as const

/** What needs no mapping: the words that each desk has from its first day. */
export const defaults: Readonly<Record<SourceKind, Defaults>> = {
  zendesk: {
    statuses: {
      ...categories,
      pending: waiting,
      hold: { category: 'waiting', waitingFor: 'third_party' },
      solved: { category: 'resolved' },
      deleted: null,
    },
    priorities: names,
  },
  freshdesk: { statuses: { ...categories, pending: waiting }, priorities: { ...names, medium: 'normal' } },
  zammad: {
    statuses: {
      ...categories,
      'pending reminder': waiting,
      'pending close': waiting,
      merged: { category: 'closed' },
      removed: null,
    },
    priorities: { '1 low': 'low', '2 normal': 'normal', '3 high': 'high' },
  },
  csv: { statuses: { ...categories, '': { category: 'new' } }, priorities: names },
}
