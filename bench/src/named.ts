import type { Desk } from '@deskwright/core'

type Admin = ReturnType<Desk['as']>

/** Ids of so many teams `team0`, …: made, or found in a database that was kept. */
export async function teamsNamed(admin: Admin, count: number): Promise<string[]> {
  const found = new Map((await admin.teams.list({ limit: 200 })).items.map(({ key, id }) => [key, id]))
  const ids: string[] = []
  for (let index = 0; index < count; index++)
    ids.push(found.get(`team${index}`) ?? (await admin.teams.create({ key: `team${index}`, title: `Team ${index}` })).id)
  return ids
}

/** Ids of so many companies, the same way. */
export async function companiesNamed(admin: Admin, count: number): Promise<string[]> {
  const found = new Map<string, string>()
  let cursor: string | null = null
  do {
    const page: { items: { name: string; id: string }[]; nextCursor: string | null } = await admin.companies.list({
      limit: 200,
      ...(cursor === null ? {} : { cursor }),
    })
    for (const { name, id } of page.items) found.set(name, id)
    cursor = page.nextCursor
  } while (cursor !== null)
  const ids: string[] = []
  for (let index = 0; index < count; index++)
    ids.push(found.get(`Company ${index}`) ?? (await admin.companies.create({ name: `Company ${index}` })).id)
  return ids
}
