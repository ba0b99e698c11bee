import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from './parts/button';
import { Notice } from './parts/notice';

export interface ScreenProps {
  /** The second part of the address; empty when there is none. */
  readonly id: string;
}

/** A screen whose code is loaded when it is first shown. It is on the device after the first visit, so this takes no network then. */
export function late(load: () => Promise<ComponentType<ScreenProps>>): ComponentType<ScreenProps> {
  let Loaded: ComponentType<ScreenProps> | undefined;
  return function Late(props: ScreenProps) {
    const [, show] = useState<'loading' | 'loaded' | 'failed'>(Loaded ? 'loaded' : 'loading');
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (Loaded) return;
      load().then(component => { Loaded = component; show('loaded'); }, () => setFailed(true));
    }, []);
    if (Loaded) return <Loaded {...props} />;
    if (!failed) return null;
    return (
      <Notice kind="warn" title="This screen could not be loaded" actions={<Button variant="secondary" small onClick={() => location.reload()}>Load the app again</Button>}>
        <p>There may be no network, or a new release has just arrived. Your accounts are not touched by it.</p>
      </Notice>
    );
  };
}
