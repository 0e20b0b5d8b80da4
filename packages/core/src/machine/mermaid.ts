import type { Machine } from './machine.ts'
import { titleIn } from './titles.ts'

/** Mermaid reads quotes, colons, semicolons, hashes, braces and line breaks in labels as its own; entity codes are safe everywhere. */
const escaped = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/["#;:<>{}[\]()%`\\|&]/g, (character) => `#${character.codePointAt(0)};`)
    // Mermaid takes these words for a command wherever they stand in a line.
    .replace(/d(?=irection (?:tb|bt|rl|lr))/gi, (letter) => `#${letter.codePointAt(0)};`)
/** A prefix, as a status may be called like one of Mermaid's words: `end`, `note`, `state`. */
const node = (status: string): string => `s_${status}`

/** stateDiagram-v2 with statuses in their order and each transition once. */
export const toMermaid = (machine: Machine, language: string | readonly string[]): string => {
  const lines = [
    'stateDiagram-v2',
    ...machine.statuses.map(({ name, title }) => `  state "${escaped(titleIn(title, language))}" as ${node(name)}`),
  ]
  lines.push(`  [*] --> ${node(machine.initial)}`)
  for (const { command, from, to } of machine.transitions)
    lines.push(`  ${node(from)} --> ${node(to)} : ${escaped(titleIn(command.title, language))}`)
  for (const { name, category } of machine.statuses) if (category === 'closed') lines.push(`  ${node(name)} --> [*]`)
  return `${lines.join('\n')}\n`
}
