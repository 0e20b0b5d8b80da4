import { isDeskError } from '@deskwright/core'
import { attachmentPath, openFile } from '../input/folder.ts'
import type { SourceMessage } from '../source/shapes.ts'
import type { People } from './people.ts'
import type { Run } from './run.ts'
import { channelOf, lineOf, messageText } from './text.ts'

interface Who {
  readonly personId: string
  readonly acting: 'staff' | 'customer'
  readonly channel?: string
}
/** A message with what was looked up for it. */
export interface Prepared {
  readonly message: SourceMessage
  readonly who: Who | undefined
  readonly body: string
  readonly files: readonly string[]
}

const MAX_FILE_BYTES = 104_857_600

/** What is looked up for a message before the transaction that writes it: who it is of, its text, and its files. */
export class Messages {
  readonly #run: Run
  readonly #people: People

  constructor(run: Run, people: People) {
    this.#run = run
    this.#people = people
  }

  actingOf({ acting, authorId, isPublic }: SourceMessage): 'staff' | 'customer' {
    if (!isPublic) return 'staff'
    return acting ?? (authorId !== undefined && this.#people.isStaff(authorId) ? 'staff' : 'customer')
  }

  async prepared(message: SourceMessage): Promise<Prepared | undefined> {
    const { tally } = this.#run
    const { body, isCut } = messageText(message)
    if (isCut) tally.leftOut('end of a message', 'it is longer than a message can be', message.id)
    const channel = channelOf(message.channel)
    const who: Who | undefined =
      message.authorId === undefined
        ? undefined
        : {
            personId: await this.#people.idOf(message.authorId),
            acting: this.actingOf(message),
            ...(channel === undefined ? {} : { channel }),
          }
    const files: string[] = []
    for (const file of message.files) {
      const id = await this.#staged(file, who, message.id)
      if (id !== undefined) files.push(id)
    }
    // A message of files alone says their names.
    const said =
      body ||
      message.files
        .map(({ name }) => lineOf(name, 200))
        .join('\n')
        .trim()
    if (said === '') tally.leftOut('message', 'it says nothing', message.id)
    return said === '' ? undefined : { message, who, body: said, files }
  }

  /** What the folder has of an attachment's bytes becomes a file of whoever sent it. Nothing is fetched from anywhere. */
  async #staged({ id, name }: SourceMessage['files'][number], who: Who | undefined, messageId: string): Promise<string | undefined> {
    const { folder, past, tally } = this.#run
    const path = await attachmentPath(folder.root, id, name)
    if (path === undefined) {
      tally.leftOut('attachment', 'its bytes are not in the folder', `${messageId}: ${lineOf(name, 100)}`)
      return undefined
    }
    const handle = await openFile(folder.root, path)
    try {
      if ((await handle.stat()).size > MAX_FILE_BYTES) throw new RangeError(`it has more than ${MAX_FILE_BYTES} bytes`)
      const staged = await past.now(who).files.stage({ name: lineOf(name, 255), body: await handle.readFile() })
      return staged.id
    } catch (error) {
      if (!(error instanceof RangeError) && (!isDeskError(error) || error.status >= 500)) throw error
      tally.leftOut('attachment', isDeskError(error) ? error.code : error.message, `${messageId}: ${lineOf(name, 100)}`)
      return undefined
    } finally {
      await handle.close()
    }
  }
}
