import { kbError } from '../errors.ts'
import type { ArticleState } from '../tables.ts'

export type StateCommand = 'write' | 'submit' | 'recall' | 'approve' | 'sendBack' | 'publish' | 'publishDue' | 'archive' | 'revive'

/** What a text may go through, by command. Publishing at a time to come goes to `scheduled`, and from there by `publishDue`. */
const machine = {
  write: { from: ['draft', 'in_review', 'scheduled', 'published'], to: 'draft' },
  submit: { from: ['draft'], to: 'in_review' },
  recall: { from: ['in_review', 'scheduled'], to: 'draft' },
  approve: { from: ['in_review'], to: 'published' },
  sendBack: { from: ['in_review', 'scheduled'], to: 'draft' },
  publish: { from: ['draft'], to: 'published' },
  publishDue: { from: ['scheduled'], to: 'published' },
  archive: { from: ['draft', 'in_review', 'scheduled', 'published'], to: 'archived' },
  revive: { from: ['archived'], to: 'draft' },
} as const satisfies { readonly [C in StateCommand]: { readonly from: readonly ArticleState[]; readonly to: ArticleState } }

const commandsOf = (state: ArticleState): StateCommand[] =>
  (Object.keys(machine) as StateCommand[]).filter((name) => (machine[name].from as readonly ArticleState[]).includes(state))

/** Throws `kb.wrong_state`, naming what is possible instead. */
export function expectState(name: StateCommand, state: ArticleState): void {
  const commands = commandsOf(state)
  if (!commands.includes(name))
    throw kbError('kb.wrong_state', { command: name, state, commands: commands.filter((one) => one !== 'publishDue').join(', ') })
}
