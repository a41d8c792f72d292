package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.jdbc.target.sql.EntityTables;

/**
 * The schemas of one migration in its target.
 *
 * @param production where readers look
 * @param staging where rows wait; readers of production have no rights there
 * @param types enumerations, in a schema of their own so that they need not move
 */
record Schemas(String production, String staging, String types) {

  static Schemas of(TargetSettings settings) {
    String base = "crossfade_" + settings.migration().replace('-', '_');
    return new Schemas(settings.productionSchema(), base + "_staging", base + "_types");
  }

  EntityTables tables(EntityShape shape) {
    return new EntityTables(shape, production, staging, types);
  }
}
