import { useEffect, useRef } from 'preact/hooks';
import { openDecoder, type Decoder } from '../../edges/decoder';

/** Loaded with the first picture or camera; closed with the screen. */
export function useDecoder(): () => Decoder {
  const decoder = useRef<Decoder>(undefined);
  useEffect(() => () => decoder.current?.close(), []);
  return () => decoder.current ??= openDecoder();
}
