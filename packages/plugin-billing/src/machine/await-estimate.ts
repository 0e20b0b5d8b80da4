import type { TicketFacts, TicketTypeExtension } from '@deskwright/core'
import { extendTicketType } from '@deskwright/core'
import type { AnyWork } from '../kit.ts'

const AWAITING = 'awaiting_estimate'
const ENTER = 'await_estimate'
const LEAVE = 'estimate_decided'

/** Where tickets of a type wait while the customer decides, and the status to which they go on from there. */
export interface EstimateStatus {
  /** Id of the ticket type. */
  readonly type: string
  /** The status that they go on to, approved or not. */
  readonly back: string
}

/** The status and its two commands, for the types that the desk names. Whatever leaves waiting otherwise (a resume, a message) leaves it, too. */
export const estimateStatus = ({ type, back }: EstimateStatus): TicketTypeExtension =>
  extendTicketType<string, string>(type, {
    statuses: {
      [AWAITING]: {
        category: 'waiting',
        title: {
          en: 'Awaiting approval of the estimate',
          he: 'ממתינה לאישור ההצעה',
          fa: 'در انتظار تأیید برآورد',
          ja: '見積の承認待ち',
          it: 'In attesa di approvazione del preventivo',
          ru: 'Ожидает утверждения сметы',
        },
        customerTitle: {
          en: 'Please decide on the estimate',
          he: 'נדרשת החלטה על ההצעה',
          fa: 'لطفاً دربارهٔ برآورد تصمیم بگیرید',
          ja: '見積のご確認をお願いします',
          it: 'Preventivo da valutare',
          ru: 'Требуется решение по смете',
        },
      },
    },
    commands: {
      [ENTER]: {
        from: { category: ['new', 'open', 'waiting'] },
        to: AWAITING,
        permission: 'billing.work',
        audience: 'staff',
        title: {
          en: 'Wait for approval of the estimate',
          he: 'המתנה לאישור ההצעה',
          fa: 'انتظار برای تأیید برآورد',
          ja: '見積の承認を待つ',
          it: 'Attendi l’approvazione del preventivo',
          ru: 'Ждать утверждения сметы',
        },
      },
      [LEAVE]: {
        from: [AWAITING],
        to: back,
        permission: 'billing.work',
        audience: 'staff',
        title: {
          en: 'The estimate is decided on',
          he: 'התקבלה החלטה על ההצעה',
          fa: 'دربارهٔ برآورد تصمیم گرفته شد',
          ja: '見積の判断が出た',
          it: 'Preventivo deciso',
          ru: 'По смете принято решение',
        },
      },
    },
  })

const waits = (work: AnyWork, ticket: TicketFacts): boolean => (work.options.estimateStatus ?? []).some(({ type }) => type === ticket.type)

/** As the plugin: who offers may lack the right to move tickets, and the customer surely does. */
export async function enterEstimateStatus(work: AnyWork, ticket: TicketFacts): Promise<void> {
  if (!waits(work, ticket)) return
  const { status, category } = await factsNow(work, ticket)
  if (status === AWAITING || category === 'resolved' || category === 'closed') return
  await work.asPlugin.tickets.perform({ ticketId: ticket.id, command: ENTER })
}

/** Goes on where nothing else is waited for: another estimate may still be open. */
export async function leaveEstimateStatus(work: AnyWork, ticket: TicketFacts): Promise<void> {
  if (!waits(work, ticket)) return
  const { status } = await factsNow(work, ticket)
  if (status !== AWAITING) return
  const open = await work.db
    .selectFrom('billing_estimate')
    .select('id')
    .where('ticket_id', '=', ticket.id)
    .where('state', '=', 'offered')
    .limit(1)
    .executeTakeFirst()
  if (!open) await work.asPlugin.tickets.perform({ ticketId: ticket.id, command: LEAVE })
}

/** The permit's facts are of the beginning of the command. */
const factsNow = async (work: AnyWork, { id }: TicketFacts) => {
  const { status, category } = await work.asPlugin.tickets.get({ ticketId: id })
  return { status, category }
}
