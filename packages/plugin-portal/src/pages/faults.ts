import type { DeskError } from '@deskwright/core'
import type { FormFault } from '@deskwright/page'
import type { Context } from '../shell/context.ts'

/** What is wrong with an input, for people: beside the fields where it names them, above the form where it does not. */
export function faultsOf(
  { refusalOf, words }: Pick<Context, 'refusalOf' | 'words'>,
  error: DeskError,
): { faults: readonly FormFault[]; said: string } {
  const { faults, detail } = refusalOf(error)
  return {
    faults: faults.map((fault) => ({ pointer: fault.pointer, detail: fault.detail })),
    said: faults.length ? words('portal.form.faults') : detail,
  }
}
