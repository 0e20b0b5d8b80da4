/** How the desk tells of what happens: `createDesk({ live: … })`. */
export interface LiveOptions {
  /** Customers are told that an agent is writing, without a name; false unless told. */
  readonly customersSeeWriting?: boolean
  /** Milliseconds between two signs of life in a quiet stream; 15 000 unless told. Proxies cut what is silent for longer than they like. */
  readonly heartbeatMs?: number
  /** Milliseconds between two looks when nothing wakes the reader; 500 unless told. */
  readonly pollMs?: number
  /** How many events of the whole desk a stream that comes back may have missed before it is told to load anew; 10 000 unless told. */
  readonly replay?: number
}
