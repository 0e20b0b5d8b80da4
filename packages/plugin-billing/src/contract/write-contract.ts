import { billingError } from '../errors.ts'
import { command } from '../kit.ts'
import { isCurrency } from '../money/currency.ts'
import { keyOf } from '../names.ts'
import { priceItemRow } from '../price/item-row.ts'
import { permitIn } from '../work.ts'
import { changeContract, expectTerms, lookOn, remember, viewContract } from './contract-row.ts'
import {
  AddPrepaid,
  AmendContract,
  Contract,
  CreateContract,
  EndContract,
  PauseContract,
  RenewContract,
  ResumeContract,
} from './schemas.ts'
import type { ContractTable } from './tables.ts'
import type { Terms } from './terms.ts'

const plain: Terms = { fee: null, included: [], prices: [], stepMinutes: 1, minimumMinutes: 0, showsTime: false }
const permission = 'billing.contract_change'
const dayFault = (day: string) => billingError('billing.contract_days', { day })

/** 422 unless the contract is in force on that day, as far as is known. */
const expectAlive = ({ starts_on, ends_on }: ContractTable, day: string): void => {
  if (day < starts_on || (ends_on !== null && day >= ends_on)) throw dayFault(day)
}

export const createContract = command({
  route: 'POST /contracts',
  summary: 'Makes a contract with a company.',
  permission,
  audience: 'staff',
  input: CreateContract,
  output: Contract,
  async run(work, input) {
    const { id: companyId } = await work.company(input.companyId)
    permitIn(work, companyId, permission)
    const currency = input.currency ?? work.options.currency
    if (!isCurrency(currency)) throw billingError('billing.currency_unknown', { currency })
    const { renewal = 'none', renewalMonths = null, endsOn = null } = input
    if (endsOn !== null && endsOn <= input.startsOn) throw dayFault(endsOn)
    if (renewal !== 'none' && (endsOn === null || renewalMonths === null)) throw billingError('billing.contract_renewal')
    const terms = input.terms ?? (input.templateId === undefined ? plain : undefined)
    const agreed = terms ?? ((await templateTerms(work.db, input.templateId ?? '')) satisfies Terms)
    await expectTerms(work, agreed)
    const row: ContractTable = {
      id: work.newId(),
      number: input.number,
      number_key: keyOf(input.number),
      company_id: companyId,
      name: input.name,
      currency,
      starts_on: input.startsOn,
      ends_on: endsOn,
      anchor_day: input.anchorDay ?? 1,
      renewal,
      renewal_months: renewalMonths,
      notice_days: input.noticeDays ?? 30,
      is_terminated: false,
      look_on: null,
      told_of: null,
      note: input.note ?? null,
      version: 1,
      created_at: work.now,
      updated_at: work.now,
    }
    await work.change('billing.contract_changed', { contractId: row.id, companyId, kind: 'created' }, async (db) => {
      const made = await db
        .insertInto('billing_contract')
        .values({ ...row, look_on: lookOn(row) })
        .onConflict((conflict) => conflict.column('number_key').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!made) throw billingError('billing.number_taken', { number: row.number })
      await db
        .insertInto('billing_contract_terms')
        .values({
          id: work.newId(),
          contract_id: row.id,
          valid_from: row.starts_on,
          terms_json: agreed,
          note: null,
          created_by: work.actor.id,
          created_at: work.now,
        })
        .execute()
      await remember(work, db, row.id, 'created', row.starts_on, null)
    })
    return viewContract(work, row)
  },
})

async function templateTerms(db: Parameters<typeof expectTerms>[0]['db'], templateId: string): Promise<Terms> {
  const row = await db.selectFrom('billing_template').select('terms_json').where('id', '=', templateId).executeTakeFirst()
  if (!row) throw billingError('billing.template_not_found')
  return row.terms_json as Terms
}

export const amendContract = command({
  route: 'POST /contracts/:contractId/amendments',
  summary: 'Other terms from a day on.',
  permission,
  audience: 'staff',
  input: AmendContract,
  output: Contract,
  async run(work, { contractId, from, terms, note = null, expectedVersion }) {
    await expectTerms(work, terms)
    return changeContract(
      work,
      contractId,
      expectedVersion,
      (row) => {
        expectAlive(row, from)
        return { kind: 'amended', day: from, note }
      },
      async (db) => {
        const values = { terms_json: terms, note, created_by: work.actor.id, created_at: work.now }
        await db
          .insertInto('billing_contract_terms')
          .values({ id: work.newId(), contract_id: contractId, valid_from: from, ...values })
          .onConflict((conflict) => conflict.columns(['contract_id', 'valid_from']).doUpdateSet(values))
          .execute()
      },
    )
  },
})

