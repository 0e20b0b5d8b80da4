import type { Command, Machine } from '../machine/machine.ts'
import type { Acting } from '../operation/audience.ts'
import { type InputCheck, type InputFault, inputCheck } from '../operation/input-check.ts'
import { plainSchema } from '../operation/plain-schema.ts'

/** By capacity: what is for staff only is no key of customers'. */
const checks = { staff: new WeakMap<Command, InputCheck>(), customer: new WeakMap<Command, InputCheck>() }

/** What is wrong with the input of a command: by its schema, and of the codes that its type knows. */
export function inputFaults(machine: Machine, command: Command, input: object, acting: Acting): InputFault[] {
  let check = checks[acting].get(command)
  if (!check) {
    check = inputCheck(() => plainSchema(command.input, acting))
    checks[acting].set(command, check)
  }
  const faults = check.faults(input).map((fault) => ({ ...fault, pointer: `/input${fault.pointer}` }))
  const { on, resolution } = input as { on?: unknown; resolution?: unknown }
  const known = (value: unknown, codes: Readonly<Record<string, unknown>>, pointer: string) => {
    if (typeof value === 'string' && Object.keys(codes).length > 0 && !Object.hasOwn(codes, value))
      faults.push({ pointer, code: 'enum', message: `must be one of ${Object.keys(codes).join(', ')}` })
  }
  known(on, machine.waitingFor, '/input/on')
  known(resolution, machine.resolutions, '/input/resolution')
  return faults
}
