import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from './parts/button';
import { Notice } from './parts/notice';

export interface ScreenProps {
  /** The second part of the address; empty if absent. */
  readonly id: string;
}

/**
 * A screen whose code is loaded when the screen is first shown. After the first visit the code is on the device, so no
 * network is needed.
 */
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
      <Notice
        kind="warn" title="This screen could not be loaded"
        actions={<Button variant="secondary" small onClick={() => location.reload()}>Load the app again</Button>}
      >
        <p>There may be no network, or a new release has just arrived. Your accounts are not touched by it.</p>
      </Notice>
    );
  };
}
