import { nextDesk } from '@deskwright/core/next'
import { desk } from '../../../desk.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nextDesk(desk)
