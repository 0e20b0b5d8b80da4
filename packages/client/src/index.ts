export {
  type Api,
  type Call,
  type CallOptions,
  type Client,
  type DeskEvent,
  type DeskEvents,
  defineApi,
  type OperationTypes,
  type Route,
  type UploadBody,
} from './api.ts'
export { createClient } from './client.ts'
export type { ClientOptions } from './connection.ts'
export { DeskError, type DeskErrorFacts, type InputFault, isDeskError } from './desk-error.ts'
export { eachItem, type ItemsPage } from './each-item.ts'
export { fileNameOf } from './file-name.ts'