export const pauseContract = command({
  route: 'POST /contracts/:contractId/pause',
  summary: 'Puts a contract out of force from a day on, until it is resumed.',
  permission,
  audience: 'staff',
  input: PauseContract,
  output: Contract,
  async run(work, { contractId, from, reason }) {
    return changeContract(
      work,
      contractId,
      undefined,
      (row) => {
        expectAlive(row, from)
        return { kind: 'paused', day: from, note: reason }
      },
      async (db) => {
        const clash = await db
          .selectFrom('billing_contract_pause')
          .select('paused_from')
          .where('contract_id', '=', contractId)
          .where((eb) => eb.or([eb('paused_until', 'is', null), eb('paused_until', '>', from)]))
          .executeTakeFirst()
        if (clash) throw billingError('billing.contract_paused', { day: clash.paused_from })
        await db
          .insertInto('billing_contract_pause')
          .values({ id: work.newId(), contract_id: contractId, paused_from: from, paused_until: null, reason })
          .onConflict((conflict) => conflict.columns(['contract_id', 'paused_from']).doUpdateSet({ paused_until: null, reason }))
          .execute()
      },
    )
  },
})

export const resumeContract = command({
  route: 'POST /contracts/:contractId/resume',
  summary: 'Puts a contract into force again from a day on.',
  permission,
  audience: 'staff',
  input: ResumeContract,
  output: Contract,
  async run(work, { contractId, on }) {
    return changeContract(
      work,
      contractId,
      undefined,
      () => ({ kind: 'resumed', day: on }),
      async (db) => {
        const open = await db
          .selectFrom('billing_contract_pause')
          .selectAll()
          .where('contract_id', '=', contractId)
          .where('paused_until', 'is', null)
          .executeTakeFirst()
        if (!open) throw billingError('billing.contract_not_paused')
        if (on < open.paused_from) throw dayFault(on)
        await db.updateTable('billing_contract_pause').set({ paused_until: on }).where('id', '=', open.id).execute()
      },
    )
  },
})

export const endContract = command({
  route: 'POST /contracts/:contractId/end',
  summary: 'Ends a contract on a day; it is not renewed.',
  permission,
  audience: 'staff',
  input: EndContract,
  output: Contract,
  async run(work, { contractId, on, reason }) {
    return changeContract(work, contractId, undefined, (row) => {
      if (on <= row.starts_on) throw dayFault(on)
      return { kind: 'terminated', day: on, note: reason, patch: { ends_on: on, is_terminated: true } }
    })
  },
})

export const renewContract = command({
  route: 'POST /contracts/:contractId/renew',
  summary: 'Carries a contract on until another day.',
  permission,
  audience: 'staff',
  input: RenewContract,
  output: Contract,
  async run(work, { contractId, until }) {
    return changeContract(work, contractId, undefined, (row) => {
      if (until <= row.starts_on || (row.ends_on !== null && until <= row.ends_on)) throw dayFault(until)
      return { kind: 'renewed', day: until, patch: { ends_on: until, is_terminated: false } }
    })
  },
})

export const addPrepaid = command({
  route: 'POST /contracts/:contractId/prepaid',
  summary: 'Hours bought in advance: on the next invoice, and used before anything is charged.',
  permission,
  audience: 'staff',
  input: AddPrepaid,
  output: Contract,
  async run(work, { contractId, minutes, minor, priceItemId, boughtOn, expiresOn = null }) {
    await priceItemRow(work, priceItemId)
    if (expiresOn !== null && expiresOn <= boughtOn) throw dayFault(expiresOn)
    return changeContract(
      work,
      contractId,
      undefined,
      (row) => {
        expectAlive(row, boughtOn)
        return { kind: 'prepaid', day: boughtOn }
      },
      async (db) => {
        await db
          .insertInto('billing_prepaid')
          .values({
            id: work.newId(),
            contract_id: contractId,
            bought_on: boughtOn,
            expires_on: expiresOn,
            minutes,
            amount_minor: minor,
            price_item_id: priceItemId,
            note: null,
            created_at: work.now,
          })
          .execute()
      },
    )
  },
})
