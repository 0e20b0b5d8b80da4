export { CannotCreate, type CreatedPlugin, type CreatePluginOptions, createPlugin } from './create-plugin.ts'
