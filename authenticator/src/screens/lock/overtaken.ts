// Another window has set a password while one was being chosen in this one: the lock screen says so.
import { signal } from '@preact/signals';

export const overtaken = signal(false);
