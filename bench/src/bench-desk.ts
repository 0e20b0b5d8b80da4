import { createDesk, type DeskOptions } from '@deskwright/core'

/** A desk as an application runs it, without checks that only tests switch on, and without a worker beside what is measured. */
export async function benchDesk(database: string, files: DeskOptions<readonly []>['files'] = {}) {
  const desk = createDesk({
    database,
    admins: ['admin'],
    worker: false,
    files,
    store: { poolSize: 40 },
    identify: (request) => {
      const externalId = request.headers.get('x-person')
      return externalId === null ? null : { externalId }
    },
  })
  await desk.migrate()
  const admin = desk.as({ externalId: 'admin' })
  const intake = (await admin.teams.list({})).items.find((team) => team.key === 'intake')
  if (!intake) throw new Error('no intake')
  const agent = desk.as({ externalId: 'agent' })
  const { person } = await agent.people.me()
  await admin.access.grant({ personId: person.id, roleId: 'agent', scope: 'team', scopeId: intake.id })
  return { desk, admin, agent: desk.as({ externalId: 'agent' }, { acting: 'staff' }), personId: person.id, teamId: intake.id }
}
export type BenchDesk = Awaited<ReturnType<typeof benchDesk>>['desk']
