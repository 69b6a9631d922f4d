// The SARIF log as we write it: a narrow part of SARIF 2.1.0, with the money in `properties`. A test holds it to the schema of OASIS too.
import * as z from 'zod';

const text = z.strictObject({ text: z.string().min(1) });
const usd = z.string().regex(/^-?\d+(\.\d+)?$/);
const physicalLocation = z.strictObject({
  artifactLocation: z.strictObject({ uri: z.string().min(1) }),
  region: z.strictObject({ startLine: z.int().min(1) }),
});

const result = z.strictObject({
  ruleId: z.string().min(1).describe('the code of the finding'),
  ruleIndex: z.int().min(0),
  level: z.enum(['error', 'warning', 'note']),
  baselineState: z.enum(['new', 'unchanged', 'absent']).optional(),
  message: text,
  locations: z.tuple([z.strictObject({ physicalLocation })]),
  relatedLocations: z
    .array(z.strictObject({ id: z.int().min(1), physicalLocation, message: text }))
    .max(99)
    .optional(),
  codeFlows: z
    .tuple([
      z.strictObject({
        threadFlows: z.tuple([
          z.strictObject({
            locations: z.array(
              z.strictObject({
                location: z.strictObject({
                  physicalLocation,
                  message: text,
                  logicalLocations: z.tuple([
                    z.strictObject({ name: z.string().min(1), kind: z.literal('component') }),
                  ]),
                }),
                importance: z.literal('essential'),
              }),
            ),
          }),
        ]),
      }),
    ])
    .optional()
    .describe('the hops of a break, in order'),
  partialFingerprints: z.strictObject({ primaryLocationLineHash: z.string(), 'attribAudit/v1': z.string() }),
  properties: z.strictObject({ usd, calls: z.int().min(0) }).describe('money at stake, and the calls it is in'),
});

const run = z.strictObject({
  tool: z.strictObject({
    driver: z.strictObject({
      name: z.literal('attrib-audit'),
      version: z.string(),
      rules: z.array(
        z.strictObject({
          id: z.string().min(1),
          shortDescription: text,
          fullDescription: text,
          help: text,
          defaultConfiguration: z.strictObject({ level: z.enum(['error', 'warning', 'note']) }),
          properties: z.strictObject({ tags: z.array(z.string()).max(10) }),
        }),
      ),
    }),
  }),
  automationDetails: z.strictObject({ id: z.literal('attrib-audit/') }),
  columnKind: z.literal('utf16CodeUnits'),
  invocations: z.tuple([
    z.strictObject({
      executionSuccessful: z.literal(true),
      toolExecutionNotifications: z
        .array(z.strictObject({ level: z.literal('note'), message: text }))
        .optional()
        .describe('how many results were left out'),
    }),
  ]),
  results: z.array(result).max(5_000),
  properties: z.strictObject({
    spend_usd: usd,
    unattributed_usd: usd,
    score_pct: z.number().nullable(),
    basis: z.string(),
  }),
});

export const sarifLogSchema = z.strictObject({
  $schema: z.literal('https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'),
  version: z.literal('2.1.0'),
  runs: z.tuple([run]),
});

export type SarifLog = z.input<typeof sarifLogSchema>;
