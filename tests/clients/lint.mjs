// Lints an OpenAPI document on standard input by the rules that Redocly recommends; each finding is a line, and any makes it end with 1.
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { text } from 'node:stream/consumers';

const config = await createConfig({ extends: ['recommended-strict'] });
const problems = await lintFromString({ source: await text(process.stdin), absoluteRef: 'openapi.json', config });
for (const { ruleId, severity, message, location } of problems) console.log(`${severity} ${ruleId} ${location[0]?.pointer ?? ''}: ${message}`);
process.exit(problems.length === 0 ? 0 : 1);
