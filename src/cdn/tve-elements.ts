/** Everything a viewer's page needs, for `<script type="module">`: defines every viewer element. */
import '../define.ts';

export * from '../viewer.ts';
