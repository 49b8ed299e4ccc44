// What the JSON service of VS Code says of texts: {schema, texts} in, a list of {diagnostics, completions, hover} out.
// "@@" in a text is where the cursor stands.
const fs = require("fs");
const { getLanguageService } = require("vscode-json-languageservice");
const { TextDocument } = require("vscode-languageserver-textdocument");

const { schema, texts } = JSON.parse(fs.readFileSync(0, "utf8"));
const service = getLanguageService({});
service.configure({ validate: true, schemas: [{ uri: "file:///schema.json", fileMatch: ["*.json"], schema }] });
const shown = (text) => (typeof text === "object" && text !== null ? text.value : text) || "";

async function answer(text) {
  const document = TextDocument.create("file:///payload.json", "json", 1, text.replace("@@", ""));
  const json = service.parseJSONDocument(document);
  const diagnostics = await service.doValidation(document, json);
  const position = document.positionAt(Math.max(text.indexOf("@@"), 0));
  const { items } = (await service.doComplete(document, position, json)) || { items: [] };
  const hover = await service.doHover(document, document.positionAt(Math.max(text.indexOf("@@") - 1, 0)), json);
  return {
    diagnostics: diagnostics.map(({ message }) => message),
    completions: Object.fromEntries(items.map(({ label, documentation }) => [label, shown(documentation)])),
    hover: [hover ? hover.contents : []].flat().map(shown).join("\n"),
  };
}

Promise.all(texts.map(answer)).then((answers) => process.stdout.write(JSON.stringify(answers)));
