import type { Category } from '../machine/ticket-type.ts'
import type { MergedTickets, MergeTicket, ResolveWithIncidents, SplitTicket, TicketRef, UnmergeTicket } from '../merge/schemas.ts'
import type { ExtIdOf, ExtInputs, ExtViews } from '../plugin/contract.ts'
import type {
  ListRatings,
  RatedTicket,
  RateSolution,
  RatingPage,
  RatingSummary,
  RatingsOfTicket,
  RatingView,
  SummariseRatings,
} from '../rating/schemas.ts'
import type { CoreTables } from '../tables.ts'
import type {
  AvailableCommands,
  CloseTicket,
  PerformCommand,
  ResolveTicket,
  StartTicket,
  WaitTicket,
  WithReason,
} from './command-schemas.ts'
import type { MessagePage, MessageView, Timeline } from './conversation-schemas.ts'
import type { ListTickets } from './list-schema.ts'
import type {
  AssignTicket,
  ChangeParticipant,
  CreateTicketInput,
  GetTicket,
  ListOfTicket,
  NoteOnTicket,
  Participants,
  ReplyToTicket,
  TagTicket,
  TakeTicket,
  TicketById,
  TicketView,
  UpdateTicketInput,
} from './schemas.ts'

export type { TicketView } from './schemas.ts'

/** A ticket with the extensions of the installed plugins X. */
export interface Ticket<X = never> extends Omit<TicketView, 'ext'> {
  readonly ext: ExtViews<X>
}
/** `never`, not `{}`: an empty object type takes every literal, so `ext: { typo: … }` would compile where nothing is installed. */
export interface CreateTicket<X = never> extends Omit<CreateTicketInput, 'ext'> {
  ext?: [ExtIdOf<X>] extends [never] ? never : ExtInputs<X>
}
export interface UpdateTicket<X = never> extends Omit<UpdateTicketInput, 'ext'> {
  ext?: [ExtIdOf<X>] extends [never] ? never : ExtInputs<X>
}
export interface TicketPage<X = never> {
  items: Ticket<X>[]
  nextCursor: string | null
}
export interface Reply<X = never> {
  message: MessageView
  ticket: Ticket<X>
  redirected?: { because: 'merged' | 'closed'; from: TicketRef }
  /** Of a note: mentioned people who are told nothing, as they may not see it. */
  warnings?: { code: 'mention_not_visible'; personId: string }[]
}

export interface TicketService<X = never> {
  /** Opens a ticket. Staff may do it for a requester; customers do it for themselves, in the company they act for. */
  create(input: CreateTicket<X>): Promise<Ticket<X>>
  /** The tickets in the actor's scope, newest first, by keyset. */
  list(input: ListTickets): Promise<TicketPage<X>>
  get(input: GetTicket): Promise<Ticket<X>>
  /** Subject, priority, company, team, fields and the plugins' part. Never the status: that is what commands are for. */
  update(input: UpdateTicket<X>): Promise<Ticket<X>>
  /**
   * A public message: the requester sees it. `perform` adds a command in the same transaction. What a customer writes to a merged ticket goes to
   * the one that it is part of, and what they write to a closed one opens a new one: `redirected` says so, and `ticket` is the one that has it.
   */
  reply(input: ReplyToTicket): Promise<Reply<X>>
  /** An internal message: customers never see it. */
  note(input: NoteOnTicket): Promise<Reply<X>>
  /** Gives the ticket to somebody entitled in its team, or to nobody. */
  assign(input: AssignTicket): Promise<Ticket<X>>
  /** Takes a ticket that nobody has; of many at once one wins. */
  take(input: TakeTicket): Promise<Ticket<X>>
  tag(input: TagTicket): Promise<Ticket<X>>
  addParticipant(input: ChangeParticipant): Promise<Participants>
  removeParticipant(input: ChangeParticipant): Promise<Participants>
  participants(input: TicketById): Promise<Participants>
  messages(input: ListOfTicket): Promise<MessagePage>
  /** What happened, in order, with messages and old and new values, as far as the reader's audience may see it. */
  timeline(input: ListOfTicket): Promise<Timeline>
  /** What this actor may do now, with the reason for each that is refused. */
  commands(input: TicketById): Promise<AvailableCommands>
  /** The one routed transition. Commands are data of the ticket's type: name and input are checked by the machine. */
  perform(input: PerformCommand): Promise<Ticket<X>>
  /** `perform` with the types of commands that every default type has. `start` also goes on with what waits (`resume`). */
  start(input: StartTicket): Promise<Ticket<X>>
  wait(input: WaitTicket): Promise<Ticket<X>>
  resolve(input: ResolveTicket): Promise<Ticket<X>>
  close(input: CloseTicket): Promise<Ticket<X>>
  reopen(input: WithReason): Promise<Ticket<X>>
  cancel(input: WithReason): Promise<Ticket<X>>
  /** Makes the ticket part of another one, whose timeline and messages are then those of both. Data, so it can be undone. */
  merge(input: MergeTicket): Promise<Ticket<X>>
  /** As it was before; also out of the middle of a chain. What came in meanwhile stays where it is. */
  unmerge(input: UnmergeTicket): Promise<Ticket<X>>
  /** The tickets that are part of this one. */
  merged(input: TicketById): Promise<MergedTickets>
  /** The requester says how good the solution is: once for each, changeable for 30 days from when it was given, unless it was reopened. */
  rate(input: RateSolution): Promise<RatingView>
  /** What was said of a ticket's solutions, and whether the caller can say something now. */
  ratings(input: RatedTicket): Promise<RatingsOfTicket>
  /** Ratings of the tickets that the caller sees, newest first. */
  allRatings(input: ListRatings): Promise<RatingPage>
  /** Count, average and spread of the ratings of the tickets that the caller sees. */
  ratingSummary(input: SummariseRatings): Promise<RatingSummary>
  /** Opens a new ticket from messages of this one, which stay where they are; returns the new one. */
  split(input: SplitTicket): Promise<Ticket<X>>
  /** Resolves a ticket and those that it caused, named one by one: all of them or none. `links.list` with `role: 'causes', open: true` tells which there are. */
  resolveWithIncidents(input: ResolveWithIncidents): Promise<Ticket<X>>
}

