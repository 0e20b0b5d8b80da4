/** What every source is read into: the desk that it comes from is no longer seen in it. Ids are those of the source, as text; times are as the desk writes them. */
export interface SourceCompany {
  readonly kind: 'company'
  readonly id: string
  readonly name: string
  readonly externalId?: string
  readonly createdAt?: string
}
export interface SourcePerson {
  readonly kind: 'person'
  readonly id: string
  readonly name: string
  readonly email?: string
  /** By which the host knows them. */
  readonly externalId?: string
  readonly language?: string
  readonly companyIds: readonly string[]
  readonly isStaff: boolean
  /** Deleted, suspended or blocked over there: known as an author, and deactivated here. */
  readonly isGone: boolean
  readonly createdAt?: string
}
/** A name that tickets give by its id: of a group, a state, a priority. */
export interface SourceWord {
  readonly kind: 'word'
  readonly of: 'team' | 'status' | 'priority'
  readonly id: string
  readonly name: string
}
export interface SourceFile {
  readonly id: string
  readonly name: string
}
export interface SourceMessage {
  readonly kind: 'message'
  readonly id: string
  readonly ticketId: string
  /** Undefined: nobody, such as a program. */
  readonly authorId?: string
  /** Where the source says it; else by the author. */
  readonly acting?: 'staff' | 'customer'
  readonly isPublic: boolean
  readonly text?: string
  /** Where there is no text. */
  readonly html?: string
  readonly at: string
  readonly channel?: string
  readonly files: readonly SourceFile[]
  /** Tickets that were merged into this one, as the message tells. */
  readonly mergedIds?: readonly string[]
}
export interface SourceTicket {
  readonly kind: 'ticket'
  readonly id: string
  /** What people say to it over there. */
  readonly number: string
  readonly subject: string
  readonly type: string
  readonly status: string
  readonly priority: string
  readonly team: string
  readonly requesterId?: string
  readonly companyId?: string
  readonly assigneeId?: string
  readonly tags: readonly string[]
  readonly ccIds: readonly string[]
  readonly channel?: string
  readonly language?: string
  /** Own fields over there, by name or id; only those that have a value. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly createdAt: string
  readonly updatedAt: string
  readonly resolvedAt?: string
  readonly closedAt?: string
  /** The bin of the other desk: not carried over. */
  readonly isDeleted?: boolean
  /** Those that came with it. */
  readonly messages: readonly SourceMessage[]
}
export type SourceRecord = SourceCompany | SourcePerson | SourceWord | SourceMessage | SourceTicket

/** What a record of a file is: its kind by the file or by the key that it stood under, such as `tickets`. */
export interface RawRecord {
  readonly kind: string
  readonly value: Readonly<Record<string, unknown>>
  /** What the name of the file says besides: the ticket of a page of comments. */
  readonly ofId?: string
}

/** A pure reading of one kind of desk. */
export interface Reader {
  /** Names of files and keys → kinds of records; others are left out. */
  readonly kinds: Readonly<Record<string, string>>
  /** Throws `Unreadable` when something owed is not there. */
  read(record: RawRecord): readonly SourceRecord[]
}

/** Why a record can't be read: named in the report, with its place. */
export class Unreadable extends Error {}
