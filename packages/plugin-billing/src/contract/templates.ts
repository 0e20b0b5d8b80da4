import { billingError } from '../errors.ts'
import { command, query } from '../kit.ts'
import { keyOf } from '../names.ts'
import { oneAtATime, permitIn } from '../work.ts'
import { expectTerms } from './contract-row.ts'
import { SaveTemplate, Template, TemplateList } from './schemas.ts'
import type { Terms } from './terms.ts'

export const templates = query({
  route: 'GET /contract-templates',
  summary: 'Templates of contracts, by name.',
  permission: 'billing.contract_see',
  audience: 'staff',
  output: TemplateList,
  async run({ db }) {
    const rows = await db.selectFrom('billing_template').selectAll().orderBy('name_key').execute()
    return { items: rows.map(({ id, name, terms_json, version }) => ({ id, name, terms: terms_json as Terms, version })) }
  },
})

export const saveTemplate = command({
  route: 'POST /contract-templates',
  summary: 'Adds a template of contracts, or changes one; no contract changes with it.',
  permission: 'billing.contract_change',
  audience: 'staff',
  input: SaveTemplate,
  output: Template,
  async run(work, { templateId, name, terms }) {
    permitIn(work, null, 'billing.contract_change')
    await expectTerms(work, terms)
    const id = templateId ?? work.newId()
    return work.change('billing.template_saved', { templateId: id }, async (db) => {
      await oneAtATime(db, 'prices')
      const there = await db.selectFrom('billing_template').selectAll().where('id', '=', id).executeTakeFirst()
      if (templateId !== undefined && !there) throw billingError('billing.template_not_found')
      const taken = await db.selectFrom('billing_template').select('id').where('name_key', '=', keyOf(name)).executeTakeFirst()
      if (taken && taken.id !== id) throw billingError('billing.name_taken', { name })
      const values = { name, name_key: keyOf(name), terms_json: terms, version: (there?.version ?? 0) + 1, updated_at: work.now }
      if (there) await db.updateTable('billing_template').set(values).where('id', '=', id).execute()
      else
        await db
          .insertInto('billing_template')
          .values({ id, created_at: work.now, ...values })
          .execute()
      return { id, name, terms, version: values.version }
    })
  },
})
