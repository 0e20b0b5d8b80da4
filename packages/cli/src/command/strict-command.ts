import { type ArgsDef, type CommandContext, type CommandDef, defineCommand } from 'citty'
import { cliError } from '../cli-errors.ts'

interface StrictCommand<A extends ArgsDef> {
  readonly name: string
  readonly description: string
  readonly args: A
  run(context: CommandContext<A>): Promise<void>
}

/** A command that refuses what it does not know: a mistyped option that is silently left out would do something else than was meant. */
export const strictCommand = <const A extends ArgsDef>({ name, description, args, run }: StrictCommand<A>): CommandDef<A> =>
  defineCommand({
    meta: { name, description },
    args,
    run(context) {
      expectKnown(name, args, context.args)
      return run(context)
    },
  })

function expectKnown(command: string, args: ArgsDef, given: { readonly _: readonly string[]; readonly [name: string]: unknown }): void {
  const options = Object.entries(args).filter(([, { type }]) => type !== 'positional')
  const spelling = (name: string): string => name.replaceAll('-', '').toLowerCase()
  const known = new Set(Object.keys(args).map(spelling))
  for (const option of Object.keys(given))
    if (option !== '_' && !known.has(spelling(option)))
      throw cliError('cli.option_unknown', {
        option: option.length === 1 ? `-${option}` : `--${option}`,
        command,
        known: options.length ? options.map(([name]) => `--${name}`).join(', ') : 'none',
      })
  for (const [name, { type, valueHint }] of options)
    if (type === 'string' && given[name] === '')
      throw cliError('cli.option_value', { option: name, expected: valueHint ?? 'a value', value: '' })
  const extra = given._[Object.values(args).filter(({ type }) => type === 'positional').length]
  if (extra !== undefined) throw cliError('cli.argument_unexpected', { argument: extra, command })
}
