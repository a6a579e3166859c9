// A session of the official TypeScript SDK with a memory, over either transport; what it saw goes to standard output as JSON.
//   node session.mjs stdio <command> <arguments …>
//   node session.mjs http <address>
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [kind, target, ...rest] = process.argv.slice(2);
const transport = kind === 'http' ? new StreamableHTTPClientTransport(new URL(target)) : new StdioClientTransport({ command: target, args: rest, env: process.env });
const client = new Client({ name: 'outside', version: '1.0.0' });
await client.connect(transport);
const { tools } = await client.listTools();
const call = async (name, args) => await client.callTool({ name, arguments: args }); // checks the answer against the tool's output schema
const added = await call('memory_remember', { content: 'Ana likes oolong tea', category: 'preferences' });
const recalled = await call('memory_recall', { query: 'which tea does Ana like?' });
await call('memory_search', { query: 'tea' });
await call('memory_list', {});
await call('memory_status', {});
const viewed = await call('memory', { command: 'view', path: '/memories' });
const missing = await call('memory_read', { path: 'nowhere.md' });
let unknown = 0;
try {
  const answer = await call('memory_unknown', {});
  unknown = answer.isError ? 1 : 0;
} catch (e) {
  unknown = e.code;
}
const { resources } = await client.listResources();
const { resourceTemplates } = await client.listResourceTemplates();
const read = await client.readResource({ uri: `memory://file/${added.structuredContent.path}` });
const { prompts } = await client.listPrompts();
const prompt = await client.getPrompt({ name: 'recall', arguments: { question: 'which tea does Ana like?' } });
console.log(JSON.stringify({
  server: client.getServerVersion().name, tools: tools.length, path: added.structuredContent.path, recalled: recalled.content[0].text, viewed: viewed.content[0].text, missing: missing.isError, unknown,
  resources: resources.map((r) => r.uri), template: resourceTemplates[0].uriTemplate, read: read.contents[0].text, prompts: prompts.map((p) => p.name), prompt: prompt.messages[0].content.text,
}));
await client.close();
