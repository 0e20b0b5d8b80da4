import { merge } from '../merge/merge.ts'
import { merged } from '../merge/merged.ts'
import { resolveWithIncidents } from '../merge/resolve-with-incidents.ts'
import { split } from '../merge/split.ts'
import { unmerge } from '../merge/unmerge.ts'
import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import { rate } from '../rating/rate.ts'
import { allRatings, ratingSummary, ratings } from '../rating/read-ratings.ts'
import { assign, take } from './assign.ts'
import { commands } from './commands.ts'
import type { TicketService, TicketsContract } from './contract.ts'
import { create } from './create.ts'
import { get } from './get.ts'
import { list } from './list.ts'
import { messages } from './messages.ts'
import { addParticipantCommand, participants, removeParticipantCommand } from './participants.ts'
import { cancel, close, perform, reopen, resolve, start, wait } from './perform.ts'
import { note, reply } from './reply.ts'
import { tag } from './tag.ts'
import { timeline } from './timeline.ts'
import { form } from './type-form.ts'
import { getType, listTypes } from './types.ts'
import type { TypesService } from './types-contract.ts'
import { update } from './update.ts'

export const ticketOperations = {
  create,
  list,
  get,
  update,
  reply,
  note,
  assign,
  take,
  tag,
  addParticipant: addParticipantCommand,
  removeParticipant: removeParticipantCommand,
  participants,
  messages,
  timeline,
  commands,
  perform,
  start,
  wait,
  resolve,
  close,
  reopen,
  cancel,
  merge,
  unmerge,
  merged,
  split,
  resolveWithIncidents,
  rate,
  ratings,
  allRatings,
  ratingSummary,
} satisfies OperationsOf<TicketService>

export const typeOperations = { list: listTypes, get: getType, form } satisfies OperationsOf<TypesService>

const subject = 'ticketId'
export const ticketEvents = {
  'ticket.created': { subject, audience: 'both', title: 'Opened' },
  'ticket.replied': { subject, audience: 'both', title: 'Answered' },
  'ticket.noted': { subject, audience: 'staff', title: 'Internal note' },
  'ticket.updated': { subject, audience: 'both', title: 'Changed' },
  'ticket.updated_internally': { subject, audience: 'staff', title: 'Changed internally' },
  'ticket.assigned': { subject, audience: 'staff', title: 'Assigned' },
  'ticket.tagged': { subject, audience: 'staff', title: 'Tagged' },
  'ticket.cc_added': { subject, audience: 'both', title: 'Put in copy' },
  'ticket.cc_removed': { subject, audience: 'both', title: 'Taken from copy' },
  'ticket.follower_added': { subject, audience: 'staff', title: 'Follower added' },
  'ticket.follower_removed': { subject, audience: 'staff', title: 'Follower removed' },
  'ticket.wait_over': { subject, audience: 'staff', title: 'Waited until now' },
  'ticket.close_announced': { subject, audience: 'both', title: 'Will be closed if nobody objects' },
  'ticket.gates_overridden': { subject, audience: 'staff', title: 'Gates passed with a reason' },
  'ticket.merged': { subject, audience: 'staff', title: 'Merged into another ticket' },
  'ticket.merge_added': { subject, audience: 'staff', title: 'Another ticket merged into this one' },
  'ticket.unmerged': { subject, audience: 'staff', title: 'Merge undone' },
  'ticket.merge_removed': { subject, audience: 'staff', title: 'Merge of another ticket undone' },
  'ticket.split': { subject, audience: 'staff', title: 'Messages split off into a new ticket' },
  'ticket.transitioned': { subject, audience: 'staff', title: 'Status changed' },
  'ticket.started': { subject, audience: 'both', title: 'Work began' },
  'ticket.waiting': { subject, audience: 'both', title: 'Put on hold' },
  'ticket.resumed': { subject, audience: 'both', title: 'Work goes on' },
  'ticket.resolved': { subject, audience: 'both', title: 'Resolved' },
  'ticket.closed': { subject, audience: 'both', title: 'Closed' },
  'ticket.rated': { subject, audience: 'staff', title: 'Solution rated' },
  'ticket.reopened': { subject, audience: 'both', title: 'Reopened' },
} as const satisfies { readonly [E in keyof TicketsContract['events']]: EventSpec<TicketsContract['events'][E]> }
