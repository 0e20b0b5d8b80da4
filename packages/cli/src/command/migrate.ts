import { configArg, withDesk } from '../config/load-desk.ts'
import { jsonArg, printJson } from './json-arg.ts'
import { strictCommand } from './strict-command.ts'

export const migrate = strictCommand({
  name: 'migrate',
  description: 'Brings the database to the schema of your desk.',
  args: {
    ...configArg,
    ...jsonArg,
    'dry-run': { type: 'boolean', description: 'Only say what would be done' },
    sql: { type: 'boolean', description: 'Print the whole schema as SQL, for administrators who apply it themselves; touches nothing' },
  },
  run: ({ args }) =>
    withDesk(args.config, async (desk) => {
      if (args.sql) {
        console.log(await desk.migrationSql())
        return
      }
      const isDry = args['dry-run'] === true
      const steps = await desk.migrate({ dryRun: isDry })
      if (args.json) {
        printJson({ dryRun: isDry, migrations: steps })
        return
      }
      if (!steps.length) console.log('Nothing to do: the database is up to date.')
      for (const { owner, name, sql } of steps)
        console.log(`${isDry ? 'would apply' : 'applied'}  ${owner} ${name}  (${sql.length} statements)`)
      if (isDry && steps.length) console.log('Nothing was changed. --json shows the statements.')
    }),
})
