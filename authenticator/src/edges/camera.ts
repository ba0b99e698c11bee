// The camera: requested only when somebody presses the button, and released when the scan screen closes.

/** Pixels of width. Ten entries of Google's export in one code can be read at 960, rarely below. */
const WIDTH = 1920;

export interface Camera {
  readonly stream: MediaStream;
  /** Ids of the cameras to choose from, this one included. With fewer than two there is no choice. */
  readonly all: readonly string[];
  /** This camera's id; empty if the browser does not tell. */
  readonly id: string;
  readonly hasTorch: boolean;
  /** Returns whether the light is now as requested. */
  light(on: boolean): Promise<boolean>;
  /** Called once if the camera disappears: unplugged, or taken by another program. */
  onEnded(act: () => void): void;
  stop(): void;
}

export type CameraAnswer =
  | { readonly outcome: 'open'; readonly camera: Camera }
  /** The person, or a policy of the browser or device, refused. */
  | { readonly outcome: 'denied' }
  /** No camera on this device. */
  | { readonly outcome: 'absent' }
  /** Another program uses the camera, or the device failed to start it. */
  | { readonly outcome: 'busy' }
  /** Browsers give the camera only to pages over https, or from this device. */
  | { readonly outcome: 'insecure' };

/** Reports and sets the light; the DOM library lacks these types. */
interface TorchCapabilities extends MediaTrackCapabilities { readonly torch?: boolean }
interface TorchConstraint extends MediaTrackConstraintSet { readonly torch?: boolean }

/** @param id The wanted camera; by default the one that faces away from the person. */
export async function openCamera(id?: string): Promise<CameraAnswer> {
  if (!isSecureContext) return { outcome: 'insecure' };
  // Typed as always present. Browsers without cameras and WebViews lack it.
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
  // Browsers tell ids only after permission.
  const all = (await devices.enumerateDevices().catch(() => [])).filter(device =>
    device.kind === 'videoinput' && device.deviceId !== '');
  return { outcome: 'open', camera: cameraOf(stream, track, all.map(device => device.deviceId)) };
}

// Error names of Media Capture and Streams, section 10.2 (getUserMedia), steps 6 and 9.
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
  // Older versions of Firefox lack getCapabilities.
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
