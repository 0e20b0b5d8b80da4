/** The module that exports the desk, in the style of the host. */
export const deskModule = (isCommonJs: boolean): string => `${
  isCommonJs ? "const { createDesk } = require('@deskwright/core')" : "import { createDesk } from '@deskwright/core'"
}

${isCommonJs ? 'exports.desk' : 'export const desk'} = createDesk({
  database: process.env.DESK_DATABASE ?? 'sqlite:./desk.db', // or postgres://…, a pg.Pool, a better-sqlite3 Database
  admins: [], // ids of your users who run the desk
  // Who is calling, from your own session: who somebody is, never what they may. Until you say it sample people stand in on this machine,
  // and in production the desk does not start.
  // identify: async (request) => {
  //   const user = await yourSession(request.headers.get('cookie'))
  //   return user ? { externalId: user.id, name: user.name, email: user.email } : null
  // },
})
`

export const nextRoute = (specifier: string): string => `import { nextDesk } from '@deskwright/core/next'
import { desk } from '${specifier}'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nextDesk(desk)
`
