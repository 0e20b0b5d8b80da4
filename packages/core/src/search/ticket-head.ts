import type { UnitOfWork } from '../operation/unit-of-work.ts'
import type { DatabaseKind } from '../store/store.ts'
import {
  assigneeToken,
  blockTokens,
  companyToken,
  copyToken,
  followerToken,
  kindToken,
  numberToken,
  requesterToken,
  requestToken,
  teamToken,
  textSpaces,
  textTokens,
} from './token.ts'

export const TICKET = kindToken('ticket')

export interface HeadRow {
  readonly number: number
  readonly subject: string
  readonly team_id: string
  readonly company_id: string | null
  readonly requester_id: string
  readonly assignee_id: string | null
}
export interface HeadParticipant {
  readonly person_id: string
  readonly kind: 'cc' | 'follower'
}

/** What changes with the ticket's row: its subject and number, and who may see it, said so that `ticketScope` can ask for it. */
export function ticketHead(kind: DatabaseKind, row: HeadRow, participants: readonly HeadParticipant[]): string[] {
  const { number, subject, team_id: teamId, company_id: companyId, requester_id: requesterId, assignee_id: assigneeId } = row
  return [
    TICKET,
    numberToken(number),
    teamToken(teamId),
    ...(companyId === null ? [] : [companyToken(companyId)]),
    requesterToken(requesterId),
    requestToken(requesterId, companyId),
    ...(assigneeId === null ? [] : [assigneeToken(assigneeId)]),
    ...participants.map(({ person_id: id, kind: as }) => (as === 'cc' ? copyToken(id) : followerToken(id))),
    ...blockTokens(kind, number),
    ...textTokens(textSpaces.title, subject),
  ]
}

export const participantsOf = ({ db }: Pick<UnitOfWork, 'db'>, ticketId: string): Promise<HeadParticipant[]> =>
  db.selectFrom('participant').select(['person_id', 'kind']).where('ticket_id', '=', ticketId).execute()
