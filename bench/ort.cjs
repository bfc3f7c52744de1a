// Runs one ONNX graph in ONNX Runtime. Arguments: graph, threads. Each line of standard input is a request in JSON:
//   {"feeds": {name: {"file": raw float32, "dims": [...]}}, "save": folder}   sets the inputs, runs once, writes each output as raw float32
//   {"run": true}                                                             runs again
// and is answered by a line in JSON: milliseconds of the run, dims by output.
const fs = require('fs')
const path = require('path')
const readline = require('readline')
const { createRequire } = require('module')
const ort = createRequire(path.join(__dirname, 'work', 'package.json'))('onnxruntime-node')

const [graph, threads] = process.argv.slice(2)
let feeds = {}

function read({ file, dims }) {
  const bytes = fs.readFileSync(file)
  return new ort.Tensor('float32', new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)), dims)
}

async function answer(session, request) {
  if (request.feeds) feeds = Object.fromEntries(Object.entries(request.feeds).map(([name, f]) => [name, read(f)]))
  const start = process.hrtime.bigint()
  const outputs = await session.run(feeds)
  const reply = { ms: Number(process.hrtime.bigint() - start) / 1e6, dims: {} }
  for (const [name, t] of Object.entries(outputs)) {
    reply.dims[name] = t.dims
    if (request.save) fs.writeFileSync(path.join(request.save, name), Buffer.from(t.data.buffer, t.data.byteOffset, t.data.byteLength))
  }
  return reply
}

async function main() {
  const session = await ort.InferenceSession.create(graph, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: Number(threads),
    interOpNumThreads: 1,
    executionMode: 'sequential',
  })
  for await (const line of readline.createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await answer(session, JSON.parse(line))))
  }
}

main().catch(err => { console.error(String(err)); process.exit(1) })
