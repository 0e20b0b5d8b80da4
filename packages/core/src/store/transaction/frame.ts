import { AsyncLocalStorage } from 'node:async_hooks'
import { coreError } from '../../error/core-errors.ts'

/** The transaction, or one savepoint in it: what a statement runs in, and what its failure spoils. */
export interface Frame {
  /** The store or joined transaction, to tell a second use of it from that of another desk. */
  readonly source: object
  readonly transaction: object
  readonly parent: Frame | undefined
  /** The frame around this one in the program's flow, of whichever store. */
  readonly outer: Frame | undefined
  readonly depth: number
  isOpen: boolean
  /** A statement failed: PostgreSQL refuses everything until the next savepoint is rolled back, so SQLite does too. */
  isAborted: boolean
  /** The savepoint open in this frame, with the moment of its end. */
  child: { readonly frame: Frame; readonly done: Promise<void> } | undefined
  /** End of the queue of savepoints that want to be the child. */
  queue: Promise<void>
}

/** Where in which transaction the program is right now; holds nothing outside of one. */
const current = new AsyncLocalStorage<Frame>()

export const openFrame = (source: object, transaction: object, parent?: Frame): Frame => ({
  source,
  transaction,
  parent,
  outer: current.getStore(),
  depth: parent ? parent.depth + 1 : 0,
  isOpen: true,
  isAborted: false,
  child: undefined,
  queue: Promise.resolve(),
})

export const runIn = <T>(frame: Frame, run: () => Promise<T>): Promise<T> => current.run(frame, run)

/**
 * Throws `store.outside_transaction` when one of the source's transactions is open around the caller: on SQLite it would wait for
 * itself forever, on PostgreSQL it would miss what the transaction wrote.
 */
export const assertOutside = (source: object): void => {
  for (let frame = current.getStore(); frame; frame = frame.outer)
    if (frame.source === source && rootOf(frame).isOpen) throw coreError('store.outside_transaction')
}

const rootOf = (frame: Frame): Frame => {
  let root = frame
  while (root.parent) root = root.parent
  return root
}

/** The caller's own frame of this transaction; the innermost open one where the flow was lost (a callback of somebody's pool). */
export const callersFrame = (transaction: object, root: Frame): Frame => {
  let frame = current.getStore()
  while (frame && frame.transaction !== transaction) frame = frame.outer
  while (frame && !frame.isOpen) frame = frame.parent
  if (frame) return frame
  let innermost = root
  while (innermost.child) innermost = innermost.child.frame
  return innermost
}
