// Another window set a password while the person was choosing one here. The lock screen says so.
import { signal } from '@preact/signals';

export const overtaken = signal(false);
