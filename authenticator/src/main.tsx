import { render } from 'preact';

render(<main><h1>Sparekey Authenticator</h1></main>, document.getElementById('app')!);
