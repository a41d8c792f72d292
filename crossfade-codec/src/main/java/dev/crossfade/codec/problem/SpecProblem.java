package dev.crossfade.codec.problem;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;

/** What can be wrong with the files of a specification. */
public enum SpecProblem implements ProblemCode {
  NO_FOLDER(1001, "The folder of the specification, or its crossfade.yaml, does not exist."),
  UNREADABLE(1002, "A file of the specification cannot be read."),
  YAML(1003, "A file is not valid YAML."),
  ALIAS(1004, "A file uses YAML anchors, aliases or tags, which specifications do without."),
  UNKNOWN_KEY(1005, "A key is not known at this place."),
  DUPLICATE_KEY(1006, "A key appears twice."),
  MISSING_KEY(1007, "A required key is missing."),
  WRONG_TYPE(1008, "A value is of another kind than its place needs."),
  BAD_VALUE(1009, "A value is not one of those allowed."),
  BAD_TYPE(1010, "The type of a column is not known."),
  BAD_NAME(1011, "A name has characters or a length that are not allowed."),
  UNKNOWN_SOURCE(1012, "A mapping names a source that does not exist."),
  UNKNOWN_TARGET_COLUMN(1013, "A column of the entity is named that is not declared."),
  UNMAPPED_COLUMN(1014, "A declared column gets no value from a mapping."),
  DUPLICATE_NAME(1015, "Two things of one kind have the same name."),
  SAME_SYSTEM(1016, "Source and target are the same database."),
  PLAIN_PASSWORD(1017, "A password is written into the specification."),
  BAD_URL(1018, "A URL is not of the form type://host:port/database."),
  BAD_REFERENCE(1019, "A reference such as ${env:NAME} is malformed."),
  UNRESOLVED(1020, "A reference points to nothing."),
  AMBIGUOUS_SPELLING(1021, "A taxonomy gives one spelling two values."),
  NOTHING_TO_DO(1022, "The specification has no source or no entity."),
  KIND_MISPLACED(1023, "A file is of another kind than its place needs."),
  BAD_CATALOG(1024, "catalog.lock cannot be understood."),
  TOO_LARGE(1025, "A file is larger than the limits allow."),
  BAD_ZONE(1026, "A time zone does not exist."),
  UNKNOWN_ENVIRONMENT(1027, "There is no overlay of the environment that was named."),
  UNKNOWN_VARIABLE(1028, "A variable is named that has no value."),
  BAD_TLS(1029, "What is said about the protection of a connection does not fit together."),
  BAD_CHECK(1041, "A check of the data names something that does not exist or does not fit.");

  private final int number;
  private final String meaning;

  SpecProblem(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Kind kind() {
    return Kind.OPERATOR;
  }

  /** One sentence for {@code crossfade explain}. */
  public String meaning() {
    return meaning;
  }
}
