// Microseconds of CPU time that JSON.parse and ajv take for a text: `ajv.cjs SCHEMA FILE`. The least of some rounds.
const fs = require("fs");
const Ajv2020 = require("ajv/dist/2020");

const [schema, file] = process.argv.slice(2);
const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false });
const valid = ajv.compile(JSON.parse(fs.readFileSync(schema, "utf8")));
const raw = fs.readFileSync(file);
const times = 2000;

function round() {
  const start = process.cpuUsage();
  for (let i = 0; i < times; i++) if (!valid(JSON.parse(raw.toString("utf8")))) throw new Error("rejects the documented sample");
  const { user, system } = process.cpuUsage(start);
  return (user + system) / times;
}

console.log(Math.min(...Array.from({ length: 20 }, round)));
