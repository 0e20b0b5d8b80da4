import type { Desk } from '@deskwright/core'
import type { EquipmentContract } from '@deskwright/plugin-equipment'
import { everyItem } from '../../every-item.ts'
import { externalIdOf } from '../../population/population.ts'
import { type EquipmentWords, sampleEquipment } from './sample-equipment.ts'
import { teamOf } from './sample-population.ts'

const REASON = 'sample equipment'

const DAY_MS = 86_400_000

/**
 * Places, kinds, equipment and a maintenance plan of every sample company, the printer on its incident. What is there already is left alone.
 * The plans' first work is due the day after `now` (ms since 1970), so that they open their first tickets at once. Returns how much was added.
 */
export async function loadEquipment(desk: Desk<EquipmentContract>, now: number): Promise<number> {
  const { equipment, companies, people, teams, access, tickets } = desk.system(REASON)
  const [companyIds, personIds] = [new Map<string, string>(), new Map<string, string>()]
  for await (const { externalId, id } of everyItem((place) => companies.list(place))) if (externalId) companyIds.set(externalId, id)
  for await (const { externalId, id } of everyItem((place) => people.list(place))) if (externalId) personIds.set(externalId, id)
  const allow = async (person: string, roleId: string, scope: 'all' | 'company', scopeId?: string): Promise<void> => {
    const personId = personIds.get(externalIdOf(person))
    if (personId !== undefined) await access.grant({ personId, roleId, scope, ...(scopeId === undefined ? {} : { scopeId }) })
  }
  /** Directories are all in all languages here, so a name that is there is this one. */
  const kind = async (name: string, memory?: string): Promise<string> => {
    const found = (await equipment.kinds({ find: name })).items.find((one) => one.name === name)
    if (found) return found.id
    const attributes = memory === undefined ? [] : [{ key: 'memory', title: memory, type: 'number' as const, unit: 'GB', min: 1 }]
    return (await equipment.createKind({ name, attributes })).id
  }
  const place = async (companyId: string, name: string, parentId?: string): Promise<string> => {
    const inside = parentId === undefined ? {} : { parentId }
    const found = (await equipment.objects({ companyId, find: name, ...inside })).items.find((one) => one.name === name)
    return found?.id ?? (await equipment.createObject({ companyId, name, ...inside })).id
  }
  const teamIds = new Map((await teams.list({ limit: 200 })).items.map(({ key, id }) => [key, id]))
  const plan = async (companyId: string, itemId: string, language: string, words: EquipmentWords): Promise<void> => {
    const [requesterId, teamId] = [personIds.get(externalIdOf(`customer-${language}`)), teamIds.get(teamOf(language))]
    if (requesterId === undefined || teamId === undefined) return
    const [known] = (await equipment.plans({ companyId })).items
    const { id: planId } =
      known ??
      (await equipment.createPlan({
        name: words.maintenance,
        companyId,
        anchorOn: new Date(now + DAY_MS).toISOString().slice(0, 10),
        rule: { unit: 'month', every: 3 },
        timeZone: words.timeZone,
        leadDays: 14,
        type: 'service_request',
        subjects: { en: 'Quarterly check of the server', [language]: words.maintenance },
        language,
        requesterId,
        teamId,
        itemIds: [itemId],
      }))
    // The plugin's job would do it within a minute; a demo is looked at before that. Where nothing is due this does nothing.
    await equipment.runPlan({ planId })
  }
  await allow('admin', 'equipment.keeper', 'all')
  let added = 0
  for (const words of sampleEquipment) {
    const { language } = words
    const companyId = companyIds.get(externalIdOf(`company-${language}`))
    if (companyId === undefined) continue
    await allow(`agent-${language}`, 'equipment.viewer', 'all')
    for (const contact of ['customer', 'manager'] as const)
      await allow(`${contact}-${language}`, 'equipment.customer', 'company', companyId)
    const room = await place(companyId, words.room, await place(companyId, words.office))
    const item = async (inventoryNumber: string, name: string, kindId: string, attributes = {}): Promise<string> => {
      const found = (await equipment.items({ companyId, find: inventoryNumber })).items[0]
      if (found) return found.id
      added += 1
      const made = await equipment.createItem({
        inventoryNumber,
        name,
        kindId,
        companyId,
        objectId: room,
        purchasedOn: '2026-01-15',
        warrantyUntil: '2029-01-15',
        attributes,
      })
      return made.id
    }
    const printer = await item(`SAMPLE-${language}-1`, words.printer, await kind(words.printers))
    const server = await item(`SAMPLE-${language}-2`, words.server, await kind(words.servers, words.memory), { memory: 64 })
    if (!(await equipment.dependencies({ itemId: printer })).items.length)
      await equipment.addDependency({ itemId: printer, kind: 'connected_to', otherId: server })
    await plan(companyId, server, language, words)
    const { items } = await tickets.list({ companyId, type: ['incident'], limit: 50 })
    const open = items.find(({ category, ext }) => category !== 'closed' && !ext.equipment.items.length)
    if (open) await tickets.update({ ticketId: open.id, ext: { equipment: { itemIds: [printer] } } })
  }
  return added
}
