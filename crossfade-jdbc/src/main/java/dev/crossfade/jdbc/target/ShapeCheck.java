package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.jdbc.target.sql.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether PostgreSQL can hold an entity's table at all; asks no database. */
final class ShapeCheck {

  private static final int MAX_COLUMNS = 1_500;
  private static final int MAX_LENGTH = 10_485_760;
  private static final int MAX_PRECISION = 1_000;

  private ShapeCheck() {}

  static List<Problem> migration(Schemas schemas) {
    return Names.fits(schemas.staging())
        ? List.of()
        : List.of(name("The name of the migration makes a schema name of more than 63 bytes"));
  }

  static List<Problem> of(EntityTables tables) {
    List<Problem> problems = new ArrayList<>();
    if (!Names.fits(tables.name())) {
      problems.add(name("The table name " + tables.name() + " has more than 63 bytes"));
    }
    if (tables.columns().size() > MAX_COLUMNS) {
      problems.add(type(tables.name(), "more than " + MAX_COLUMNS + " columns"));
    }
    for (Column column : tables.columns()) {
      String place = tables.name() + "." + column.name();
      if (!Names.fits(column.name()) || column.name().startsWith("_cf_")) {
        problems.add(name("The column name " + place + " is too long or begins with _cf_"));
      }
      String obstacle = obstacle(column.type());
      if (!obstacle.isEmpty()) {
        problems.add(type(place, obstacle));
      }
    }
    return problems;
  }

  /** Names that two entities would share in the staging schema. */
  static List<Problem> collisions(List<EntityShape> entities) {
    List<Problem> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    entities.forEach(shape -> names.add(shape.table().id().name()));
    for (EntityShape shape : entities) {
      if (names.contains("change_" + shape.table().id().name())) {
        problems.add(
            name(
                "The names of the entities "
                    + shape.name()
                    + " and change_"
                    + shape.name()
                    + " collide in staging"));
      }
    }
    return problems;
  }

  private static String obstacle(LogicalType type) {
    if (type instanceof LogicalType.Array array) {
      return array.element() instanceof LogicalType.Array
          ? "an array of arrays"
          : obstacle(array.element());
    }
    if (type instanceof LogicalType.Enumeration enumeration) {
      boolean fits = Names.fits(enumeration.name()) && !enumeration.name().isEmpty();
      boolean labels = enumeration.labels().stream().allMatch(Names::fits);
      return fits && labels ? "" : "an enumeration without name or with names over 63 bytes";
    }
    if (!lengthFits(type)) {
      return "text of a length that PostgreSQL does not declare";
    }
    return type instanceof LogicalType.Decimal decimal && decimal.precision() > MAX_PRECISION
        ? "more than " + MAX_PRECISION + " digits"
        : "";
  }

  private static boolean lengthFits(LogicalType type) {
    if (type instanceof LogicalType.FixedText fixed) {
      return fixed.length() >= 1 && fixed.length() <= MAX_LENGTH;
    }
    return !(type instanceof LogicalType.Text text) || text.maxLength() <= MAX_LENGTH;
  }

  private static Problem name(String what) {
    return Problem.of(
        TargetProblem.NAME_NOT_POSSIBLE,
        what,
        "PostgreSQL would cut the name, or two things would have the same one",
        "Choose another name in the specification");
  }

  private static Problem type(String place, String what) {
    return Problem.of(
        TargetProblem.TYPE_NOT_POSSIBLE,
        place + " needs " + what,
        "A PostgreSQL target has no room for it",
        "Declare another type in the specification");
  }
}
