import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import typescript from 'typescript-eslint';
import { importDirections } from './test/tooling/eslint/import-directions.mjs';
import { oldBrowsers } from './test/tooling/eslint/newer-features.mjs';
import { noMutedTests } from './test/tooling/eslint/no-muted-tests.mjs';
import { strictPolicy } from './test/tooling/eslint/strict-policy.mjs';

const tve = {
  meta: { name: 'tve' },
  rules: {
    'import-directions': importDirections,
    'no-muted-tests': noMutedTests,
    'old-browsers': oldBrowsers,
    'strict-policy': strictPolicy,
  },
};

export default defineConfig(
  globalIgnores(['dist/', '.cache/', 'coverage/', 'demo/**/vendor/']),
  {
    files: ['**/*.{ts,mjs,js}'],
    plugins: { tve },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'tve/import-directions': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      // Clients and stores are closures; their functions know no `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Declarations of the platform promise more than our oldest browsers hold.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [wc['flat/recommended'], lit['flat/recommended']],
    settings: { wc: { elementBaseClasses: ['LitElement'] } },
    rules: {
      'tve/strict-policy': 'error',
      'tve/old-browsers': 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' }],
      'wc/no-self-class': 'off',
    },
  },
  { files: ['src/core/debug*.ts'], rules: { 'no-console': 'off' } },
  { files: ['demo/**/*.{ts,js,mjs}'], ignores: ['demo/services/**'], rules: { 'tve/strict-policy': 'error' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      'tve/no-muted-tests': 'error',
      '@typescript-eslint/no-unused-expressions': 'off',
      // Tests read the answers of services as they come, wrong ones too.
      ...Object.fromEntries(
        [
          'explicit-any',
          'unsafe-argument',
          'unsafe-assignment',
          'unsafe-call',
          'unsafe-member-access',
          'unsafe-return',
        ].map(name => [`@typescript-eslint/no-${name}`, 'off']),
      ),
      // describe, it and test of node:test return promises that it awaits itself; a plugin of chai declares that
      // equal() returns one, which it does not.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['describe', 'it', 'test'], package: 'node:test' },
            { from: 'package', name: ['Equal'], package: 'chai' },
            { from: 'package', name: ['Equal'], package: '@types/chai' },
          ],
        },
      ],
    },
  },
);
