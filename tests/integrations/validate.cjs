// Verdicts of ajv: one line of JSON in, [number of a schema, payload as base64], one line out, 1 or 0.
// Arguments: "with-formats" or "without-formats", then the files of the schemas.
const fs = require("fs");
const Ajv2020 = require("ajv/dist/2020");
const addFormats = require("ajv-formats");

const [mode, ...files] = process.argv.slice(2);
const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: mode === "with-formats" });
if (mode === "with-formats") addFormats(ajv);
const validators = files.map((file) => ajv.compile(JSON.parse(fs.readFileSync(file, "utf8"))));

function accepts(number, encoded) {
  let value;
  try {
    value = JSON.parse(Buffer.from(encoded, "base64").toString("utf8"));
  } catch {
    return false;
  }
  return validators[number](value);
}

const lines = fs.readFileSync(0, "utf8").split("\n").filter(Boolean);
process.stdout.write(lines.map((line) => (accepts(...JSON.parse(line)) ? "1\n" : "0\n")).join(""));
