export { defineErrors, type ErrorEntry, type ErrorFactory, type ErrorTable } from './error/define-errors.ts'
export { DeskError, type DeskErrorOptions, type ErrorParams, isDeskError } from './error/desk-error.ts'
