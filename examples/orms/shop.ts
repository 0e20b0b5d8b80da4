import type { HostTransaction } from '@deskwright/core'
import { parse } from 'pg-connection-string'

/** What a test does with a tool's own transaction. */
export interface OpenTransaction {
  readonly handle: HostTransaction
  /** The shop's own row, by the tool's own means. */
  order(number: string, ticketId: string): Promise<void>
  /** The tool's own savepoint. */
  nested?(run: (inside: OpenTransaction) => Promise<void>): Promise<void>
}

/** A shop that keeps its orders by one of the tools. */
export interface Shop {
  /** Commits when `run` returns, rolls back when it throws. */
  transaction<T>(run: (open: OpenTransaction) => Promise<T>): Promise<T>
  /** What is no open transaction, and looks most like one. */
  readonly notOne?: () => HostTransaction
  /** Numbers of the orders that were saved. */
  orders(): Promise<string[]>
  close(): Promise<void>
}

export interface Place {
  /** File of the desk, or address of the server. */
  readonly database: string
  /** The shop's own schema on PostgreSQL. */
  readonly schema: string
}

export type OpenShop = (place: Place) => Promise<Shop>

export const fileOf = ({ database }: Place): string => database.slice('sqlite:'.length)

/** In parts, as not every tool reads the address of a socket. */
export const addressOf = (database: string) => {
  const { host, port, user, password, database: name } = parse(database)
  return { host: host ?? 'localhost', port: Number(port ?? 5432), user: user ?? '', password: password ?? '', database: name ?? '' }
}
