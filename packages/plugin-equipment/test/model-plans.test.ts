import { describe, expect, it } from 'vitest'
import { planDesk, refusal } from './plan-desk.ts'

const yearly = {
  name: 'Yearly check',
  rule: { unit: 'year', every: 1 },
  timeZone: 'UTC',
  subjects: { en: 'Yearly check', it: 'Controllo annuale' },
  leadDays: 7,
} as const

describe.each(['sqlite', 'postgres'] as const)('plans that items of a model begin with on %s', (database) => {
  const open = async () => {
    const t = await planDesk(database)
    const { equipment } = t.keeper
    const { id: kindId } = await equipment.createKind({ name: 'Lift' })
    const { id: manufacturerId } = await equipment.createManufacturer({ name: 'Maker' })
    const model = await equipment.createModel({ kindId, manufacturerId, name: 'L1', plans: [yearly] })
    let count = 0
    const item = async (input: object = {}) => {
      count += 1
      const made = { inventoryNumber: `L ${count}`, name: 'Lift', kindId, modelId: model.id, companyId: t.places.companies.acme, ...input }
      return (await equipment.createItem(made)).id
    }
    const plansOf = async (itemId: string) => (await equipment.plans({ itemId })).items
    return { t, equipment, model, item, plansOf, kindId, manufacturerId }
  }

  it('are copied when an item is entered, counted from its installation, for its contact', async () => {
    const { t, equipment, model, item, plansOf } = await open()
    expect(model.plans).toEqual([yearly])
    const itemId = await item({ installedOn: '2025-02-28', contactId: t.actors.customer.id })
    const [plan, ...others] = await plansOf(itemId)
    expect(others).toEqual([])
    expect(plan).toMatchObject({
      name: 'Yearly check',
      companyId: t.places.companies.acme,
      anchorOn: '2025-02-28',
      requesterId: t.actors.customer.id,
      itemIds: [itemId],
      trouble: null,
      next: { on: '2026-02-28', opensAt: '2026-02-21T06:00:00.000Z' },
    })
    // One that is put in today is not due today.
    const [fresh] = await plansOf(await item({ contactId: t.actors.customer.id }))
    expect(fresh?.next?.on).toBe('2027-01-05')
    t.clock.set('2026-02-21T06:00:00.000Z')
    await t.work()
    expect(await t.tickets()).toMatchObject([{ ext: { equipment: { items: [{ id: itemId }] } } }])
    // What becomes of the model changes no item's; whoever is entered later has what it says then.
    await equipment.updateModel({ modelId: model.id, plans: [{ ...yearly, name: 'Twice', rule: { unit: 'month', every: 6 } }] })
    expect((await plansOf(itemId)).map(({ name }) => name)).toEqual(['Yearly check'])
    expect((await plansOf(await item())).map(({ name }) => name)).toEqual(['Twice'])
    await equipment.updateModel({ modelId: model.id, plans: [] })
    expect(await plansOf(await item())).toEqual([])
  })

  it('say that nobody asks where nobody is known, and go with an item that was entered by mistake', async () => {
    const { t, equipment, model, item, plansOf } = await open()
    const itemId = await item()
    const [plan] = await plansOf(itemId)
    expect(plan?.trouble?.code).toBe('equipment.plan_no_requester')
    expect((await equipment.plans({ troubled: true })).items).toHaveLength(1)
    await equipment.removeItem({ itemId })
    expect((await equipment.plans({})).items).toEqual([])
    const touched = await item()
    const [other] = await plansOf(touched)
    await equipment.updatePlan({ planId: other?.id ?? '', requesterId: t.actors.customer.id })
    expect(await refusal(equipment.removeItem({ itemId: touched }))).toBe('equipment.in_use')
    expect(await plansOf(await item({ status: 'retired' }))).toEqual([])
    // Somebody of the house asks for all of them.
    const { id: personId } = await t.keeper.people.create({ name: 'Somebody' })
    await equipment.updateModel({ modelId: model.id, plans: [{ ...yearly, requesterId: personId }] })
    expect((await plansOf(await item()))[0]).toMatchObject({ requesterId: personId, trouble: null })
  })

  it('are refused where no ticket could be opened by them, and to whoever manages no plans', async () => {
    const { t, equipment, model, kindId, manufacturerId } = await open()
    const tries: [object, string][] = [
      [{ timeZone: 'Mars/Base' }, 'equipment.time_zone_unknown'],
      [{ endsOn: '2025-01-01' }, 'equipment.dates_order'],
      [{ type: 'no_such_type' }, 'equipment.plan_unfit'],
      [{ fields: { no_such_field: 1 } }, 'equipment.plan_unfit'],
      [{ rule: { unit: 'meter', meterId: model.id, every: 1 } }, 'input.invalid'],
      [{ calendarId: model.id }, 'calendar.not_found'],
      [{ teamId: model.id }, 'team.not_found'],
      [{ itemIds: [] }, 'input.invalid'],
    ]
    for (const [more, code] of tries) {
      const plans = [{ ...yearly, ...more }]
      expect([more, await refusal(equipment.updateModel({ modelId: model.id, plans }))]).toEqual([more, code])
      expect([more, await refusal(equipment.createModel({ kindId, manufacturerId, name: 'L2', plans }))]).toEqual([more, code])
    }
    expect((await equipment.models({})).items).toMatchObject([{ id: model.id, plans: [yearly], version: 1 }])
    const role = {
      roleId: 'directories',
      title: 'Keeps directories',
      acting: 'staff' as const,
      permissions: ['equipment.see', 'equipment.directories'],
    }
    await t.keeper.access.saveRole(role)
    await t.keeper.access.grant({ personId: t.actors.agent.id, roleId: role.roleId, scope: 'all' })
    const agent = t.as('agent').equipment
    expect(await refusal(agent.updateModel({ modelId: model.id, plans: [] }))).toBe('equipment.not_allowed_there')
    expect(await refusal(agent.updateModel({ modelId: model.id, warrantyMonths: 12 }))).toBe('none')
  })
})
