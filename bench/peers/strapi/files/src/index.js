const ACTIONS = ['create', 'byUnit'];

module.exports = {
  async bootstrap({ strapi }) {
    const role = await strapi.db
      .query('plugin::users-permissions.role')
      .findOne({ where: { type: 'authenticated' } });
    for (const action of ACTIONS) {
      const data = { action: `api::check-in.check-in.${action}`, role: role.id };
      const permissions = strapi.db.query('plugin::users-permissions.permission');
      if (!(await permissions.findOne({ where: data }))) await permissions.create({ data });
    }
  },
};
