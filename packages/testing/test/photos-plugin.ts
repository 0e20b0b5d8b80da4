import { about, type Bytes, forContract, Id } from '@deskwright/core'
import Type, { type Static } from 'typebox'

/** Photos of a place, apart from messages: a plugin that takes files for its own and sends them with their names. */
const Photo = Type.Object({
  ticketId: Id,
  photoId: Id,
  name: about(Type.String(), 'As it was uploaded'),
  width: about(Type.Union([Type.Integer(), Type.Null()]), 'In pixels; null: not known'),
})
interface Photo extends Static<typeof Photo> {}
const AddPhoto = Type.Object({ ticketId: Id, fileId: Id })
const PhotoById = Type.Object({ ticketId: Id, photoId: Id })

export interface PhotosContract {
  id: 'photos'
  service: {
    add(input: Static<typeof AddPhoto>): Promise<Photo>
    show(input: Static<typeof PhotoById>): Promise<Bytes>
    remove(input: Static<typeof PhotoById>): Promise<{ photoId: string }>
  }
  events: { 'photos.added': { ticketId: string; photoId: string }; 'photos.removed': { ticketId: string; photoId: string } }
  tables: { photos_photo: { id: string; ticket_id: string; file_id: string } }
}
const { command, stream, definePlugin } = forContract<PhotosContract>()

const add = command({
  route: 'POST /tickets/:ticketId/photos',
  permission: 'ticket.read',
  audience: 'both',
  input: AddPhoto,
  output: Photo,
  filesInto: 'fileId',
  async run(work, { ticketId, fileId }) {
    const { ticket } = await work.ticket(ticketId)
    const { name, width } = await work.files.take(fileId, { types: ['image/*'], maxBytes: 1_000_000 })
    const photoId = work.newId()
    await work.change('photos.added', { ticketId, photoId }, (db) =>
      db.insertInto('photos_photo').values({ id: photoId, ticket_id: ticket.id, file_id: fileId }).execute(),
    )
    return { ticketId, photoId, name, width }
  },
})
const show = stream({
  route: 'GET /tickets/:ticketId/photos/:photoId',
  permission: 'ticket.read',
  audience: 'both',
  input: PhotoById,
  contentType: 'image/*',
  isFile: true,
  async run(work, { ticketId, photoId }) {
    const row = await work.read(async (batch) => {
      const { ticket } = await batch.ticket(ticketId)
      return batch.db.selectFrom('photos_photo').selectAll().where('id', '=', photoId).where('ticket_id', '=', ticket.id).executeTakeFirst()
    })
    return work.file(row?.file_id ?? photoId)
  },
})
const remove = command({
  route: 'DELETE /tickets/:ticketId/photos/:photoId',
  permission: 'ticket.read',
  audience: 'both',
  input: PhotoById,
  output: Type.Object({ photoId: Id }),
  async run(work, { ticketId, photoId }) {
    const { ticket } = await work.ticket(ticketId)
    const row = await work.db
      .selectFrom('photos_photo')
      .selectAll()
      .where('id', '=', photoId)
      .where('ticket_id', '=', ticket.id)
      .executeTakeFirst()
    await work.files.discard(row?.file_id ?? photoId)
    await work.change('photos.removed', { ticketId, photoId }, (db) => db.deleteFrom('photos_photo').where('id', '=', photoId).execute())
    return { photoId }
  },
})

export const photos = definePlugin({
  id: 'photos',
  version: '0.1.0',
  contract: 1,
  operations: { add, show, remove },
  events: {
    'photos.added': { subject: 'ticketId', audience: 'both', title: 'A photo was added' },
    'photos.removed': { subject: 'ticketId', audience: 'both', title: 'A photo was removed' },
  },
  migrations: {
    '0001_photo': (db) =>
      db.schema
        .createTable('photos_photo')
        .addColumn('id', 'uuid', (column) => column.primaryKey())
        .addColumn('ticket_id', 'uuid', (column) => column.notNull())
        .addColumn('file_id', 'uuid', (column) => column.notNull().unique())
        .execute(),
  },
  personalData: 'none',
})
