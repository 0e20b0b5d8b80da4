import { configArg, withDesk } from '../config/load-desk.ts'
import { strictCommand } from './strict-command.ts'

export const openapi = strictCommand({
  name: 'openapi',
  description: 'The REST API of your desk as an OpenAPI 3.1 document.',
  args: { ...configArg },
  run: ({ args }) =>
    withDesk(args.config, (desk) => {
      console.log(JSON.stringify(desk.openApi(), null, 2))
      return Promise.resolve()
    }),
})
