const { createCoreController } = require('@strapi/strapi').factories;

module.exports = createCoreController('api::check-in.check-in', ({ strapi }) => ({
  async byUnit(ctx) {
    const rows = await strapi.db
      .connection('check_ins')
      .where('at', '>=', ctx.query.from)
      .andWhere('at', '<', ctx.query.to)
      .andWhere('state', 'present')
      .select('unit')
      .count('* as present')
      .groupBy('unit')
      .orderBy('unit');
    ctx.body = rows.map(({ unit, present }) => ({ unit, present: Number(present) }));
  },
}));
