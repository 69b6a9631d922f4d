// GitLab Code Quality: the part of a Code Climate issue that GitLab reads, and nothing else.
// https://docs.gitlab.com/ci/testing/code_quality/ (read 2026-11-21)
import * as z from 'zod';

export const codeQualitySchema = z.array(
  z.strictObject({
    description: z.string().min(1),
    check_name: z.string().min(1).describe('the code of the finding'),
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .describe('the same for the same problem, whatever its line and amount'),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.strictObject({
      path: z.string().min(1).describe('within the repository, no absolute path'),
      lines: z.strictObject({ begin: z.int().min(1) }),
    }),
  }),
);

export type CodeQuality = z.input<typeof codeQualitySchema>;
