// What ajv compiled from the default contract; a test writes it and holds it to the schema.
import type { Fits } from './contract.ts';
import type { FieldNames } from './field-names.ts';

export declare const validate: Fits;
export declare const names: FieldNames;
