/** Providers without a script, so that the list is as long as a viewer's real one. All names are made up. */
export const FILLER = [
  { id: 'amberGrid', name: 'Ambergrid', color: '#92400e' },
  { id: 'boulderTel', name: 'Boulderfield Telephone', color: '#44403c' },
  { id: 'cloudberry', name: 'Cloudberry Vision', color: '#9d174d' },
  { id: 'driftwood', name: 'Driftwood Broadband', color: '#155e75' },
  { id: 'elmStreet', name: 'Elmhollow Fiber', color: '#14532d' },
  { id: 'fernway', name: 'Fernway Cable', color: '#365314' },
  { id: 'glimmer', name: 'Glimmerhill TV', color: '#4c1d95' },
  { id: 'kelpNet', name: 'Kelpbed Networks', color: '#134e4a' },
  { id: 'nandu', name: 'Ñandú Visión', color: '#831843' },
  { id: 'oresky', name: 'Øresky Kabel', color: '#1e3a8a' },
  { id: 'papayaPlus', name: 'Papayalane Plus', color: '#c2410c' },
  { id: 'rookTower', name: 'Rooktower Satellite', color: '#312e81' },
];
