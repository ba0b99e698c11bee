// How much of a file is read (spec/authenticator.md).

/** 32 MiB. Files of keys are small; icons make them large. */
export const MAXIMUM_BYTES = 32 * 1024 * 1024;

export const MAXIMUM_ENTRIES = 10_000;
