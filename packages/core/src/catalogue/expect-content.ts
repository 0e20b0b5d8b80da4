import { seeCompany } from '../access/see.ts'
import { findTemplate } from '../checklist/template-row.ts'
import { coreError } from '../error/core-errors.ts'
import { derivePriority } from '../machine/priority.ts'
import type { Acting } from '../operation/audience.ts'
import { type InputFault, inputInvalid } from '../operation/input-check.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { fieldFaults, mergeFields } from '../ticket/fields.ts'
import { machineFor } from '../ticket/machine-for.ts'
import { checkFields, seeActiveTeam } from '../ticket/resolve-references.ts'
import type { CatalogueContent, CatalogueEntry } from './contract.ts'
import { approvalFaults, expectAskable } from './expect-approval.ts'

/**
 * What a schema can't say. An entry that nobody could ask by is refused when it is saved and not when somebody tries: fields that are not
 * there, that its readers may not write, or that are owed and neither filled in nor asked for. Throws `input.invalid` with all faults.
 */
export async function expectContent(
  context: CallContext,
  audience: NonNullable<CatalogueEntry['audience']>,
  companyIds: readonly string[],
  content: CatalogueContent,
): Promise<void> {
  const machine = machineFor(context, content.type)
  const faults: InputFault[] = []
  const fault = (pointer: string, message: string) => faults.push({ pointer, code: 'catalogue', message })
  if ((audience === 'companies') !== companyIds.length > 0)
    fault('/companyIds', 'belongs to an entry for companies, which has at least one')
  const forCustomers = audience !== 'staff'
  if (forCustomers && machine.openedBy === 'staff') fault('/content/type', 'is a type that only staff open, so customers cannot ask by it')
  const { asked = [] } = content
  const preset = mergeFields(content.preset, {})
  const fields = new Map(machine.fields.map((field) => [field.name, field]))
  const names = asked.map(({ field }) => field)
  for (const [index, name] of names.entries()) {
    const field = fields.get(name)
    const at = `/content/asked/${index}/field`
    if (!field) fault(at, `is no field of '${content.type}'`)
    else if (forCustomers && field.write === 'staff') fault(at, 'is a field that customers may not write')
    if (Object.hasOwn(preset, name)) fault(at, 'is filled in already')
    if (names.indexOf(name) !== index) fault(at, 'is asked for twice')
  }
  const owedBy: readonly Acting[] = forCustomers ? ['customer', 'staff'] : ['staff']
  for (const acting of owedBy)
    for (const field of machine.fields)
      if (
        field.required &&
        (field.write === 'both' || field.write === acting) &&
        !names.includes(field.name) &&
        (preset[field.name] ?? null) === null
      )
        fault('/content/asked', `leaves out the field '${field.name}', which every ticket of this type has`)
  faults.push(...presetFaults(machine, preset))
  if (content.approval) approvalFaults(machine, content.approval, fault)
  if (faults.length) throw inputInvalid(distinct(faults))
  derivePriority(machine, content.impact ?? null, content.urgency ?? null)
  await expectVisible(context, content, companyIds)
  const unaskable = content.approval ? await expectAskable(context, content.approval) : []
  if (unaskable.length) throw inputInvalid(unaskable)
}

/** The values of those who may write them: presets are written by whoever manages the catalogue. */
function presetFaults(machine: Parameters<typeof fieldFaults>[0], preset: object): InputFault[] {
  const theirs = new Set(machine.fields.filter(({ write }) => write === 'customer').map(({ name }) => name))
  const part = (ofCustomers: boolean) => Object.fromEntries(Object.entries(preset).filter(([name]) => theirs.has(name) === ofCustomers))
  return [...fieldFaults(machine, part(false), 'staff', false), ...fieldFaults(machine, part(true), 'customer', false)].map((one) => ({
    ...one,
    pointer: one.pointer.replace('/fields/', '/content/preset/'),
  }))
}

const distinct = (faults: readonly InputFault[]): InputFault[] => [
  ...new Map(faults.map((one) => [`${one.pointer} ${one.message}`, one])).values(),
]

async function expectVisible(
  context: CallContext,
  { teamId, type, preset = {}, checklists = [] }: CatalogueContent,
  companyIds: readonly string[],
): Promise<void> {
  const { unit, actor } = context
  if (teamId !== undefined) await seeActiveTeam(context, teamId)
  for (const templateId of checklists) {
    const template = await findTemplate(context, templateId)
    if (!template.is_active || (template.ticket_type !== null && template.ticket_type !== type)) throw coreError('checklist.template_unfit')
  }
  for (const companyId of companyIds) await seeCompany(unit, actor, companyId)
  const machine = machineFor(context, type)
  const writable = new Set(machine.fields.filter(({ write }) => write !== 'customer').map(({ name }) => name))
  const values = Object.fromEntries(Object.entries(preset).filter(([name]) => writable.has(name)))
  await checkFields(context, machine, values, false)
}
