import type { Grant, Population } from '../../population/population.ts'
import type { Phrases } from './phrases.ts'
import { sampleLanguages } from './sample-languages.ts'

/** Which team works for which language: three teams for six, so that agents see the work of others and not all of it. */
const teamOfLanguage: Readonly<Record<string, string>> = {
  en: 'service_desk',
  it: 'service_desk',
  he: 'systems',
  ru: 'systems',
  fa: 'field_service',
  ja: 'field_service',
}

export const teamOf = (language: string): string => teamOfLanguage[language] ?? 'service_desk'
/** Who looks after a team, approves its changes, and gives out what comes in. */
export const supervisorOf = (team: string): string => (team === 'field_service' ? 'supervisor-field' : 'supervisor')

const companyKey = (language: string): string => `company-${language}`
const contacts = ['customer', 'manager', 'approver', 'finance'] as const
const customerRoles = { manager: 'customer_manager', approver: 'customer_approver', finance: 'customer_finance' } as const

/** The people who keep the desk; a replayed log has them, too. */
export const keepers = {
  people: [
    { key: 'admin', name: 'Sample Administrator', language: 'en' },
    { key: 'auditor', name: 'Sample Auditor', language: 'en' },
  ],
  grants: [
    { person: 'admin', role: 'admin', scope: 'all' },
    { person: 'auditor', role: 'auditor', scope: 'all' },
  ] satisfies readonly Grant[],
} as const

/** Six companies with their contacts, three teams, and staff of every default role. */
export const samplePopulation: Population = {
  teams: [
    { key: 'service_desk', title: 'Sample Service Desk' },
    { key: 'systems', title: 'Sample Systems' },
    { key: 'field_service', title: 'Sample Field Service' },
  ],
  companies: sampleLanguages.map(({ language, company }) => ({ key: companyKey(language), name: company })),
  people: [
    ...keepers.people,
    { key: 'supervisor', name: 'Sample Supervisor', language: 'en' },
    { key: 'supervisor-field', name: 'Sample Supervisor, Field Service', language: 'en' },
    { key: 'collaborator', name: 'Sample Collaborator', language: 'en' },
    { key: 'two-companies', name: 'Sample Contact of Two Companies', language: 'en' },
    ...sampleLanguages.flatMap(peopleOf),
  ],
  members: [
    ...sampleLanguages.flatMap(membersOf),
    { company: companyKey('en'), person: 'two-companies', jobTitle: 'Consultant' },
    { company: companyKey('it'), person: 'two-companies', jobTitle: 'Consulente' },
  ],
  grants: [
    ...keepers.grants,
    ...['intake', 'service_desk', 'systems'].map((place) => teamGrant('supervisor', 'supervisor', place)),
    ...['intake', 'field_service'].map((place) => teamGrant('supervisor-field', 'supervisor', place)),
    { person: 'collaborator', role: 'collaborator', scope: 'own' },
    ...sampleLanguages.map(({ language }) => teamGrant(`agent-${language}`, 'agent', teamOf(language))),
    ...sampleLanguages.flatMap(authorityOf),
  ],
}

function teamGrant(person: string, role: string, place: string): Grant {
  return { person, role, scope: 'team', place }
}

function peopleOf({ language, names }: Phrases): Population['people'] {
  return [
    { key: `agent-${language}`, name: names.agent, language },
    ...contacts.map((contact) => ({ key: `${contact}-${language}`, name: names[contact], language })),
  ]
}

function membersOf({ language, positions }: Phrases): Population['members'] {
  return contacts.map((contact) => ({
    company: companyKey(language),
    person: `${contact}-${language}`,
    jobTitle: positions[contact],
    ...(contact === 'approver' ? { approvalLimit: { minor: 500_000, currency: 'EUR' } } : {}),
  }))
}

function authorityOf({ language }: Phrases): Grant[] {
  return Object.entries(customerRoles).map(([contact, role]) => ({
    person: `${contact}-${language}`,
    role,
    scope: 'company',
    place: companyKey(language),
  }))
}
