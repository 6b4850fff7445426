/** What alerts look like outside: files, terminals, and the report that a person reads. */

export * from './alert-schema.ts';
export * from './alert-table.ts';
export * from './elasticsearch/index.ts';
export * from './gap-words.ts';
export * from './report/render-report.ts';
export * from './siem/index.ts';
export * from './summary.ts';
