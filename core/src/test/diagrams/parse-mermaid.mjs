// Reads Mermaid diagrams, one file each, with Mermaid's own parser; exits with 1 and says why if it takes one amiss.
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

const dom = new JSDOM('<body></body>');
globalThis.window = dom.window;
globalThis.document = dom.window.document;
const { default: mermaid } = await import('mermaid');

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8');
  try {
    const { diagramType } = await mermaid.parse(text);
    const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
    const data = diagram.db.getData();
    console.log(JSON.stringify({
      diagramType,
      nodes: data.nodes.map((node) => node.id).sort(),
      edges: data.edges.map((edge) => [edge.start, edge.end, edge.label ?? '']),
    }));
  } catch (failure) {
    console.error(`${file}: ${failure.message}`);
    process.exit(1);
  }
}
