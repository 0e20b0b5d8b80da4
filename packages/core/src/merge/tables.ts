/** The ticket is part of another one; its status is `merged` as long as the row is there. */
export interface TicketMergeTable {
  source_id: string
  /** Into which it was merged. */
  target_id: string
  /** Where that one is by now: the ticket that shows all of it and takes what comes. */
  root_id: string
  source_status: string
  source_category: 'new' | 'open' | 'waiting' | 'resolved' | 'closed'
  merged_by: string
  created_at: string
}
/** Somebody is in copy on a ticket because this source was merged into it; gone with the last of these rows. */
export interface MergeCopyTable {
  source_id: string
  ticket_id: string
  person_id: string
  kind: 'cc'
}
/** A message that another ticket shows besides the one where it stays. */
export interface SplitMessageTable {
  ticket_id: string
  message_id: string
  /** Of the event that brought the message, which is its place in the timeline. */
  event_sequence: number
}
export interface MergeTables {
  ticket_merge: TicketMergeTable
  merge_copy: MergeCopyTable
  split_message: SplitMessageTable
}
