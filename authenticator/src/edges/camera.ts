// The camera: asked for only when somebody presses the button, and let go as soon as the scan screen is left.

/** Pixels across: ten entries of Google's export in one code are read at 960, and rarely below. */
const WIDTH = 1920;

export interface Camera {
  readonly stream: MediaStream;
  /** Ids of the cameras to switch between, this one among them; one or none means that there is nothing to switch. */
  readonly all: readonly string[];
  /** This camera's id; empty where the browser tells none. */
  readonly id: string;
  readonly hasTorch: boolean;
  /** Answers whether the light is now as asked. */
  light(on: boolean): Promise<boolean>;
  /** Called once when the camera goes away by itself: unplugged, or taken by another program. */
  onEnded(act: () => void): void;
  stop(): void;
}

export type CameraAnswer =
  | { readonly outcome: 'open'; readonly camera: Camera }
  /** The person, or a policy of the browser or device, said no. */
  | { readonly outcome: 'denied' }
  /** No camera on this device. */
  | { readonly outcome: 'absent' }
  /** Another program holds it, or the device failed to start it. */
  | { readonly outcome: 'busy' }
  /** Browsers give the camera only to pages that came over https, or from this device itself. */
  | { readonly outcome: 'insecure' };

/** What a browser that can switch the light says and takes; the DOM library has no types for it yet. */
interface TorchCapabilities extends MediaTrackCapabilities { readonly torch?: boolean }
interface TorchConstraint extends MediaTrackConstraintSet { readonly torch?: boolean }

/** @param id Of the camera that is wanted; none means the one that looks away from the person. */
export async function openCamera(id?: string): Promise<CameraAnswer> {
  if (!isSecureContext) return { outcome: 'insecure' };
  // Typed as always there; a browser without cameras, or a WebView, leaves it out.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return { outcome: 'absent' };

  let stream: MediaStream;
  try {
    const which: MediaTrackConstraints = id ? { deviceId: { exact: id } } : { facingMode: 'environment' };
    stream = await devices.getUserMedia({ audio: false, video: { ...which, width: { ideal: WIDTH } } });
  } catch (error) {
    return { outcome: whyNot(error) };
  }

  const track = stream.getVideoTracks()[0];
  if (!track) return { outcome: 'absent' };
  // Ids are told only after permission was given.
  const all = (await devices.enumerateDevices().catch(() => [])).filter(device => device.kind === 'videoinput' && device.deviceId !== '');
  return { outcome: 'open', camera: cameraOf(stream, track, all.map(device => device.deviceId)) };
}

// Names of the Media Capture and Streams specification, section 10.2 (getUserMedia), step 6 and 9.
function whyNot(error: unknown): 'denied' | 'absent' | 'busy' {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError': return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError': return 'absent';
    default: return 'busy';
  }
}

function cameraOf(stream: MediaStream, track: MediaStreamTrack, all: readonly string[]): Camera {
  // Firefox came to getCapabilities late.
  const capabilities: TorchCapabilities = 'getCapabilities' in track ? track.getCapabilities() : {};
  return {
    stream,
    all,
    id: track.getSettings().deviceId ?? '',
    hasTorch: capabilities.torch === true,
    async light(on) {
      const wanted: TorchConstraint = { torch: on };
      try {
        await track.applyConstraints({ advanced: [wanted] });
        return true;
      } catch {
        return false;
      }
    },
    onEnded: act => track.addEventListener('ended', act, { once: true }),
    stop: () => stream.getTracks().forEach(each => each.stop()),
  };
}
