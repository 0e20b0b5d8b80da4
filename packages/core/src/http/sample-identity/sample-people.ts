import type { HostGrant } from '../../access/host-access.ts'
import type { Person } from '../../operation/actor.ts'

interface SamplePerson {
  readonly key: 'customer' | 'agent' | 'admin'
  readonly title: string
  readonly person: Person
  /** For the length of a call, never stored: nothing is left of them when the host brings its own people. */
  readonly grants: readonly HostGrant[]
}

/** Who one can be while the host does not say yet who its users are. */
export const samplePeople: readonly SamplePerson[] = [
  {
    key: 'customer',
    title: 'Customer',
    person: { externalId: 'sample:customer', name: 'Sample Customer', email: 'customer@sample.invalid' },
    grants: [],
  },
  {
    key: 'agent',
    title: 'Agent',
    person: { externalId: 'sample:agent', name: 'Sample Agent', email: 'agent@sample.invalid' },
    grants: [{ role: 'agent', scope: 'all' }],
  },
  {
    key: 'admin',
    title: 'Administrator',
    person: { externalId: 'sample:admin', name: 'Sample Administrator', email: 'admin@sample.invalid' },
    grants: [{ role: 'admin', scope: 'all' }],
  },
]

/** What sample people may do: the `grantsFor` of a desk without `identify`. */
export const sampleGrantsFor = ({ externalId }: Person): readonly HostGrant[] =>
  samplePeople.find(({ person }) => person.externalId === externalId)?.grants ?? []
