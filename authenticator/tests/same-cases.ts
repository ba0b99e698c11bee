// Property tests draw the same cases each time; SPAREKEY_FUZZ_SEED=7 draws others.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['SPAREKEY_FUZZ_SEED'] ?? 20_261_122) });
