// Replicates records between two PouchDB databases on disk and prints the CPU and wall seconds: node replicate.js FOLDER
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const PouchDB = require("pouchdb");

async function main(folder) {
  const source = new PouchDB(path.join(folder, "pouch-source"));
  const target = new PouchDB(path.join(folder, "pouch-target"));
  let batch = [];
  for await (const line of readline.createInterface({ input: fs.createReadStream(path.join(folder, "records.jsonl")) })) {
    batch.push(JSON.parse(line));
    if (batch.length === 1000) {
      await source.bulkDocs(batch);
      batch = [];
    }
  }
  await source.bulkDocs(batch);
  const before = process.cpuUsage();
  const started = process.hrtime.bigint();
  const result = await source.replicate.to(target, { batch_size: 1000 });
  const cpu = process.cpuUsage(before);
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  console.log(JSON.stringify({ cpu: (cpu.user + cpu.system) / 1e6, wall, written: result.docs_written }));
}

main(process.argv[2]);
