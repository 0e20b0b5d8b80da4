import { seeItem } from '../item/item-row.ts'
import { command } from '../kit.ts'
import { ReportedTicket, ReportItem } from './schemas.ts'

export const report = command({
  route: 'POST /items/:itemId/tickets',
  summary: 'Opens a ticket about an item.',
  permission: 'ticket.create',
  audience: 'both',
  input: ReportItem,
  output: ReportedTicket,
  async run(work, { itemId, subject, body, type = 'incident', requesterId, teamId, intoRepair = false }) {
    const item = await seeItem(work, itemId)
    const isStaff = work.actor.capacity.acting === 'staff'
    const requester = requesterId ?? (isStaff ? (item.contact_id ?? undefined) : undefined)
    const ticket = await work.desk.tickets.create({
      type,
      subject,
      ...(body === undefined ? {} : { body }),
      ...(item.company_id === null ? {} : { companyId: item.company_id }),
      ...(requester === undefined ? {} : { requesterId: requester }),
      ...(teamId === undefined ? {} : { teamId }),
      ext: { equipment: { itemIds: [itemId], mainItemId: itemId } },
    })
    if (intoRepair && item.status !== 'in_repair') await work.desk.equipment.changeStatus({ itemId, status: 'in_repair' })
    return { ticketId: ticket.id, number: ticket.number }
  },
})
