import type { Reading } from '@deskwright/core'
import type { PortalContract } from '../contract.ts'
import { digestOf } from './secret.ts'

// biome-ignore lint/suspicious/noExplicitAny: whatever permission the operation declares
export type PortalReading = Reading<PortalContract, any>
type Person = Awaited<ReturnType<PortalReading['asPlugin']['people']['get']>>

const PAGE = 200

/**
 * Whom an address lets in. Who signs in at the host does so there, and nowhere else: what ends there has to end here. `everybody` lets them in
 * by mail as well.
 */
export async function peopleAt({ asPlugin, options }: PortalReading, address: string): Promise<readonly Person[]> {
  const { items } = await asPlugin.people.list({ query: address, isActive: true, limit: PAGE })
  return items.filter((person) => person.email === address && mayEnter(person, options.entry?.everybody ?? false))
}

const mayEnter = ({ kind, externalId, isActive }: Person, everybody: boolean): boolean =>
  kind === 'person' && isActive && (everybody || externalId === null || externalId === undefined)

/** Whom a way in lets in by now: a link those alone who still have the address that it was sent to. */
export async function peopleOf(
  { asPlugin, options }: PortalReading,
  rows: readonly { readonly person_id: string; readonly address_hash: string | null }[],
): Promise<readonly Person[]> {
  const found: Person[] = []
  for (const { person_id: personId, address_hash: hash } of rows) {
    const person = await asPlugin.people.get({ personId })
    if (hash !== null && (person.email === null || digestOf(person.email) !== hash)) continue
    if (mayEnter(person, options.entry?.everybody ?? false)) found.push(person)
  }
  return found
}
