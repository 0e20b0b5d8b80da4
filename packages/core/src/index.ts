export { coreError } from './error/core-errors.ts'
export { defineErrors, type ErrorFactory, type ErrorTable } from './error/define-errors.ts'
export { DeskError, isDeskError } from './error/desk-error.ts'
