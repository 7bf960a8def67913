import { render } from 'preact';
import { App } from './app.tsx';
import './fonts.css';
import './tokens.css';
import './style.css';

render(<App />, document.getElementById('app')!);
