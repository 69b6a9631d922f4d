import { expect, test } from 'vitest';
import { branchAsFeature, projectOfFolder } from '../../src/formats/working-folder.ts';

test.each([
  ['/home/ana/code/ferry-booking', 'ferry-booking'],
  ['/home/ana/code/ferry-booking/', 'ferry-booking'],
  ['C:\\Users\\ana\\src\\harbor-map', 'harbor-map'],
  ['/home/ana/code/ferry-booking/.claude/worktrees/fix-login', 'ferry-booking'],
  ['/home/ana/code/ferry-booking/.claude/worktrees/fix-login/src', 'ferry-booking'],
  ['/workspace', 'workspace'],
  ['/home/ana', undefined],
  ['/Users/ana/', undefined],
  ['C:\\Users\\ana', undefined],
  ['/root', undefined],
  ['~', undefined],
  ['/', undefined],
  [undefined, undefined],
])('%s is the project %s', (folder, project) => {
  expect(projectOfFolder(folder)).toBe(project);
});

test.each([
  ['LARK-88', 'LARK-88'],
  ['feature/refunds', 'feature/refunds'],
  ['main', undefined],
  ['HEAD', undefined],
  ['Develop', undefined],
  [undefined, undefined],
])('the branch %s is the feature %s', (branch, feature) => {
  expect(branchAsFeature(branch)).toBe(feature);
});
