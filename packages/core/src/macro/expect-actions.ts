import { seePerson } from '../access/see.ts'
import { seeTeam } from '../access/see-team.ts'
import { type InputFault, inputInvalid } from '../operation/input-check.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { MacroAction } from './contract.ts'
import { knownPlaceholders, type Readership } from './placeholders.ts'
import { namesIn, readTemplate } from './template.ts'

/**
 * What a schema can't say: every placeholder is one that the text's readers may see, every command and field is known to some type, and
 * people and teams are ones that the author may know of. Throws `input.invalid` with all faults, `person.not_found`, `team.not_found`.
 */
export async function expectActions(context: CallContext, actions: readonly MacroAction[]): Promise<void> {
  const faults = actions.flatMap((action, index) => faultsOf(context, action, `/actions/${index}`))
  if (faults.length) throw inputInvalid(faults)
  for (const action of actions) await expectVisible(context, action)
}

function faultsOf({ unit }: CallContext, action: MacroAction, at: string): InputFault[] {
  const { machines } = unit.runtime.composition
  const commandFaults = (command: string, pointer: string): InputFault[] =>
    machines.all.some((machine) => machine.command(command))
      ? []
      : [{ pointer, code: 'command', message: `no ticket type has a command '${command}'` }]
  const templates = (texts: Readonly<Record<string, string>>, readership: Readership): InputFault[] => {
    const known = knownPlaceholders(machines.all, readership)
    return Object.entries(texts).flatMap(([language, text]) => templateFaults(text, known, `${at}/body/${language}`))
  }
  switch (action.do) {
    case 'reply':
      return [
        ...templates(action.body, 'public'),
        ...(action.perform ? commandFaults(action.perform.command, `${at}/perform/command`) : []),
      ]
    case 'note':
      return templates(action.body, 'internal')
    case 'perform':
      return commandFaults(action.command, `${at}/command`)
    case 'set': {
      const known = new Set(machines.all.flatMap((machine) => machine.fields.map(({ name }) => name)))
      return Object.keys(action.values.fields ?? {}).flatMap((name) =>
        known.has(name) ? [] : [{ pointer: `${at}/values/fields/${name}`, code: 'unknown_key', message: 'is no field of any ticket type' }],
      )
    }
    default:
      return []
  }
}

/** Throws nothing: faults by pointer, for everybody who stores a template. */
function templateFaults(text: string, known: ReadonlySet<string>, pointer: string): InputFault[] {
  const { parts, faults } = readTemplate(text)
  return [
    ...faults.map(({ at, message }) => ({ pointer, code: 'placeholder', message: `character ${at + 1} ${message}` })),
    ...namesIn(parts).flatMap((name) =>
      known.has(name) ? [] : [{ pointer, code: 'placeholder', message: `{{${name}}} is nothing that this text can name` }],
    ),
  ]
}

async function expectVisible({ unit, actor }: CallContext, action: MacroAction): Promise<void> {
  if (action.do === 'assign') {
    if (action.assigneeId !== null) await seePerson(unit, actor, action.assigneeId)
    if (action.teamId !== undefined) await seeTeam(unit, actor, action.teamId)
  }
  if (action.do === 'set' && action.values.teamId !== undefined) await seeTeam(unit, actor, action.values.teamId)
}