export interface TicketsContract<X = never> {
  id: 'tickets'
  service: TicketService<X>
  permissions:
    | 'ticket.create'
    | 'ticket.read'
    | 'ticket.update'
    | 'ticket.reply'
    | 'ticket.note'
    | 'ticket.assign'
    | 'ticket.take'
    | 'ticket.tag'
    | 'ticket.add_participant'
    | 'ticket.start'
    | 'ticket.wait'
    | 'ticket.resolve'
    | 'ticket.close'
    | 'ticket.reopen'
    | 'ticket.reopen_closed'
    | 'ticket.cancel'
    | 'ticket.rate'
    | 'ticket.merge'
    | 'ticket.merge_across_companies'
    | 'ticket.split'
    | 'ticket.approve'
    | 'ticket.override_gates'
  events: {
    'ticket.created': { ticketId: string; type: string; messageId: string | null }
    'ticket.replied': { ticketId: string; messageId: string; byStaff: boolean }
    'ticket.noted': { ticketId: string; messageId: string; mentionIds: readonly string[] }
    /** Fields that customers see. */
    'ticket.updated': { ticketId: string; fields: readonly string[] }
    /** Fields that only staff see. */
    'ticket.updated_internally': { ticketId: string; fields: readonly string[] }
    'ticket.assigned': { ticketId: string; assigneeId: string | null; previousAssigneeId: string | null; teamId: string }
    /** Which tags: in the table of changes, as tags are text. */
    'ticket.tagged': { ticketId: string }
    'ticket.cc_added': { ticketId: string; personId: string }
    'ticket.cc_removed': { ticketId: string; personId: string }
    'ticket.follower_added': { ticketId: string; personId: string }
    'ticket.follower_removed': { ticketId: string; personId: string }
    /** `until` of a wait in mode `remind` has come: told once, and nothing else happens. */
    'ticket.wait_over': { ticketId: string }
    /** Silence will close it then, unless somebody says something: told once for each silence, where the type wants it. */
    'ticket.close_announced': { ticketId: string; closesAt: string | null }
    /** On the ticket that became part of another one; `from` is the status that it comes back to. */
    /** Also again, while it can be changed: then `isChange`. */
    'ticket.rated': { ticketId: string; ratingId: string; solution: number; score: number; isChange: boolean }
    'ticket.merged': { ticketId: string; otherId: string; from: string }
    /** On the ticket that it became part of. */
    'ticket.merge_added': { ticketId: string; otherId: string }
    'ticket.unmerged': { ticketId: string; otherId: string; to: string }
    'ticket.merge_removed': { ticketId: string; otherId: string }
    /** On the ticket where the messages stay. */
    'ticket.split': { ticketId: string; otherId: string }
    'ticket.gates_overridden': { ticketId: string; command: string; codes: readonly string[] }
    'ticket.transitioned': {
      ticketId: string
      command: string
      from: string
      to: string
      fromCategory: Category
      toCategory: Category
    }
  } & { [E in `ticket.${'started' | 'resolved' | 'closed' | 'reopened' | 'waiting' | 'resumed'}`]: { ticketId: string } }
  tables: CoreTables
}

/** Commands known by name, and the permit each takes; those of vendors and plugins go through a `CommandPermit`. */
export interface TicketCommands {
  start: { permission: 'ticket.start'; input: object }
  wait: { permission: 'ticket.wait'; input: { on: string; until?: string; mode?: 'remind' | 'act'; reason?: string } }
  resolve: { permission: 'ticket.resolve'; input: { resolution: string; text?: string } }
  close: { permission: 'ticket.close'; input: object }
  reopen: { permission: 'ticket.reopen'; input: { reason: string } }
  cancel: { permission: 'ticket.cancel'; input: { reason: string } }
}
