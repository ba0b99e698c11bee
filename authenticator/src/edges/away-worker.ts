// Runs long work off the page's thread. Each job has its own worker, whose memory ends with the job. The formats are
// loaded only to read or write a file, so that unlocking does not wait for them.
import { argon2id } from 'hash-wasm';
import type { Done, Job } from './away-jobs';

const scope = self as unknown as DedicatedWorkerGlobalScope;

async function run(job: Job): Promise<Done> {
  switch (job.name) {
    case 'argon2id': {
      const { password, salt, cost } = job.given;
      const hash = await argon2id({
        password, salt, memorySize: cost.memory, iterations: cost.passes, parallelism: cost.lanes, hashLength: 32,
        outputType: 'binary',
      });
      return { answer: new Uint8Array(hash) };
    }
    case 'readFile': {
      const { readFile } = await import('../formats/read-file');
      return { answer: await readFile(job.given.bytes, job.given.password) };
    }
    case 'writeAegis': {
      const { writeAegis } = await import('../formats/aegis');
      return { answer: await writeAegis(job.given.entries, job.given.password) };
    }
  }
}

async function answer(job: Job): Promise<void> {
  let done: Done;
  try {
    done = await run(job);
  } catch (error) {
    done = error instanceof Error ? { error: error.message, name: error.name } : { error: String(error), name: '' };
  }
  scope.postMessage(done);
}

scope.addEventListener('message', event => void answer(event.data as Job));
