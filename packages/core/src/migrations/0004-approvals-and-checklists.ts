import { type Kysely, sql } from 'kysely'

type SchemaWriter = Kysely<unknown>

/** Who is asked for approval of what, and lists of things to do on a ticket. */
export async function approvalsAndChecklists(db: SchemaWriter): Promise<void> {
  await approvals(db)
  await checklists(db)
}

async function approvals(db: SchemaWriter): Promise<void> {
  await db.schema
    .createTable('approval')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('ticket_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('is_public', 'boolean', (c) => c.notNull())
    .addColumn('content_json', 'jsonb', (c) => c.notNull())
    .addColumn('content_hash', 'text', (c) => c.notNull())
    .addColumn('request_message_id', 'uuid')
    .addColumn('amount_minor', 'bigint', (c) => c.check(sql`amount_minor >= 0`))
    .addColumn('currency', 'text')
    // Neither refers to a row: roles and teams may go, and what was asked stays.
    .addColumn('role_id', 'text')
    .addColumn('role_scope_id', 'uuid')
    .addColumn('rule', 'text', (c) => c.notNull().check(sql`rule in ('one', 'all', 'count')`))
    .addColumn('needed_count', 'bigint', (c) => c.notNull().check(sql`needed_count >= 1`))
    .addColumn('is_own_allowed', 'boolean', (c) => c.notNull())
    .addColumn('is_demanded', 'boolean', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('pending', 'accepted', 'refused', 'void', 'withdrawn', 'replaced')`))
    .addColumn('requested_by_kind', 'text', (c) => c.notNull())
    .addColumn('requested_by', 'text', (c) => c.notNull())
    .addColumn('requested_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('ended_at', 'timestamptz(3)')
    .addCheckConstraint('approval_amount', sql`(amount_minor is null) = (currency is null)`)
    .addCheckConstraint('approval_ended', sql`(state = 'pending') = (ended_at is null)`)
    .execute()
  await db.schema.createIndex('approval_ticket').on('approval').columns(['ticket_id', 'id']).execute()
  await db.schema
    .createTable('approver')
    .addColumn('approval_id', 'uuid', (c) => c.notNull().references('approval.id'))
    .addColumn('person_id', 'uuid', (c) => c.notNull().references('person.id'))
    .addColumn('acting', 'text', (c) => c.notNull().check(sql`acting in ('staff', 'customer')`))
    .addColumn('is_named', 'boolean', (c) => c.notNull())
    .addColumn('vote', 'text', (c) => c.check(sql`vote in ('accepted', 'refused')`))
    .addColumn('comment', 'text')
    .addColumn('asked_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('voted_at', 'timestamptz(3)')
    .addPrimaryKeyConstraint('approver_pk', ['approval_id', 'person_id'])
    .addCheckConstraint('approver_voted', sql`(vote is null) = (voted_at is null)`)
    .addCheckConstraint('approver_comment', sql`vote <> 'refused' or comment is not null`)
    .execute()
  await db.schema.createIndex('approver_person').on('approver').columns(['person_id', 'approval_id']).execute()
}

async function checklists(db: SchemaWriter): Promise<void> {
  await db.schema
    .createTable('checklist_template')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('title_json', 'jsonb', (c) => c.notNull())
    .addColumn('items_json', 'jsonb', (c) => c.notNull())
    .addColumn('ticket_type', 'text')
    .addColumn('team_id', 'uuid', (c) => c.references('team.id'))
    .addColumn('is_public', 'boolean', (c) => c.notNull())
    .addColumn('is_active', 'boolean', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .addColumn('updated_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('checklist')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('ticket_id', 'uuid', (c) => c.notNull().references('ticket.id'))
    .addColumn('title_json', 'jsonb', (c) => c.notNull())
    .addColumn('is_public', 'boolean', (c) => c.notNull())
    .addColumn('created_at', 'timestamptz(3)', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('checklist_ticket').on('checklist').columns(['ticket_id', 'id']).execute()
  await db.schema
    .createTable('checklist_item')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('checklist_id', 'uuid', (c) => c.notNull().references('checklist.id').onDelete('cascade'))
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('text_json', 'jsonb', (c) => c.notNull())
    .addColumn('done_by_kind', 'text')
    .addColumn('done_by', 'text')
    .addColumn('done_at', 'timestamptz(3)')
    .addCheckConstraint('checklist_item_done', sql`(done_at is null) = (done_by is null) and (done_by is null) = (done_by_kind is null)`)
    .execute()
  await db.schema.createIndex('checklist_item_order').on('checklist_item').columns(['checklist_id', 'position']).execute()
}
