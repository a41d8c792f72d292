package dev.crossfade.mapping.problem;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can be wrong with a mapping (12xx), and why a row can be refused (13xx). */
public enum MappingProblem implements ProblemCode {
  SYNTAX(1201, "An expression is not valid CEL."),
  TYPE(1202, "An operator or function does not take operands of these types."),
  UNKNOWN_COLUMN(1203, "An expression names a column that the table does not have."),
  UNKNOWN_FUNCTION(1204, "An expression calls a function that does not exist."),
  RESULT_TYPE(1205, "An expression's result cannot be stored in the column."),
  UNKNOWN_TAXONOMY(1206, "An expression names a taxonomy that does not exist."),
  KEY_DEPENDS_ON_DATA(1207, "A key column is computed from columns that may change."),
  UNKNOWN_TABLE(1208, "The source has no table of this name."),
  APPEND_ONLY_FROM_KEYED(1209, "An append-only entity is fed from a table that has a key."),
  KEYED_FROM_KEYLESS(1210, "An entity with a key is fed from a table without one."),
  LIMIT(1211, "An expression is larger than the limits allow."),
  BAD_LITERAL(1212, "A literal argument is not one the function knows."),
  NULL_FOR_NOT_NULL(1213, "NULL is written to a column that is NOT NULL."),
  UNSUPPORTED_COLUMN(1214, "An expression names a column whose type is not supported."),
  NO_CATALOG(1215, "The tables of a source are not known."),
  GENERATED_COLUMN(1216, "A mapping reads a column that its source computes itself."),
  KEY_MAY_COLLIDE(1217, "Two rows of a source table could get the same target key."),
  KEYS_MAY_MEET(1218, "Rows of two source tables could get the same target key."),
  REVERSE_COLUMN(1219, "A column cannot be given a value on the way back."),
  NO_WAY_BACK(1220, "Rows of an entity cannot become rows of their source again."),

  NULL_VALUE(1301, "NULL in a column that is NOT NULL."),
  TEXT_TOO_LONG(1302, "Text is longer than the column allows."),
  TEXT_WITH_NUL(1303, "Text contains the character U+0000."),
  DECIMAL_DOES_NOT_FIT(1304, "A decimal has more digits than the column; it is never rounded."),
  INTEGER_OUT_OF_RANGE(1305, "A number is outside the range of the column."),
  UNKNOWN_LABEL(1306, "Text is not a label of the enumeration."),
  INVALID_JSON(1307, "Text is not valid JSON."),
  TIME_OUT_OF_RANGE(1308, "A date or time is outside the range of the column."),
  CHECK_FAILED(1309, "A row check of the entity is not fulfilled."),
  NOT_IN_TAXONOMY(1310, "A spelling is not listed in the taxonomy."),
  EXPRESSION_FAILED(1311, "An expression failed on this row."),
  NULL_OPERAND(1312, "An operator met NULL; orElse(x, default) ends NULL."),
  NOT_UNDERSTOOD(1313, "A function could not read its input."),
  SPECIAL_NUMBER(1314, "NaN or infinity where a number is needed."),
  REQUIRED(1315, "A required value is missing or not valid."),
  INVALID_TEXT(1316, "Text contains half of a surrogate pair."),
  DIVISION_BY_ZERO(1317, "A number was divided by zero."),
  TOO_MUCH_WORK(1318, "An expression exceeded its limits on this row."),
  UNREADABLE_VALUE(1319, "A stored value has a form that the column's type cannot express."),
  NOT_RESTORED(1320, "No row of the source gives this row of the target.");

  private final int number;
  private final String meaning;

  MappingProblem(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Kind kind() {
    return number >= 1300 ? Kind.DATA : Kind.OPERATOR;
  }

  /** One sentence for {@code crossfade explain}. */
  public String meaning() {
    return meaning;
  }
}
