import type { WebhookReader, WebhookWriter } from './kit.ts'

/** Who made a webhook, and messages that name somebody by id. */
export const personalData = {
  columns: {
    webhooks_subscription: { created_by: 'person', service_id: 'person', name: 'kept', url: 'kept' },
    webhooks_delivery: { body: 'person' },
  } as const,
  async export(db: WebhookReader, personId: string): Promise<object> {
    return {
      webhooks: await db
        .selectFrom('webhooks_subscription')
        .select(['id', 'name', 'created_at'])
        .where((eb) => eb.or([eb('created_by', '=', personId), eb('service_id', '=', personId)]))
        .execute(),
      messages: await db
        .selectFrom('webhooks_delivery')
        .select(['id', 'event', 'body', 'created_at'])
        .where('body', 'like', `%${personId}%`)
        .execute(),
    }
  },
  async kept(db: WebhookReader, personId: string) {
    const found = await db
      .selectFrom('webhooks_subscription')
      .select(({ fn }) => fn.countAll<number>().as('row_count'))
      .where((eb) => eb.or([eb('created_by', '=', personId), eb('service_id', '=', personId)]))
      .executeTakeFirst()
    return [{ what: 'webhooks', count: Number(found?.row_count ?? 0), why: 'in_use_by_the_desk' }]
  },
  /** Messages do without the id from then on, also those that wait; webhooks of a service tell nothing more. */
  async erase(db: WebhookWriter, personId: string): Promise<void> {
    await db
      .updateTable('webhooks_delivery')
      .set((eb) => ({ body: eb.fn<string>('replace', ['body', eb.val(personId), eb.val('')]) }))
      .where('body', 'like', `%${personId}%`)
      .execute()
    await db.updateTable('webhooks_subscription').set({ created_by: null }).where('created_by', '=', personId).execute()
    await db.updateTable('webhooks_subscription').set({ service_id: null, state: 'off' }).where('service_id', '=', personId).execute()
  },
}
