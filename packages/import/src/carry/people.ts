import { isDeskError } from '@deskwright/core'
import type { SourcePerson } from '../source/shapes.ts'
import { type Companies, externalIdOf } from './companies.ts'
import { everyItem } from './every-item.ts'
import { type At, hashOf, notLater, type Run, recordsOf } from './run.ts'
import { expectRunning } from './running.ts'
import { languageOf, lineOf } from './text.ts'

const anEmail = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+$/
/** Whoever is named by tickets and was not among the people: deleted for good over there. */
const NOBODY = 'unknown'
/** Before the hash of agents: who they are has to be known too when a later export does not have them. */
const STAFF = 'staff:'

/** People by their ids over there. */
export class People {
  readonly #run: Run
  readonly #ids = new Map<string, string>()
  readonly #staff = new Set<string>()
  #byExternalId: Map<string, string> | undefined
  #byEmail = new Map<string, string | null>()

  constructor(run: Run) {
    this.#run = run
  }

  /** Carries over everybody who is known by more than an id. */
  async carry(companies: Companies): Promise<void> {
    const { gathered, tally, isDry } = this.#run
    const people = [...gathered.people.values()]
    const known = await recordsOf(
      this.#run,
      'person',
      people.map(({ id }) => id),
    )
    if (people.some(({ id }) => !known.has(id))) await this.#learn()
    for (const person of people) {
      expectRunning(this.#run.signal)
      const hash = `${person.isStaff ? STAFF : ''}${hashOf(person)}`
      const record = known.get(person.id)
      if (record?.targetId) this.#ids.set(person.id, record.targetId)
      if (record?.hash === hash || record?.targetId === null) {
        tally.people.unchanged += 1
        continue
      }
      tally.people[record ? 'changed' : 'new'] += 1
      if (person.email !== undefined && emailOf(person).email === undefined) tally.leftOut('e-mail address', 'it is none', person.id)
      const same = record ? undefined : this.#same(person)
      if (!record && person.isStaff && !same)
        tally.leftOut('roles of an agent', 'nobody here is known by the same address: they are set aside without roles', person.id)
      if (isDry) continue
      await this.#one(person, record?.targetId ?? undefined, same, hash, companies)
    }
  }

  async #one(
    person: SourcePerson,
    knownId: string | undefined,
    sameId: string | undefined,
    hash: string,
    companies: Companies,
  ): Promise<void> {
    const { past, source, tally, now } = this.#run
    const companyIds: string[] = []
    for (const companyId of person.companyIds) companyIds.push(...[await companies.idOf(companyId)].filter((id) => id !== undefined))
    try {
      const id = await past.record(async (at) => {
        const language = languageOf(person.language)
        const facts = {
          name: lineOf(person.name, 200) || `#${person.id}`,
          ...emailOf(person),
          ...(language === undefined ? {} : { language }),
        }
        const created = notLater(person.createdAt ?? now, now)
        const personId = knownId ?? sameId ?? (await at(created).people.create({ ...facts, ...externalIdOf(person.externalId) })).id
        // Whom the desk knew before is called what they are called here.
        if (knownId !== undefined) await at().people.update({ personId, ...facts })
        for (const companyId of companyIds) await at(created).companies.saveMember({ companyId, personId })
        if (person.isGone && sameId === undefined) await this.#end(at, personId)
        await at().imports.remember({ source, records: [{ kind: 'person', sourceId: person.id, targetId: personId, hash }] })
        return personId
      })
      this.#ids.set(person.id, id)
    } catch (error) {
      if (!isDeskError(error) || error.status >= 500) throw error
      tally.faults.push({ file: `person ${person.id}`, line: null, reason: error.message })
    }
  }

  async #end(at: At, personId: string): Promise<void> {
    await at().people.deactivate({ personId, reason: `Gone in ${this.#run.source}` })
  }

  /** Whom the desk knows: by the host's id, and by the address where the mapping says so. */
  async #learn(): Promise<void> {
    if (this.#byExternalId) return
    this.#byExternalId = new Map()
    for await (const { id, externalId, email } of everyItem((place) =>
      this.#run.desk.system(`import ${this.#run.source}`).people.list(place),
    )) {
      if (externalId != null) this.#byExternalId.set(externalId, id)
      // Of several with one address none is meant.
      if (email !== null) this.#byEmail.set(email.toLowerCase(), this.#byEmail.has(email.toLowerCase()) ? null : id)
    }
  }

  #same(person: SourcePerson): string | undefined {
    const { peopleByEmail = 'staff' } = this.#run.map
    const byId = person.externalId === undefined ? undefined : this.#byExternalId?.get(person.externalId)
    const isAsked = peopleByEmail === 'everybody' || (peopleByEmail === 'staff' && person.isStaff)
    return byId ?? (isAsked && person.email !== undefined ? (this.#byEmail.get(person.email.toLowerCase()) ?? undefined) : undefined)
  }

  /** Somebody whom a ticket names. Who was not among the people is written down as nobody in particular, and can't sign in. */
  async idOf(sourceId: string): Promise<string> {
    const known = this.#ids.get(sourceId)
    if (known !== undefined) return known
    const found = await this.#knownAs(sourceId)
    if (found !== undefined) return found
    // Erased here: they stay so, and what they wrote is nobody's.
    const name = (await this.#isErased(sourceId)) ? NOBODY : sourceId
    const id = (name === sourceId ? undefined : await this.#knownAs(NOBODY)) ?? (await this.#placeholder(name))
    this.#ids.set(sourceId, id)
    return id
  }

  /** Whether somebody writes as staff. */
  isStaff(sourceId: string): boolean {
    return this.#run.gathered.people.get(sourceId)?.isStaff ?? this.#staff.has(sourceId)
  }

  async #knownAs(sourceId: string): Promise<string | undefined> {
    const record = (await recordsOf(this.#run, 'person', [sourceId])).get(sourceId)
    if (!record?.targetId) return undefined
    this.#ids.set(sourceId, record.targetId)
    if (record.hash.startsWith(STAFF)) this.#staff.add(sourceId)
    return record.targetId
  }

  async #isErased(sourceId: string): Promise<boolean> {
    return (await recordsOf(this.#run, 'person', [sourceId])).get(sourceId)?.targetId === null
  }

  async #placeholder(sourceId: string): Promise<string> {
    const { past, source, tally } = this.#run
    tally.leftOut('person', 'they are named by tickets and not among the people', sourceId)
    return past.record(async (at) => {
      const { id: personId } = await at().people.create({ name: lineOf(`${source} ${sourceId}`, 200) })
      await this.#end(at, personId)
      await at().imports.remember({ source, records: [{ kind: 'person', sourceId, targetId: personId, hash: NOBODY }] })
      return personId
    })
  }
}

const emailOf = ({ email }: SourcePerson): { email?: string } =>
  email !== undefined && email.length <= 254 && anEmail.test(email) ? { email } : {}
