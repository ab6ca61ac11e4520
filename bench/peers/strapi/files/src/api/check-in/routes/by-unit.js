module.exports = {
  routes: [{ method: 'GET', path: '/check-ins/by-unit', handler: 'check-in.byUnit' }],
};
